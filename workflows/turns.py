# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is: since when, at which place of the queue, and when that is usually decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.calendar import after_business_time, business_time
from workflows.clocks import paused
from workflows.items import REQUESTER
from workflows.organization import Organization
from workflows.request import Request, Step, StepState
from workflows.working_hours import Calendar

#: Past decisions that an expectation rests on: younger than this, and at least so many.
REMEMBERED = timedelta(days=90)
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Place:
    """The place in a queue, counted from 1, and how many wait in it."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a group took to decide requests of a kind in a lane: the median in business minutes, of so many."""

    minutes: int
    of: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a pace is about."""

    group: str
    kind: str
    lane: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One who has a turn, as Request.waiting_on names them. ``step`` is empty for the requester and checklist owners.

    ``place`` is None where no place is told, ``expected`` where too little is known; ``of`` decisions were known.
    """

    holder: str
    since: datetime
    step: str = ""
    group: str = ""
    place: Place | None = None
    expected: datetime | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Turns:
    """Every turn of a request, as it was at an instant."""

    at: datetime
    each: tuple[Turn, ...] = ()

    def of_step(self, name: str) -> Turn | None:
        """The turn of a step, when it has one."""
        return next((turn for turn in self.each if turn.step == name), None)


@dataclass(frozen=True, slots=True)
class Decided:
    """A step that got its verdict: what it was about, in which business time, and when."""

    step: str
    subject: Subject
    minutes: int
    at: datetime


def subject_of(request: Request, group: str) -> Subject:
    """What the pace of a group at this request is about."""
    return Subject(group, request.kind, request.route.lane)


def holders_of(request: Request) -> Iterator[Turn]:
    """Who has a turn, and since when, in the order of Request.waiting_on."""
    steps = {_holder(step): step for step in request.steps if step.state is StepState.OPEN}
    asked = request.open_question
    for holder in request.waiting_on:
        if holder in steps:
            step = steps[holder]
            yield Turn(holder, step.turn_since or request.submitted_at, step.name, step.group)
        elif holder == REQUESTER and asked is not None:
            yield Turn(holder, asked.at)
        else:
            yield Turn(holder, request.changed_at, group=holder if holder != REQUESTER else "")


def barred_from(request: Request) -> Iterator[tuple[str, str]]:
    """Each holder of a turn who is a group, with the id of one of its people who may decide none of what it has there.

    After an appeal those are who took part in the first decision.
    """
    open_steps = [step for step in request.steps if step.state is StepState.OPEN]
    for holder in sorted({_holder(step) for step in open_steps if step.appealed}):
        own = (step for step in open_steps if _holder(step) == holder)
        barred = [frozenset(step.appealed.barred if step.appealed else ()) for step in own]
        for person in sorted(frozenset.intersection(*barred)):
            yield holder, person.id


def with_knowledge(
    turns: Iterable[Turn],
    places: Mapping[str, Place],
    paces: Mapping[str, Pace | None],
    organization: Organization,
) -> tuple[Turn, ...]:
    """The turns with their places, by holder, and with when they are expected to end by the pace of their group.

    Dates are of the group's own calendar.
    """
    return tuple(
        _known(turn, places.get(turn.holder), paces.get(turn.group), organization.calendar_of(turn.group))
        for turn in turns
    )


def newly_decided(after: Request, before: Request | None, organization: Organization) -> Iterator[Decided]:
    """The steps that have got their verdict since ``before``; a new request has none."""
    known = {step.name: step for step in before.steps} if before else {}
    for step in after.steps:
        was = known.get(step.name)
        if was is not None and was.open and step.since and step.state in {StepState.APPROVED, StepState.DECLINED}:
            at, calendar = after.changed_at, organization.calendar_of(step.group)
            taken = business_time(calendar, step.since, at) - paused(step.clock, calendar, step.since, at)
            yield Decided(step.name, subject_of(after, step.group), int(taken.total_seconds() // 60), at)


def _known(turn: Turn, place: Place | None, pace: Pace | None, calendar: Calendar) -> Turn:
    if not turn.step:
        return turn
    of = pace.of if pace else 0
    expected = None
    if pace and of >= ENOUGH:
        expected = after_business_time(calendar, turn.since, timedelta(minutes=pace.minutes))
    return Turn(turn.holder, turn.since, turn.step, turn.group, place, expected, of)


def _holder(step: Step) -> str:
    return f"@{step.person.id}" if step.person else step.group
