# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack told about users, kept for a while so that not every click asks again."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text

from storage.people_tables import PersonRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person

_PEOPLE = table(PersonRow)
_C = _PEOPLE.c
_ABOUT = Statement(
    select(_C.is_bot, _C.is_guest, _C.is_outside, _C.timezone, _C.refreshed_at).where(
        _C.workspace_id == bindparam("workspace_id"), _C.id == bindparam("user")
    )
)
_BARRED = Statement(
    select(_C.id, _C.is_guest & ~_C.is_outside & ~_C.is_bot).where(
        _C.workspace_id == bindparam("workspace_id"), text("(is_bot OR is_guest OR is_outside)")
    )
)
_TOLD = ("is_bot", "is_guest", "is_outside", "timezone", "refreshed_at")
_PUT = upsert(_PEOPLE, lambda new: {name: new[name] for name in _TOLD})


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts of ``users.info`` that rules need; ``timezone`` is an IANA name, or empty.

    ``is_guest`` holds for guests of the workspace, ``is_outside`` for people of other companies and those who left.
    """

    is_bot: bool
    is_guest: bool
    is_outside: bool
    timezone: str
    refreshed_at: datetime


class People:
    """The people of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def profile(self, person: Person) -> Profile | None:
        """What was last told of a person, if it ever was; the caller judges its age."""
        row = await self._unit.one(_ABOUT(workspace_id=person.workspace, user=person.id))
        return Profile(*row) if row else None

    async def barred(self, workspace: str) -> dict[Person, bool]:
        """Who is known to be no full member, each with whether they are a guest of the workspace, who may be let in."""
        rows = await self._unit.few(_BARRED(workspace_id=workspace))
        return {Person(workspace, user): bool(guest) for user, guest in rows}

    async def put(self, person: Person, profile: Profile) -> None:
        """Store what Slack told; the newest word counts."""
        call = _PUT(workspace_id=person.workspace, id=person.id, **asdict(profile))
        self._unit.write(Write(call))
