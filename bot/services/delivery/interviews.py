# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages of the strategy interview: from the question as it stands when they are sent."""

from bot.catalog import LiveCatalog
from bot.timing import Timing
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice
from workflows.strategy.interviews import INTERVIEWS, rounds_of


class InterviewNews:
    """Reads the question that a notice is about, and renders it."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message of a notice; None where it only edits a message that is not there (``standing``)."""
        from messages.strategy.news import gone, interview_news  # noqa: PLC0415 - a few messages a year

        if notice.detail.get("ended") and not standing:
            return None
        async with self._database.reading() as tx:
            entry = await tx.registers.get(notice.workspace, INTERVIEWS, str(notice.detail["entry"]))
        rounds = rounds_of([entry]) if entry else ()
        if not rounds or not rounds[0].asked:
            return gone()
        today = self._catalog.current.today(self._timing.now())
        return interview_news(notice, rounds[0].asked[0], today)
