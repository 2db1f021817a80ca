# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits for whom, and where a request stands, as a terminal shows it: numbers and groups, no titles, no people."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.record import found_request, one_workspace, opened_record
from bot.services.turns import turns_of
from bot.stopping import CannotRun
from bot.timing import WallTime
from storage.database import Database
from workflows.errors import UnknownRequest
from workflows.items import REQUESTER
from workflows.organization import Organization
from workflows.request import Request
from workflows.turns import Turn, holders_of

_AT_ONCE = 500
#: What stands for the kind and lane of a private request.
PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of all that is open somebody wants to see; what is empty or False narrows nothing."""

    group: str = ""
    kind: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One who has a turn at one request. ``holder`` is a group, ``requester``, or ``named person``; times are UTC."""

    holder: str
    request: str
    kind: str
    lane: str
    state: str
    since: str
    due_at: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands. Of a private one nothing but its number and that it is private."""

    request: str
    private: bool
    kind: str = ""
    lane: str = ""
    state: str = ""
    revision: int = 0
    submitted_at: str = ""
    due_at: str = ""
    decided_at: str = ""
    expires_at: str = ""
    turns: tuple[dict[str, Any], ...] = ()
    steps: tuple[dict[str, Any], ...] = ()
    owed: int = 0
    policy_version: str = ""


def queued(database_url: str, wanted: Wanted, workspace: str = "") -> list[Row]:
    """Every turn of every open request, by holder and number. Raises CannotRun, and StorageError."""
    return asyncio.run(_queued(database_url, wanted, workspace))


def standing(database_url: str, name: str, organization: Organization, workspace: str = "") -> Standing:
    """Where a request stands. Raises CannotRun, and StorageError."""
    return asyncio.run(_standing(database_url, name, organization, workspace))


def queue_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The rows under their holders, the longest waiting first."""
    by_holder: dict[str, list[Row]] = {}
    for row in rows:
        by_holder.setdefault(row.holder, []).append(row)
    if not by_holder:
        yield "Nothing waits."
    for holder, found in by_holder.items():
        late = sum(row.overdue for row in found)
        yield f"{holder}: {len(found)} waiting" + (f", {late} overdue" if late else "")
        for row in found:
            due = f"  due {row.due_at}{' (overdue)' if row.overdue else ''}" if row.due_at else ""
            yield f"  {row.request:12} {row.kind:24} since {row.since}{due}"


def status_lines(found: Standing) -> Iterator[str]:
    """Where it stands, line by line."""
    if found.private:
        yield f"{found.request} is private."
        return
    yield f"{found.request}: {found.state}, {found.kind}, {found.lane} lane, revision {found.revision}"
    yield f"  submitted {found.submitted_at}" + (f", due {found.due_at}" if found.due_at else "")
    if found.decided_at:
        yield f"  decided {found.decided_at}" + (f", holds until {found.expires_at}" if found.expires_at else "")
    for turn in found.turns:
        place = f", place {turn['place']} of {turn['of']}" if turn["place"] else ""
        usual = f", usually decided by {turn['expected']}" if turn["expected"] else ""
        yield f"  turn of {turn['holder']} since {turn['since']}{place}{usual}"
    for step in found.steps:
        verdicts = "".join(f"; {one['verdict'].replace('_', ' ')} {one['at']}" for one in step["reviews"])
        yield f"  step {step['name']}: {step['state']}{verdicts}"
    if found.owed:
        yield f"  {found.owed} still owed"


async def _queued(database_url: str, wanted: Wanted, workspace: str) -> list[Row]:
    now = WallTime().now()
    async with opened_record(database_url) as database:
        place = await one_workspace(database, workspace)
        rows = [row async for request in _every_open(database, place) for row in _rows(request, now)]
    shown = [row for row in rows if _is(row, wanted)]
    return sorted(shown, key=lambda row: (row.holder, row.since, len(row.request), row.request))


async def _every_open(database: Database, workspace: str) -> AsyncIterator[Request]:
    after = 0
    while True:
        async with database.reading() as tx:
            page = await tx.queues.every_open(workspace, after, _AT_ONCE)
        for request in page:
            yield request
        if len(page) < _AT_ONCE:
            return
        after = page[-1].number


async def _standing(database_url: str, name: str, organization: Organization, workspace: str) -> Standing:
    async with opened_record(database_url) as database:
        place, number = await found_request(database, name, workspace)
        try:
            async with database.reading() as tx:
                request = await tx.requests.get(place, number)
                turns = await turns_of(tx, [request], organization, WallTime().now())
        except UnknownRequest as unknown:
            raise CannotRun(f"There is no request OSPO-{number}.") from unknown
    if request.private:
        return Standing(request.name, private=True)
    each = turns[number].each if number in turns else ()
    return Standing(
        request.name,
        private=False,
        kind=request.kind,
        lane=request.route.lane,
        state=request.state.words,
        revision=request.revision,
        submitted_at=_instant(request.submitted_at),
        due_at=_instant(request.due_at),
        decided_at=_instant(request.decision.at) if request.decision else "",
        expires_at=_instant(request.expires_at) if request.decision else "",
        turns=tuple(_turn(one) for one in each),
        steps=tuple(_steps(request)),
        owed=len(request.open_obligations),
        policy_version=request.route.policy_version,
    )


def _rows(request: Request, now: datetime) -> Iterator[Row]:
    late = request.due_at is not None and request.due_at <= now
    private = request.private
    for turn in holders_of(request):
        yield Row(
            _holder(turn),
            request.name,
            PRIVATE if private else request.kind,
            PRIVATE if private else request.route.lane,
            request.state.words,
            _instant(turn.since),
            _instant(request.due_at),
            overdue=late and turn.holder != REQUESTER,
        )


def _is(row: Row, wanted: Wanted) -> bool:
    group = not wanted.group or row.holder == wanted.group
    return group and (not wanted.kind or row.kind == wanted.kind) and (row.overdue or not wanted.overdue)


def _turn(turn: Turn) -> dict[str, Any]:
    place = {"place": turn.place.number, "of": turn.place.of} if turn.place else {"place": 0, "of": 0}
    return {"holder": _holder(turn), "since": _instant(turn.since), "expected": _instant(turn.expected)} | place


def _steps(request: Request) -> Iterator[dict[str, Any]]:
    for step in request.steps:
        reviews = [{"verdict": one.verdict.value, "at": _instant(one.at)} for one in step.reviews]
        yield {"name": step.name, "state": step.state.value, "quorum": step.quorum, "reviews": reviews}


def _holder(turn: Turn) -> str:
    return "named person" if turn.holder.startswith("@") else turn.holder


def _instant(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%MZ}" if at else ""


def as_json(found: Row | Standing) -> dict[str, Any]:
    """A row or a standing for programs."""
    return asdict(found)
