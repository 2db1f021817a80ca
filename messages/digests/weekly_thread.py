# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The thread of the weekly digest: all figures behind the post, and those of its picture as a table."""

from collections.abc import Mapping

from messages.blocks import Block, Message, context, message
from messages.digests.lines import Line, Part, as_text, plain, plain_parts, rich_parts
from messages.digests.maturity import stage_counts, unit_line
from messages.digests.outside import outside_parts
from messages.digests.queue_parts import queue_parts
from messages.digests.registers import register_parts
from messages.digests.tables import table_of
from messages.digests.weekly import has_thread, post_lines
from messages.digests.wording import some
from messages.text import counted, mention, user_line
from workflows.digests.document import Digest
from workflows.kind import RequestKind
from workflows.organization import Organization

_NAME = 60
_UNITS = 5
_HOW_TO_READ = (
    "Half within, 9 of 10 within: by the clock, people's decisions only; what policy clears at once is left out. "
    "Below 5 there is not enough data. Embargoed requests are in none of these figures."
)
_Kinds = Mapping[str, RequestKind]


def thread(digest: Digest, organization: Organization, kinds: _Kinds) -> Message:
    """What stands in the thread of the post: all figures, and those of the picture as a table."""
    parts = thread_parts(digest, organization, kinds)
    blocks = [*rich_parts(parts), *_people(digest), *table_of(digest).blocks(), context(_HOW_TO_READ)]
    return message(as_text(plain_parts(parts)), blocks)


def text_of(digest: Digest, organization: Organization, kinds: _Kinds) -> str:
    """Post and thread for a terminal."""
    posted = plain(*post_lines(digest, organization, kinds))
    if not has_thread(digest):
        return posted
    parts = (posted, plain_parts(thread_parts(digest, organization, kinds)), str(table_of(digest)))
    return "\n\n".join(part for part in parts if part)


def thread_parts(digest: Digest, organization: Organization, kinds: _Kinds) -> list[Part]:
    """The thread: queues, and how each stage stands."""
    progress, parts = digest.progress, queue_parts(digest, organization, kinds)
    parts += [Part("Engagement of units", (unit_line(digest.units),))] if digest.units else []
    parts += outside_parts(digest.outside)
    parts += [*_asked(digest), *_guidance(digest)]
    parts += register_parts(digest.registers) if digest.registers else []
    if progress is None or progress.unseen:
        return parts
    stages = [Line("", f"{stage_counts(stage)}.") for stage in progress.stages if stage.items]
    alone = counted(progress.alone, "item rests", "items rest")
    apart = [Line("Counted apart", f"{alone} on the word of one person alone.")] if progress.alone else []
    return [*parts, Part(user_line(progress.model, _NAME), (*stages, *apart))]


def _guidance(digest: Digest) -> list[Part]:
    """One advice, and the units that have not acknowledged the principles though they were asked."""
    lines = [Line("Advice", f"{user_line(digest.advice, _NAME * 2)}.")] if digest.advice else []
    if digest.unfollowed:
        named = some([user_line(one, _NAME) for one in digest.unfollowed], _UNITS, len(digest.unfollowed))
        lines.append(Line("Principles not acknowledged yet", f"{named}."))
    lines += [Line("Next read", f"{user_line(digest.reading, _NAME * 2)}: /ospo reading.")] if digest.reading else []
    return [Part("Guidance", tuple(lines))] if lines else []


def _asked(digest: Digest) -> list[Part]:
    """The questions that wait for people, and what was asked for most; nothing where nobody asked."""
    asked, lines = digest.asked, list[Line]()
    if asked.waiting:
        lines.append(Line("Without an answer", f"{counted(asked.waiting, 'question', 'questions')} to people."))
    if asked.most:
        most = "; ".join(f"{user_line(one.title, _NAME * 2)} ({one.times:,})" for one in asked.most)
        lines.append(Line("Asked most", f"{most}."))
    return [Part("Questions", tuple(lines))] if lines else []


def _people(digest: Digest) -> list[Block]:
    """Figures of people, which an organization has to ask for by name."""
    if not digest.people:
        return []
    told = ", ".join(f"{mention(one.person)} {one.decided:,}" for one in digest.people)
    return [context(f"*Steps decided, by person:* {told}. How many somebody decided says nothing of how hard it was.")]
