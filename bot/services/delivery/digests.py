# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the post of a digest and what stands in its thread, from the document as it was computed."""

from bot.catalog import LiveCatalog
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice


class DigestGone(Exception):
    """The document is not there any more: a trial that could not be delivered in time."""


class DigestWriter:
    """Each attempt says the same, whatever has happened since the digest was made."""

    def __init__(self, database: Database, catalog: LiveCatalog) -> None:
        self._database = database
        self._catalog = catalog

    async def address(self, notice: Notice) -> str:
        """Where it goes by now: what could not be posted follows its schedule to another channel, a trial does not."""
        name = str(notice.detail["schedule"])
        planned = next((one for one in self._catalog.current.organization.schedules if one.name == name), None)
        if not notice.to.startswith(("C", "G")):
            return notice.to
        async with self._database.reading() as tx:
            known = (await tx.digests.known(notice.workspace)).get(name)
        return (known.change.channel if known else None) or (planned.channel if planned else notice.to)

    async def write(self, notice: Notice) -> Message | None:
        """The message; None where there is nothing more to tell than the post does. Raises DigestGone."""
        from bot.services import digest_words as words  # noqa: PLC0415 - only who sends digests pays for their words

        async with self._database.reading() as tx:
            about = (str(notice.detail["schedule"]), str(notice.detail["period"]))
            made = await tx.digests.made(notice.workspace, *about)
        if made is None:
            raise DigestGone
        told, catalog = words.stored(made.document, made.digest), self._catalog.current
        if notice.detail.get("pictures"):
            return words.pictures_of(told, made.pictures)
        if notice.thread:
            return words.thread_of(told, catalog)
        post = words.post_of(told, catalog, made.pictures)
        return words.as_trial(post) if made.trial else post
