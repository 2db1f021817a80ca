# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is in which group now: from the organization's folder, and from a copy of Slack's user groups in the database."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.timing import Timing
from storage.database import Database
from workflows.absence import Absence, today_of
from workflows.people import Person
from workflows.staffing import Staff

#: A copy of a user group older than this does not give anybody the right to decide (design.md §4).
TOO_OLD = timedelta(minutes=15)
#: Absences that another process was told of count here after so long; they move who is asked, and nobody's rights.
_ABSENCES_FOR = timedelta(seconds=15)


class PeopleService:
    """Answers who may decide. Listed members count at once after a change of the file, user groups from the copy."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing
        self._absences: dict[str, tuple[list[Absence], datetime]] = {}

    async def staff(self, workspace: str) -> Staff:
        """Everybody's groups on the newest copy there is; a group whose copy is too old is named as stale."""
        catalog = self._catalog.current
        organization = catalog.organization
        managers = catalog.managers_in(workspace)
        absent = await self.absent(workspace)
        linked = {name: group.usergroup for name, group in organization.groups.items() if group.usergroup}
        if not linked:
            return Staff(catalog.listed_in(workspace), managers, absent=absent)
        members = dict(catalog.listed_in(workspace))
        async with self._database.reading() as tx:
            copies = {copy.usergroup: copy for copy in await tx.groups.copies(workspace)}
        for name, usergroup in linked.items():
            if usergroup in copies:
                members[name] |= Person.of(workspace, copies[usergroup].members)
        fresh = {id_ for id_, copy in copies.items() if self._timing.now() - copy.refreshed_at <= TOO_OLD}
        stale = frozenset(name for name, usergroup in linked.items() if usergroup not in fresh)
        return Staff(members, managers, stale, absent)

    def admitting(self, guest: Person) -> frozenset[str]:
        """The groups that list a guest by id and let guests decide."""
        return self._catalog.current.organization.admitting(guest.id)

    async def absent(self, workspace: str) -> Mapping[Person, Absence]:
        """Who is away today, as told here, or to another process a moment ago."""
        now = self._timing.now()
        told, until = self._absences.get(workspace, ([], now))
        if until <= now:
            async with self._database.reading() as tx:
                told = await tx.absences.all(workspace)
            self._absences[workspace] = (told, now + _ABSENCES_FOR)
        today = today_of(self._catalog.current.organization.calendar, now)
        return {one.person: one for one in told if one.on(today)}

    def forget_absences(self) -> None:
        """Read anew who is away when it is next asked for: somebody has just told."""
        self._absences.clear()
