# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Places in queues, and how long groups took to decide: one small row for each decided step, never a document."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Integer, String, bindparam, case, func, literal_column, select, text

from storage.decision_tables import DecidedStepRow
from storage.instant import Instant
from storage.request_statements import has_turn, of_open_requests
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.request import Request
from workflows.turns import Decided, Pace, Place, Subject

_DECIDED = table(DecidedStepRow)
_C = _DECIDED.c
_R = table(RequestRow).c
_PUT = upsert(
    _DECIDED, lambda new: {name: new[name] for name in ("group_name", "kind", "lane", "minutes", "decided_at")}
)
_ONE: ColumnElement[int] = literal_column("1")


def _pace() -> Statement:
    """The one or two values in the middle, and of how many."""
    about = (
        _C.workspace_id == bindparam("workspace_id"),
        _C.group_name == bindparam("of_group"),
        _C.kind == bindparam("of_kind"),
        _C.lane == bindparam("of_lane"),
    )
    ranked = (
        select(
            _C.minutes,
            func.row_number().over(order_by=_C.minutes).label("rank"),
            func.count().over().label("of"),
        )
        .where(*about, _C.decided_at > bindparam("since", type_=Instant))
        .subquery()
    )
    r, two = ranked.c, literal_column("2", Integer)
    middle = case((r.of % two == _ONE, r.rank * two == r.of + _ONE), else_=(r.rank * two).in_([r.of, r.of + two]))
    return Statement(select(r.minutes, r.of).where(middle))


_PACE = _pace()


class Turns:
    """Queues and paces, as a unit sees and extends them."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def decided(self, request: Request, steps: Iterable[Decided]) -> None:
        """Remember how long steps took; of a step that is decided a second time only that."""
        for one in steps:
            values = {"request_id": request.id, "step": one.step, "workspace_id": request.workspace}
            about = {"group_name": one.subject.group, "kind": one.subject.kind, "lane": one.subject.lane}
            self._unit.write(Write(_PUT(**values, **about, minutes=one.minutes, decided_at=one.at)))

    async def places(
        self, workspace: str, holder: str, numbers: Collection[int], room: str = ""
    ) -> Mapping[int, Place]:
        """The places of requests, by number, among all that wait for a holder, by their numbers.

        Counted are the requests that everybody may see, or, when ``room`` names a kind that is confidential, those
        of that kind: a count must not tell of what is private.
        """
        asked = sorted(set(numbers))
        values: dict[str, object] = {f"number_{n}": number for n, number in enumerate(asked)}
        values |= {"of_kind": room} if room else {}
        call = _places(len(asked), bool(room))(workspace_id=workspace, holder_0=f",{holder},", **values)
        [(of, *places)] = await self._unit.many(call)
        return {number: Place(int(place), int(of)) for number, place in zip(asked, places, strict=True)} if of else {}

    async def paces(self, workspace: str, subjects: Iterable[Subject], since: datetime) -> Mapping[Subject, Pace]:
        """How long past decisions since then took; nothing for a subject without any."""
        found = {}
        for subject in dict.fromkeys(subjects):
            about = {"of_group": subject.group, "of_kind": subject.kind, "of_lane": subject.lane}
            rows = await self._unit.few(_PACE(workspace_id=workspace, since=since, **about))
            if rows:
                found[subject] = _median(rows)
        return found


def _median(rows: Sequence[tuple[int, ...]]) -> Pace:
    return Pace(sum(int(minutes) for minutes, _ in rows) // len(rows), int(rows[0][1]))


@lru_cache(maxsize=64)
def _places(numbers: int, confidential: bool) -> Statement:  # noqa: FBT001 - which of two statements
    """How many requests wait for ``holder_0``, and the places of ``number_0`` …."""
    places = [
        func.coalesce(
            func.sum(case((_R.number <= bindparam(f"number_{n}", type_=Integer), _ONE), else_=literal_column("0"))),
            literal_column("0"),
        )
        for n in range(numbers)
    ]
    seen = (text("private"), _R.kind == bindparam("of_kind", type_=String)) if confidential else (text("NOT private"),)
    return Statement(of_open_requests(select(func.count(), *places)).where(has_turn(1), *seen))
