# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people have read, for themselves alone, and what the last looks at links found."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, case, delete, func, select

from storage.poll_tables import LinkLookRow, ReadingMarkRow
from storage.rows import table
from storage.statements import Statement, insertion, upsert
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.reading.links import Look, Outcome

_MARKS, _LOOKS = table(ReadingMarkRow), table(LinkLookRow)
_MINE = (_MARKS.c.workspace_id == bindparam("of_workspace"), _MARKS.c.person == bindparam("of_person"))
_READ = Statement(select(_MARKS.c.name).where(*_MINE))
_MARK = insertion(_MARKS, unless=("workspace_id", "person", "name"))
_UNMARK = Statement(delete(_MARKS).where(*_MINE, _MARKS.c.name == bindparam("of_name")))
_L = _LOOKS.c
_FOUND = Statement(
    select(_L.name, _L.link, _L.found, _L.reason, _L.looked_at, _L.verified_at).where(
        _L.workspace_id == bindparam("of_workspace")
    )
)
#: A link that could not be looked at keeps the day on which it was last seen to work; another link does not.
_LOOKED = upsert(
    _LOOKS,
    lambda new: {
        "link": new.link,
        "found": new.found,
        "reason": new.reason,
        "looked_at": new.looked_at,
        "verified_at": case(
            (_L.link == new.link, func.coalesce(new.verified_at, _L.verified_at)), else_=new.verified_at
        ),
    },
)


class Readings:
    """The marks and looks of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def read_by(self, person: Person) -> frozenset[str]:
        """The names of what somebody has marked as read."""
        rows = await self._unit.few(_READ(of_workspace=person.workspace, of_person=person.id))
        return frozenset(row[0] for row in rows)

    async def mark(self, person: Person, name: str, *, read: bool) -> None:
        """Mark it as read, or take the mark away."""
        if read:
            self._unit.write(Write(_MARK(workspace_id=person.workspace, person=person.id, name=name)))
        else:
            self._unit.write(Write(_UNMARK(of_workspace=person.workspace, of_person=person.id, of_name=name)))

    async def looks(self, workspace: str) -> Mapping[str, Look]:
        """What the last look at each link found, by the name of its entry."""
        rows = await self._unit.few(_FOUND(of_workspace=workspace))
        return {row[0]: Look(row[1], Outcome(row[2]), row[3], row[4], row[5]) for row in rows}

    async def last_look(self, workspace: str) -> datetime | None:
        """When links were looked at last; None: never."""
        looks = await self.looks(workspace)
        return max((one.looked_at for one in looks.values()), default=None)

    async def looked(self, workspace: str, name: str, look: Look) -> None:
        """Keep what a look found."""
        about = {"workspace_id": workspace, "name": name, "link": look.link, "found": look.outcome.value}
        times = {"looked_at": look.looked_at, "verified_at": look.verified_at}
        self._unit.write(Write(_LOOKED(**about, reason=look.reason, **times)))
