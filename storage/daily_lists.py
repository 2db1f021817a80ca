# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who wants a list of the day, and when the next is due: whoever moves that on sends it, and nobody else."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, bindparam, delete, select, update

from storage.errors import Conflict
from storage.home_tables import DailyListRow
from storage.instant import Instant
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person

_LISTS = table(DailyListRow)
_C = _LISTS.c
_THE_ONE = (_C.workspace_id == bindparam("of_workspace"), _C.person == bindparam("of_person"))
_DUE = Statement(
    select(_C.workspace_id, _C.person, _C.due_at, _C.done_on)
    .where(_C.due_at <= bindparam("now", type_=Instant))
    .order_by(_C.due_at)
    .limit(bindparam("limit", type_=Integer))
)
_PUT = upsert(_LISTS, lambda new: {"due_at": new.due_at})
_MOVE = Statement(
    update(_LISTS)
    .where(*_THE_ONE, _C.due_at == bindparam("was_due_at", type_=Instant))
    .values(due_at=bindparam("next_at", type_=Instant), done_on=bindparam("now_done_on"))
)
_DROP = Statement(delete(_LISTS).where(*_THE_ONE))


@dataclass(frozen=True, slots=True)
class DailyList:
    """When somebody's next list is due, and the last day that had its list, were it empty."""

    person: Person
    due_at: datetime
    done_on: date | None = None


class DailyLists:
    """The lists of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def due(self, now: datetime, limit: int) -> list[DailyList]:
        """The lists of any workspace that are due by now, the longest due first."""
        return [_list(*row) for row in await self._unit.few(_DUE(now=now, limit=limit))]

    async def put(self, person: Person, due_at: datetime) -> None:
        """Have the next list due then; a day that had its list is remembered."""
        self._unit.write(Write(_PUT(workspace_id=person.workspace, person=person.id, due_at=due_at)))

    async def move(self, found: DailyList, next_at: datetime, done_on: date | None) -> None:
        """Have the next list due then. The unit raises Conflict if somebody else moved it, or it is not wanted more."""
        values = {"of_workspace": found.person.workspace, "of_person": found.person.id, "was_due_at": found.due_at}
        values |= {"next_at": next_at, "now_done_on": done_on.isoformat() if done_on else ""}
        self._unit.write(Write(_MOVE(**values), 1, Conflict("another replica was faster")))

    async def drop(self, person: Person) -> None:
        """Send no more lists to somebody."""
        self._unit.write(Write(_DROP(of_workspace=person.workspace, of_person=person.id)))


def _list(workspace: str, person: str, due_at: datetime, done_on: str) -> DailyList:
    return DailyList(Person(workspace, person), due_at, date.fromisoformat(done_on) if done_on else None)
