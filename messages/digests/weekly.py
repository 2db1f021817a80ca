# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The post of the weekly digest, in at most eight lines; its thread has everything else (weekly_thread.py)."""

from collections.abc import Mapping

from messages.blocks import Block, Message, message
from messages.digests.lines import Line, as_text, plain, rich
from messages.digests.maturity import (
    changed_lines,
    changed_shortly,
    goal_lines,
    moved_stage,
    next_line,
    stage_line,
)
from messages.digests.outside import outside_shortly
from messages.digests.queue import queue_line, queue_shortly
from messages.digests.starting import start_lines
from messages.digests.wording import window
from messages.text import capital, counted, user_line
from workflows.digests.document import Digest
from workflows.digests.weekly import done_goals, overdue_goals, quiet
from workflows.kind import RequestKind
from workflows.organization import Organization

#: Lines below the first.
_LINES = 7
_NAME = 60
_Kinds = Mapping[str, RequestKind]


def post(digest: Digest, organization: Organization, kinds: _Kinds, picture: Block | None = None) -> Message:
    """What is posted in the channel; a picture stands below where there is one to show."""
    first, lines = post_lines(digest, organization, kinds)
    return message(as_text(plain(first, lines)), [*rich(first, lines), *([picture] if picture else [])])


def has_thread(digest: Digest) -> bool:
    """Whether there is more to tell than the post does."""
    return not (quiet(digest) or digest.start)


def post_lines(digest: Digest, organization: Organization, kinds: _Kinds) -> tuple[Line, list[Line]]:
    """The post: its first line says what matters most, and no more than seven follow."""
    name = user_line(organization.program.name, _NAME)
    about = f"{name}, {window(digest.since, digest.until, digest.zone)}."
    queue = queue_shortly(digest.figures.queue)
    if digest.start:
        first = Line("How to begin", f"no request was made yet. {name}.")
        return first, start_lines(digest.start, organization, kinds)
    if quiet(digest):
        return Line("Quiet", f"nothing came in, nothing was decided, nothing changed; {queue}. {about}"), []
    moved = _moved(digest)
    first = Line(capital(f"{moved}; {queue}" if moved else queue), about, ".")
    lines = [*_progress_lines(digest, organization), queue_line(digest.figures)]
    told = outside_shortly(digest.outside) if len(lines) < _LINES else ""
    return first, [*lines, *([Line("From outside", told)] if told else [])]


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
