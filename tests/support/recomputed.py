# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The figures of a window once more, in plain loops over the raw events and documents, to hold the database's against.

What the events tell is taken from them: what came in, was decided, edited and is open. Who has a turn and until when,
and how long the clock of a step ran, is no event's to tell and is taken from the documents.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from sqlalchemy import create_engine, text

from workflows.calendar import business_time
from workflows.clearance import clearance_of
from workflows.clocks import paused
from workflows.counting import Counting
from workflows.figures import (
    AgeBand,
    Aged,
    Count,
    Holder,
    Lapsing,
    Petal,
    ProgramFigures,
    QueueFigures,
    Share,
    Times,
    Week,
)
from workflows.request import Request, Step


@dataclass
class Story:
    """What the events of one request tell, and the request as its document has it."""

    request: Request
    told: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def submitted(self) -> datetime:
        return datetime.fromisoformat(self.told[0]["at"])

    @cached_property
    def kind(self) -> str:
        return str(self.told[0]["data"]["kind"])

    @cached_property
    def end(self) -> dict[str, Any] | None:
        """The event of the decision that stands."""
        standing = None
        for event in self.told:
            if event["kind"] == "decided":
                standing = event
            elif event["kind"] == "revived" or (event["kind"] == "overturned" and event["data"]["decision"]):
                standing = None
        return standing

    @property
    def outcome(self) -> str:
        return str(self.end["data"]["outcome"]) if self.end else ""

    @property
    def made(self) -> bool:
        """Approved or declined."""
        return self.outcome in {"approved", "declined"}

    @property
    def people(self) -> bool:
        """Decided by verdicts."""
        return self.made and any(event["kind"] == "reviewed" for event in self.told)

    @property
    def ended(self) -> datetime:
        assert self.end
        return datetime.fromisoformat(self.end["at"])

    @property
    def edits(self) -> int:
        return sum(event["kind"] == "revised" for event in self.told)

    def ends_in(self, since: datetime, until: datetime) -> bool:
        return self.end is not None and since <= self.ended < until

    def comes_in(self, since: datetime, until: datetime) -> bool:
        return since <= self.submitted < until


def stories(url: str, workspace: str) -> list[Story]:
    """Every request that is counted, by number: nothing of the private lane."""
    url = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:
        documents = connection.execute(text("SELECT document FROM requests ORDER BY number")).scalars()
        read = (Request.model_validate_json(document) for document in documents)
        found = {one.id: Story(one) for one in read if one.workspace == workspace and one.route.outcome != "private"}
        for request_id, body in connection.execute(text("SELECT request_id, body FROM events ORDER BY sequence")):
            if request_id in found:
                found[request_id].told.append(json.loads(body))
    engine.dispose()
    return list(found.values())


def recomputed(
    url: str, workspace: str, since: datetime, until: datetime, now: datetime, counting: Counting
) -> ProgramFigures:
    """The figures that Figures.of gives, without one statement of its own."""
    every = stories(url, workspace)
    came = [one for one in every if one.comes_in(since, until)]
    ended = [one for one in every if one.ends_in(since, until)]
    made = [one for one in ended if one.made]
    people = [one for one in made if one.people]
    edges = [_weeks_back(until, back, counting) for back in range(12, -1, -1)]
    return ProgramFigures(
        since=since,
        until=until,
        queue=queue(every, now, counting),
        ages=_ages(every, now),
        arrivals=len(came),
        decisions=len(made),
        at_once=len(made) - len(people),
        outcomes=_counts(one.outcome for one in ended),
        wall=_wall(people),
        working=_times([_worked(one, counting) for one in people]),
        in_time=Share(sum(_kept(one, counting) for one in people), len(people)),
        revised=Share(sum(one.edits > 0 for one in people), len(people)),
        rounds=sum(one.edits for one in people),
        lapsing=_lapsing(every, now),
        kinds=_counts(one.kind for one in came),
        licenses=_licenses(came, counting),
        petals=_petals(every, (since, until), (edges[0], until), counting),
        trend=tuple(_week(every, *pair) for pair in pairwise(edges)),
    )


def queue(every: Sequence[Story], now: datetime, counting: Counting) -> QueueFigures:
    """What is open."""
    still = [one for one in every if one.end is None]
    late = [one for one in still if one.request.due_at and one.request.due_at <= now]
    soon = [one for one in still if one.request.due_at and now < one.request.due_at <= now + timedelta(hours=48)]
    seen = [one for one in still if not one.request.route.room][:5]
    return QueueFigures(
        at=now,
        open=len(still),
        overdue=len(late),
        due_soon=len(soon),
        unanswered=sum(one.kind in dict(counting.questions) for one in still),
        by_state=_counts(one.request.state.value for one in still),
        by_kind=_counts(one.kind for one in still),
        waiting_on=_holders(still, late),
        oldest=tuple(Aged(one.request.number, (now - one.submitted).days) for one in seen),
    )


def _counts(names: Iterable[str]) -> tuple[Count, ...]:
    counted = Counter(names)
    return tuple(Count(name, counted[name]) for name in sorted(counted, key=lambda name: (-counted[name], name)))


def _holders(still: Sequence[Story], late: Sequence[Story]) -> tuple[Holder, ...]:
    waiting = _counts(name for one in still for name in _named(one))
    overdue = Counter(name for one in late for name in _named(one))
    return tuple(Holder(one.name, one.count, overdue[one.name]) for one in waiting)


def _named(one: Story) -> set[str]:
    return {"named person" if holder.startswith("@") else holder for holder in one.request.waiting_on}


def _ages(every: Sequence[Story], now: datetime) -> tuple[AgeBand, ...]:
    days = [(now - one.submitted) / timedelta(days=1) for one in every if one.end is None]
    bands = [(0, 2), (2, 7), (7, 14), (14, 30), (30, 90), (90, math.inf)]
    return tuple(AgeBand(low, sum(low <= one < high or (low == 0 and one < 0) for one in days)) for low, high in bands)


def _times(minutes: list[int]) -> Times:
    """By counting: the smallest value that half, or nine tenths, of all reach."""
    if len(minutes) < 5:
        return Times(len(minutes))
    reached = {
        tenths: min(one for one in minutes if sum(other <= one for other in minutes) * 10 >= tenths * len(minutes))
        for tenths in (5, 9)
    }
    return Times(len(minutes), reached[5], reached[9])


def _wall(people: Sequence[Story]) -> Times:
    taken = [int(one.ended.timestamp()) - int(one.submitted.timestamp()) for one in people]
    return _times([seconds // 60 for seconds in taken])


def _spent(step: Step, at: datetime, counting: Counting) -> int:
    assert step.since
    calendar = counting.organization.calendar_of(step.group)
    spent = business_time(calendar, step.since, at) - paused(step.clock, calendar, step.since, at)
    return int(spent / timedelta(minutes=1))


def _steps(one: Story, counting: Counting) -> Iterator[tuple[Step, int]]:
    """Each decided step with the working time that it took, until the review that decided it."""
    for step in one.request.steps:
        if step.reviews and step.state.value in {"approved", "declined"}:
            yield step, _spent(step, max(review.at for review in step.reviews), counting)


def _worked(one: Story, counting: Counting) -> int:
    longest = Counter[str]()
    for step, minutes in _steps(one, counting):
        longest[step.stage] = max(longest[step.stage], minutes)
    return sum(longest.values())


def _kept(one: Story, counting: Counting) -> bool:
    organization = counting.organization
    for step, minutes in _steps(one, counting):
        opens, closes = organization.calendar_of(step.group).hours
        day = closes.hour * 60 + closes.minute - opens.hour * 60 - opens.minute
        if minutes > day * organization.promises.of(one.kind, one.request.route.lane, step.group).decision_days:
            return False
    return True


def _lapsing(every: Sequence[Story], now: datetime) -> Lapsing:
    given = [(clearance_of(one.request), one) for one in every]
    ends = sorted(
        (clearance.valid_until, clearance.number)
        for clearance, one in given
        if clearance and clearance.standing and not one.request.suspended
    )
    numbers = [number for end, number in ends if now < end <= now + timedelta(days=30)]
    return Lapsing(len(numbers), tuple(numbers[:5]))


def _licenses(came: Sequence[Story], counting: Counting) -> tuple[Count, ...]:
    fields, asked = dict(counting.questions), dict[str, list[str]]()
    for one in came:
        name = str(one.request.answers.get(fields.get(one.kind, ""), ""))
        if name and " " not in name:
            asked.setdefault(name, []).append(one.request.requester.id)
    return _counts(name for name, people in asked.items() if len(set(people)) >= 5 for _ in people)[:5]


def _petals(
    every: Sequence[Story],
    window: tuple[datetime, datetime],
    trend: tuple[datetime, datetime],
    counting: Counting,
) -> tuple[Petal, ...]:
    def much(name: str, span: tuple[datetime, datetime]) -> int:
        own = [one for one in every if dict(counting.petals).get(one.kind) == name]
        return sum(one.comes_in(*span) for one in own) + sum(one.made and one.ends_in(*span) for one in own)

    names = sorted({petal for _, petal in counting.petals})
    return tuple(Petal(name, much(name, window), much(name, trend)) for name in names)


def _weeks_back(until: datetime, back: int, counting: Counting) -> datetime:
    """By the office's clock, day by day."""
    local = until.astimezone(counting.zone)
    day = local.date() - timedelta(days=7 * back)
    return until if not back else datetime.combine(day, local.time(), counting.zone).astimezone(UTC)


def _week(every: Sequence[Story], since: datetime, until: datetime) -> Week:
    made = [one for one in every if one.ends_in(since, until) and one.made]
    people = [one for one in made if one.people]
    came = sum(one.comes_in(since, until) for one in every)
    return Week(since, until, came, len(made), len(made) - len(people), _wall(people))


def facts(url: str, workspace: str, since: datetime, until: datetime, counting: Counting) -> dict[str, tuple[int, int]]:
    """What proves items of a maturity model, each figure with of how many it is."""
    every = stories(url, workspace)
    came = [one for one in every if one.comes_in(since, until)]
    ended = [one for one in every if one.ends_in(since, until)]
    approved = [one for one in ended if one.outcome == "approved"]
    people = [one for one in ended if one.people]
    asked = [one for one in came if one.kind in dict(counting.questions)]
    releases = [one for one in approved if one.kind == "release" and one.people]
    settled = [one for one in releases if one.request.checklist and not one.request.blockers]
    owed = [
        owing
        for one in approved
        for owing in one.request.obligations
        if owing.due_at and owing.due_at <= until and owing.state.value in {"open", "done"}
    ]
    return {
        "requests_tracked": (len(came), 0),
        "contributions_cleared": (sum(one.kind == "contribution" for one in approved), 0),
        "projects_supported": (sum(one.kind == "sponsorship" for one in approved), 0),
        "inventories_advised": (sum(one.request.inventory is not None for one in ended if one.kind == "release"), 0),
        "answered_in_time": (sum(_kept(one, counting) for one in people), len(people)),
        "license_questions_answered": (sum(one.made for one in asked), len(asked)),
        "releases_with_checklist": (len(settled), len(releases)),
        "obligations_kept": (sum(one.state.value == "done" for one in owed), len(owed)),
    }
