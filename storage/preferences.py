# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How people want to hear of things, each as one small document."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.people_tables import PersonRow, PreferenceRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.preferences import Preferences

_PREFERENCES, _PEOPLE = table(PreferenceRow), table(PersonRow)
_C = _PREFERENCES.c
_OF = Statement(
    select(_C.document, _PEOPLE.c.timezone)
    .select_from(
        _PREFERENCES.outerjoin(_PEOPLE, (_PEOPLE.c.workspace_id == _C.workspace_id) & (_PEOPLE.c.id == _C.person))
    )
    .where(_C.workspace_id == bindparam("of_workspace"), _C.person == bindparam("of_person"))
)
_PUT = upsert(_PREFERENCES, lambda new: {"document": new.document})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wishes, and the IANA name of the zone that Slack told of them, or empty."""

    preferences: Preferences
    timezone: str


class PreferenceRows:
    """The preferences of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def of(self, person: Person) -> Wishes | None:
        """What the person wishes; None when they never said."""
        row = await self._unit.one(_OF(of_workspace=person.workspace, of_person=person.id))
        return Wishes(Preferences.model_validate_json(row[0]), row[1] or "") if row else None

    async def put(self, person: Person, preferences: Preferences) -> None:
        """Keep it in the place of what was wished before."""
        document = preferences.model_dump_json(exclude_defaults=True)
        self._unit.write(Write(_PUT(workspace_id=person.workspace, person=person.id, document=document)))
