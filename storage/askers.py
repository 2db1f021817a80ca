# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people last said of how they use licenses, so that they are not asked each time; and what they showed others."""

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select

from storage.errors import Conflict
from storage.people_tables import AskerRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person

_ASKERS = table(AskerRow)
_C = _ASKERS.c
_ANSWERS = Statement(
    select(_C.answers).where(_C.workspace_id == bindparam("workspace_id"), _C.person == bindparam("asker"))
)
_PUT = upsert(_ASKERS, lambda new: {"answers": new.answers, "said_at": new.said_at})
_SHARE = upsert(
    _ASKERS, lambda new: {"shared": new.shared, "said_at": new.said_at}, only_if=lambda new: _C.shared != new.shared
)
_TEXTS = TypeAdapter(dict[str, str])
_NOTHING = "{}"


class Askers:
    """The people of a unit who ask about licenses."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def answers(self, person: Person) -> dict[str, str] | None:
        """What the person last said, by the name of the question; None when they never said anything."""
        row = await self._unit.one(_ANSWERS(workspace_id=person.workspace, asker=person.id))
        return _TEXTS.validate_json(row[0]) if row else None

    async def put(self, person: Person, answers: dict[str, str]) -> None:
        """Keep what the person said; it takes the place of all that they said before."""
        document = _TEXTS.dump_json(answers).decode()
        call = _PUT(
            workspace_id=person.workspace, person=person.id, answers=document, shared="", said_at=self._unit.now()
        )
        self._unit.write(Write(call))

    async def share(self, person: Person, place: str) -> None:
        """Note that the person shows others the answer at a place; the unit raises Conflict when they did just now."""
        values = {"answers": _NOTHING, "shared": place, "said_at": self._unit.now()}
        call = _SHARE(workspace_id=person.workspace, person=person.id, **values)
        self._unit.write(Write(call, expected=1, otherwise=Conflict("this answer was shared already")))
