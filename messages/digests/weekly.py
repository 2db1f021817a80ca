# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The weekly digest: a post of at most eight lines, and its thread with everything else."""

from collections.abc import Mapping

from messages.blocks import Block, Message, context, message
from messages.digests.lines import Line, Part, as_text, plain, plain_parts, rich, rich_parts
from messages.digests.maturity import (
    changed_lines,
    changed_shortly,
    goal_lines,
    moved_stage,
    next_line,
    stage_counts,
    stage_line,
)
from messages.digests.queue import queue_line, queue_parts, queue_shortly
from messages.digests.starting import start_lines
from messages.digests.tables import table_of
from messages.digests.wording import window
from messages.text import counted, mention, user_line
from workflows.digests.document import Digest
from workflows.digests.weekly import done_goals, overdue_goals, quiet
from workflows.kind import RequestKind
from workflows.organization import Organization

_NAME = 60
_Kinds = Mapping[str, RequestKind]


def post(digest: Digest, organization: Organization, kinds: _Kinds, picture: Block | None = None) -> Message:
    """What is posted in the channel; a picture stands below where there is one to show."""
    first, lines = post_lines(digest, organization, kinds)
    return message(as_text(plain(first, lines)), [*rich(first, lines), *([picture] if picture else [])])


def has_thread(digest: Digest) -> bool:
    """Whether there is more to tell than the post does."""
    return not (quiet(digest) or digest.start)


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


def post_lines(digest: Digest, organization: Organization, kinds: _Kinds) -> tuple[Line, list[Line]]:
    """The post: its first line says what matters most, and no more than seven follow."""
    name = user_line(organization.program.name, _NAME)
    about = f"{name}, {window(digest.since, digest.until, digest.zone)}"
    queue = queue_shortly(digest.figures.queue)
    if digest.start:
        return Line(name, "no request was made yet. How to begin:"), start_lines(digest.start, organization, kinds)
    if quiet(digest):
        return Line(about, f"quiet. Nothing came in, nothing was decided, nothing changed; {queue}."), []
    moved = _moved(digest)
    first = Line(about, f"{moved}; {queue}." if moved else f"{queue}.")
    return first, [*_progress_lines(digest, organization), queue_line(digest.figures)]


def thread_parts(digest: Digest, organization: Organization, kinds: _Kinds) -> list[Part]:
    """The thread: queues, and how each stage stands."""
    progress = digest.progress
    parts = queue_parts(digest, organization, kinds)
    if progress is None or progress.unseen:
        return parts
    stages = [Line("", f"{stage_counts(stage)}.") for stage in progress.stages if stage.items]
    alone = counted(progress.alone, "item rests", "items rest")
    apart = [Line("Counted apart", f"{alone} on the word of one person alone.")] if progress.alone else []
    return [*parts, Part(user_line(progress.model, _NAME), (*stages, *apart))]


def _moved(digest: Digest) -> str:
    """What changed, in the shortest words: a stage before items, items before goals."""
    if digest.progress is not None:
        told = (moved_stage(digest.progress), changed_shortly(digest.progress))
        return "; ".join(one for one in told if one)
    done, late = len(done_goals(digest)), len(overdue_goals(digest))
    told = (
        f"{counted(done, 'goal', 'goals')} done" if done else "",
        f"{counted(late, 'goal', 'goals')} overdue" if late else "",
    )
    return ", ".join(one for one in told if one)


def _progress_lines(digest: Digest, organization: Organization) -> list[Line]:
    if digest.progress is None:
        return goal_lines(digest, organization)
    step = next_line(digest.progress)
    return [*changed_lines(digest.progress), stage_line(digest.progress), *([step] if step else [])]


def _people(digest: Digest) -> list[Block]:
    """Figures of people, which an organization has to ask for by name."""
    if not digest.people:
        return []
    told = ", ".join(f"{mention(one.person)} {one.decided:,}" for one in digest.people)
    return [context(f"*Steps decided, by person:* {told}. How many somebody decided says nothing of how hard it was.")]


_HOW_TO_READ = (
    "Half within, 9 of 10 within: by the clock, people's decisions only; what policy clears at once is left out. "
    "Below 5 there is not enough data. Embargoed requests are in none of these figures."
)
