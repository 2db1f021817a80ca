# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is away, until when, and with which deputy. What is over is forgotten: it is nobody's business any more."""

from datetime import date

from sqlalchemy import bindparam, delete, select

from storage.people_tables import AbsenceRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.absence import Absence
from workflows.people import Person

_ABSENCES = table(AbsenceRow)
_C = _ABSENCES.c
_ALL = Statement(
    select(_C.person, _C.back_on, _C.deputy).where(_C.workspace_id == bindparam("workspace_id")).order_by(_C.person)
)
_PUT = upsert(_ABSENCES, lambda new: {"back_on": new.back_on, "deputy": new.deputy})
_DROP = Statement(
    delete(_ABSENCES).where(_C.workspace_id == bindparam("of_workspace"), _C.person == bindparam("of_person"))
)


class Absences:
    """The absences of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def all(self, workspace: str) -> list[Absence]:
        """Every absence that was told and not taken back; the caller judges which are over."""
        rows = await self._unit.few(_ALL(workspace_id=workspace))
        return [_absence(workspace, *row) for row in rows]

    async def put(self, absence: Absence) -> None:
        """Keep an absence, in place of the one that the person told before."""
        person, deputy = absence.person, absence.deputy.id if absence.deputy else ""
        values = {"person": person.id, "back_on": absence.back_on.isoformat(), "deputy": deputy}
        self._unit.write(Write(_PUT(workspace_id=person.workspace, **values)))

    async def drop(self, person: Person) -> None:
        """Forget a person's absence."""
        self._unit.write(Write(_DROP(of_workspace=person.workspace, of_person=person.id)))


def _absence(workspace: str, person: str, back_on: str, deputy: str) -> Absence:
    named = Person(workspace, deputy) if deputy else None
    return Absence(Person(workspace, person), date.fromisoformat(back_on), named)
