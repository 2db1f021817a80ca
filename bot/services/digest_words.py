# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest in words, whichever it is: its post, what stands in the thread, and all of it for a terminal."""

from bot.catalog import Catalog
from messages.blocks import Block, Message, context, message
from messages.digests import monthly, weekly, weekly_thread
from workflows.digests.document import Digest, Executive
from workflows.digests.storing import digest_of
from workflows.kind import RequestKind
from workflows.schedules import DigestName

_TRIAL = "*A trial*, for you alone: nothing was posted, and the next digest tells all of this again."


def stored(document: str, digest: DigestName) -> Digest | Executive:
    """The digest of a stored document."""
    return digest_of(document, Executive) if digest == "executive" else digest_of(document, Digest)


def post_of(told: Digest | Executive, catalog: Catalog, picture: Block | None = None) -> Message:
    """What is posted."""
    if isinstance(told, Executive):
        return monthly.post(told, catalog.organization, picture)
    return weekly.post(told, catalog.organization, _kinds(catalog), picture)


def thread_of(told: Digest | Executive, catalog: Catalog) -> Message | None:
    """What stands in the thread of the post; None where there is nothing more to tell."""
    if isinstance(told, Executive):
        return monthly.thread(told)
    return weekly_thread.thread(told, catalog.organization, _kinds(catalog)) if weekly.has_thread(told) else None


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
