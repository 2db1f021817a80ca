# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clearances: what approvals permit, and what the register of them says of a project."""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select, text, update

from storage.decision_tables import ClearanceRow
from storage.instant import Instant
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.clearance import Clearance
from workflows.known import Register
from workflows.people import Person
from workflows.scope import Scope

_CLEARANCES = table(ClearanceRow)
_C = _CLEARANCES.c
_WORKSPACE = _C.workspace_id == bindparam("of_workspace")
_ADD = insertion(_CLEARANCES)
_READ = select(
    _C.workspace_id, _C.request_id, _C.number, _C.kind, _C.project, _C.license, _C.agreement, _C.person,
    _C.standing, _C.valid_from, _C.valid_until, _C.ended_at, _C.ended_because,
)  # fmt: skip
_FOR_PROJECT = Statement(
    _READ.where(_WORKSPACE, _C.project == bindparam("of_project"), _C.kind == bindparam("of_kind")).order_by(_C.number)
)
_SCOPE = (_WORKSPACE, _C.project == bindparam("of_project"), _C.kind == bindparam("of_kind"))
_SAME_AGREEMENT = (*_SCOPE, _C.agreement == bindparam("same_agreement"))
_ON = bindparam("on", type_=Instant)
#: Three questions that indexes answer, however many clearances a project has; the last says what Clearance.covers says.
_REGISTER = Statement(
    select(
        exists().where(*_SCOPE).label("any"),
        exists().where(*_SAME_AGREEMENT).label("same_agreement"),
        exists()
        .where(
            *_SAME_AGREEMENT,
            _C.license == bindparam("same_license"),
            text("standing"),
            _C.ended_at.is_(None),
            _C.valid_from <= _ON,
            _C.valid_until > _ON,
        )
        .label("covered"),
    )
)
_STANDING = Statement(
    _READ.where(
        _WORKSPACE,
        _C.project == bindparam("of_project"),
        text("standing"),
        _C.ended_at.is_(None),
        _C.valid_from <= _ON,
        _C.valid_until > _ON,
    ).order_by(_C.number)
)
_END = Statement(
    update(_CLEARANCES)
    .where(_C.request_id == bindparam("of_request"), _C.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_because=bindparam("why"))
)


_RESUME = Statement(
    update(_CLEARANCES)
    .where(_C.request_id == bindparam("of_request"))
    .values(ended_at=bindparam("at"), ended_because=bindparam("why"))
)
_REMOVE = Statement(delete(_CLEARANCES).where(_C.request_id == bindparam("of_request")))


class Clearances:
    """The clearances of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, clearance: Clearance) -> None:
        """Store what an approval permits; a request gives one clearance at most."""
        values = clearance.model_dump(exclude={"workspace", "person"})
        values |= {"workspace_id": clearance.workspace, "person": clearance.person.id}
        self._unit.write(Write(_ADD(**values)))

    async def standing_for(self, workspace: str, project: str, on: datetime) -> list[Clearance]:
        """The standing clearances of a project that hold at an instant, of every kind."""
        rows = await self._unit.few(_STANDING(of_workspace=workspace, of_project=project, on=on))
        return [_clearance(row) for row in rows]

    async def for_project(self, workspace: str, kind: str, project: str) -> list[Clearance]:
        """Every clearance that a kind of request ever gave for a project, by number."""
        call = _FOR_PROJECT(of_workspace=workspace, of_project=project, of_kind=kind)
        return [_clearance(row) for row in await self._unit.few(call)]

    async def register(self, workspace: str, kind: str, scope: Scope, *, on: datetime) -> Register:
        """What the office knows of a request's project: whether it is the first, is cleared, has its agreement."""
        if not scope.project:
            return Register()
        call = _REGISTER(
            of_workspace=workspace,
            of_project=scope.project,
            of_kind=kind,
            same_agreement=scope.agreement,
            same_license=scope.license,
            on=on,
        )
        known, same_agreement, covered = (await self._unit.few(call))[0]
        return Register(first_contribution=not known, precleared=bool(covered), known_agreement=bool(same_agreement))

    async def end(self, request_id: str, *, at: datetime, because: str) -> None:
        """End the clearance of a request before its time; one that has ended stays as it is."""
        self._unit.write(Write(_END(of_request=request_id, at=at, why=because)))

    async def resume(self, request_id: str) -> None:
        """Let the clearance of a request hold again."""
        self._unit.write(Write(_RESUME(of_request=request_id, at=None, why="")))

    async def remove(self, request_id: str) -> None:
        """Take the clearance of a request out of the register, because its approval was taken back.

        The chain of events keeps that there was one.
        """
        self._unit.write(Write(_REMOVE(of_request=request_id)))


def _clearance(row: Row) -> Clearance:
    names = [column.name for column in _READ.selected_columns]
    values = dict(zip(names, row, strict=True))
    workspace, person = values.pop("workspace_id"), values.pop("person")
    return Clearance(workspace=workspace, person=Person(workspace, person), **values)
