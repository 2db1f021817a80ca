# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents: stored once, read while they hold, ended once; no statement changes what they say."""

from datetime import date

from sqlalchemy import Integer, bindparam, func, select, text, update

from storage.decision_tables import PrecedentRow
from storage.errors import Conflict
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.precedents import Ending, Precedent

_PRECEDENTS = table(PrecedentRow)
_C = _PRECEDENTS.c
_ADD = insertion(_PRECEDENTS)
_READ = select(_C.document, _C.ending, _C.ended_at)
_WORKSPACE = _C.workspace_id == bindparam("of_workspace")
_NUMBER = _C.number == bindparam("of_number")
_HOLDS = text("ending = ''")
_LIMIT = bindparam("limit", type_=Integer)
_BY_NUMBER = Statement(_READ.where(_WORKSPACE, _NUMBER))
_OF_REQUEST = Statement(_READ.where(_C.request_id == bindparam("of_request")).order_by(_C.number))
_VALID = Statement(
    _READ.where(_WORKSPACE, _HOLDS, _C.review_on > bindparam("on")).order_by(_C.number.desc()).limit(_LIMIT)
)
_DUE = Statement(_READ.where(_HOLDS, _C.review_on <= bindparam("on")).order_by(_C.review_on, _C.number).limit(_LIMIT))
_STAMP = Statement(select(_C.ending, func.count()).where(_WORKSPACE).group_by(_C.ending).order_by(_C.ending))
_END = Statement(
    update(_PRECEDENTS)
    .where(_WORKSPACE, _NUMBER, _HOLDS)
    .values(ending=bindparam("ended_as"), ended_at=bindparam("at"))
)
#: The newest of those that hold are looked through for the nearest.
MOST = 2000


class Precedents:
    """The precedents of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, precedent: Precedent) -> None:
        """Store a new precedent."""
        values = {
            "workspace_id": precedent.workspace,
            "number": precedent.number,
            "request_id": precedent.request_id,
            "review_on": precedent.shown.review_on.isoformat(),
            "document": precedent.model_dump_json(exclude={"ended_at", "ending"}),
        }
        self._unit.write(Write(_ADD(**values)))

    async def end(self, precedent: Precedent) -> None:
        """Store that a precedent has ended; the unit raises Conflict when it had ended before."""
        call = _END(
            of_workspace=precedent.workspace,
            of_number=precedent.number,
            ended_as=precedent.ending,
            at=precedent.ended_at,
        )
        self._unit.write(Write(call, expected=1, otherwise=Conflict(f"{precedent.name} has ended already")))

    async def get(self, workspace: str, number: int) -> Precedent | None:
        """The precedent of that number, whether it holds or not."""
        row = await self._unit.one(_BY_NUMBER(of_workspace=workspace, of_number=number))
        return None if row is None else read_precedent(row)

    async def of_request(self, request_id: str) -> list[Precedent]:
        """Every precedent that was made of a request, by number."""
        return [read_precedent(row) for row in await self._unit.few(_OF_REQUEST(of_request=request_id))]

    async def valid(self, workspace: str, on: date) -> list[Precedent]:
        """The precedents that hold on a day, newest first, at most 2,000."""
        rows = await self._unit.many(_VALID(of_workspace=workspace, on=on.isoformat(), limit=MOST))
        return [read_precedent(row) for row in rows]

    async def stamp(self, workspace: str) -> tuple[tuple[str, int], ...]:
        """How many there are of each ending: other than before once a precedent was made or has ended."""
        rows = await self._unit.many(_STAMP(of_workspace=workspace))
        return tuple((str(ending), int(number)) for ending, number in rows)

    async def due(self, on: date, limit: int) -> list[Precedent]:
        """Precedents of any workspace whose review date has come, the longest due first."""
        return [read_precedent(row) for row in await self._unit.few(_DUE(on=on.isoformat(), limit=limit))]


def read_precedent(row: Row) -> Precedent:
    """The precedent of document, ending and end. Raises ValueError for what this bot never wrote."""
    document, ending, ended_at = row
    precedent = Precedent.model_validate_json(document)
    return precedent.model_copy(update={"ended_at": ended_at, "ending": Ending(ending)}) if ending else precedent
