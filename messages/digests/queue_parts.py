# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The queues in the thread of a digest: what is open and on whom it waits, how fast was decided, what ends soon."""

from collections.abc import Mapping, Sequence

from messages.digests.lines import Line, Part
from messages.digests.wording import day, duration, quoted, reference, share, some, times, worked
from messages.text import counted, joined, user_line
from workflows.digests.document import Before, Digest
from workflows.figures import NAMED_PERSON, Count, Holder, ProgramFigures, QueueFigures, Times
from workflows.items import REQUESTER
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.states import State

_NAMED = 5
_NAME = 60
Kinds = Mapping[str, RequestKind]


def queue_parts(digest: Digest, organization: Organization, kinds: Kinds) -> list[Part]:
    """Everything that the thread tells of queues."""
    figures = digest.figures
    return [
        Part("Open requests", tuple(_open(figures.queue, organization))),
        Part("Came in and decided", tuple(_decided(figures, digest.before))),
        Part("About to end", tuple(_ending(digest))),
        Part("What it was about", tuple(_topics(figures, kinds))),
    ]


def _open(queue: QueueFigures, organization: Organization) -> list[Line]:
    if not queue.open:
        return [Line("", "No request is open.")]
    states = joined(f"{one.count:,} {_words(one.name)}" for one in queue.by_state if one.count)
    lines = [Line("By state", f"{states or counted(queue.open, 'open', 'open')}.")]
    lines += [Line("Late", f"{queue.overdue:,} overdue; {queue.due_soon:,} due within 48 hours.")]
    waiting = [_holder(one, organization) for one in queue.waiting_on if one.count]
    lines += [Line("Waiting on", f"{some(waiting, _NAMED, len(waiting))}.")] if waiting else []
    oldest = [f"{reference(one.number)} ({counted(one.days, 'day', 'days')})" for one in queue.oldest]
    lines += [Line("Oldest", f"{', '.join(oldest)}.")] if oldest else []
    unanswered = counted(queue.unanswered, "license question", "license questions")
    return [*lines, *([Line("Without an answer", f"{unanswered}.")] if queue.unanswered else [])]


def _holder(one: Holder, organization: Organization) -> str:
    names = {REQUESTER: "requesters", NAMED_PERSON: "people asked by name"}
    name = names.get(one.name) or user_line(organization.title_of(one.name), _NAME)
    return f"{name} {one.count:,}" + (f" ({one.overdue:,} overdue)" if one.overdue else "")


def _decided(figures: ProgramFigures, before: Before | None) -> list[Line]:
    than = f" (the time before: {before.arrivals:,} and {before.decisions:,})" if before else ""
    lines = [Line("Requests", f"{figures.arrivals:,} came in, {figures.decisions:,} were decided{than}.")]
    if not figures.decisions:
        return lines
    outcomes = joined(f"{one.count:,} {_words(one.name)}" for one in figures.outcomes if one.count)
    lines += [Line("Outcomes", f"{outcomes}.")] if outcomes else []
    lines += [Line("At once, by policy", f"{share(figures.fast_share, 'decisions')}.")]
    lines += [Line("Time to decision, by people", f"{times(figures.wall)}{_than(figures.wall, before)}.")]
    if figures.working.median is not None and figures.working.p90 is not None:
        ends = f"half within {worked(figures.working.median)}, 9 of 10 within {worked(figures.working.p90)}"
        of = counted(figures.working.of, "decision", "decisions")
        lines += [Line("Of that, on the groups", f"{ends} ({of}); the time of the requester's answers is left out.")]
    if figures.in_time.of:
        lines += [Line("Within the promised time", f"{share(figures.in_time, 'decisions by people')}.")]
    if figures.revised.of:
        lines += [Line("Edited before the decision", f"{_edited(figures)}.")]
    return lines


def _edited(figures: ProgramFigures) -> str:
    rounds = f", {counted(figures.rounds, 'edit', 'edits')} in all" if figures.rounds else ""
    return f"{share(figures.revised, 'decisions by people')}{rounds}"


def _than(now: Times, before: Before | None) -> str:
    """The median of the window before, where both are of enough decisions."""
    if before is None or before.wall.median is None or now.median is None:
        return ""
    then = counted(before.wall.of, "decision", "decisions")
    return f"; the time before: half within {duration(before.wall.median)} ({then})"


def _ending(digest: Digest) -> list[Line]:
    lapsing, lines = digest.figures.lapsing, list[Line]()
    if lapsing.count:
        numbers = [reference(one) for one in lapsing.numbers]
        first = f": {', '.join(numbers)}" if len(numbers) == lapsing.count else f", first {', '.join(numbers)}"
        told = counted(lapsing.count, "standing clearance ends", "standing clearances end")
        lines += [Line("Clearances", f"{told} within 30 days{first if numbers else ''}.")]
    stale = digest.progress.going_stale if digest.progress else ()
    items = [f"{quoted(one.text)} on {day(one.on)}" for one in stale]
    lines += [Line("Evidence that will be too old", f"{some(items, _NAMED, len(items))}.")] if items else []
    return lines


def _topics(figures: ProgramFigures, kinds: Kinds) -> list[Line]:
    asked = _counts(figures.kinds, {name: kind.title for name, kind in kinds.items()})
    licenses = _counts(figures.licenses, {})
    lines = [Line("Kinds", f"{asked}.")] if asked else []
    return [*lines, *([Line("Licenses asked about", f"{licenses}.")] if licenses else [])]


def _counts(counts: Sequence[Count], titles: Mapping[str, str]) -> str:
    told = [f"{user_line(titles.get(one.name, one.name), _NAME)} {one.count:,}" for one in counts if one.count]
    return some(told, _NAMED, len(told))


def _words(state: str) -> str:
    if state == State.WAITING_FOR_REQUESTER:
        return "waiting for the requester"
    return user_line(state.replace("_", " "), _NAME)
