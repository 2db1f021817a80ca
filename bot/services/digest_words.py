# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest in words, whichever it is: its post, what stands in the thread, and all of it for a terminal."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.catalog import Catalog
from messages.blocks import Message, context, message
from messages.charts.digests import charts_of
from messages.digests import monthly, pictures, weekly, weekly_thread
from workflows.digests.document import Digest, Executive
from workflows.digests.storing import digest_of
from workflows.kind import RequestKind
from workflows.schedules import DigestName

__all__ = ["as_preview", "as_trial", "charts_of", "pictures_of", "post_of", "stored", "text_of", "thread_of"]
_TRIAL = "*A trial*, for you alone: nothing was posted, and the next digest tells all of this again."


def stored(document: str, digest: DigestName) -> Digest | Executive:
    """The digest of a stored document."""
    return digest_of(document, Executive) if digest == "executive" else digest_of(document, Digest)


def post_of(told: Digest | Executive, catalog: Catalog, files: Mapping[str, str] = MappingProxyType({})) -> Message:
    """What is posted, with the first of its pictures where that is at Slack (``files``, by chart)."""
    picture = next((pictures.picture_of(chart, files) for chart in charts_of(told)), None)
    if isinstance(told, Executive):
        return monthly.post(told, catalog.organization, picture)
    return weekly.post(told, catalog.organization, _kinds(catalog), picture)


def thread_of(told: Digest | Executive, catalog: Catalog) -> Message | None:
    """What stands in the thread of the post; None where there is nothing more to tell."""
    if isinstance(told, Executive):
        return monthly.thread(told)
    return weekly_thread.thread(told, catalog.organization, _kinds(catalog)) if weekly.has_thread(told) else None


def pictures_of(told: Digest | Executive, files: Mapping[str, str]) -> Message | None:
    """The charts beyond that of the post, with their numbers; None where there are none."""
    return pictures.pictures(charts_of(told)[1:], files)


def text_of(told: Digest | Executive, catalog: Catalog) -> str:
    """Post and thread as plain text."""
    if isinstance(told, Executive):
        return monthly.text_of(told, catalog.organization)
    return weekly_thread.text_of(told, catalog.organization, _kinds(catalog))


def as_preview(post: Message, channel: str) -> Message:
    """A post that says of itself that it is a preview."""
    return message(
        f"A preview: {post['text']}", [context(f"*A preview* for <#{channel}>, for you alone."), *post["blocks"]]
    )


def as_trial(post: Message) -> Message:
    """A post that says of itself that it is a trial."""
    return message(f"A trial: {post['text']}", [context(_TRIAL), *post["blocks"]])


def _kinds(catalog: Catalog) -> dict[str, RequestKind]:
    return {name: policy.kind for name, policy in catalog.policies.items()}
