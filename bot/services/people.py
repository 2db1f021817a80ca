# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is in which group now: from the organization's folder, and from a copy of Slack's user groups in the database."""

from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.timing import Timing
from storage.database import Database
from workflows.errors import GroupsUnknown
from workflows.organization import LAST_RESORT, Organization
from workflows.people import Person
from workflows.staffing import Staff

#: A copy of a user group older than this does not give anybody the right to decide (design.md §4).
TOO_OLD = timedelta(minutes=15)


class PeopleService:
    """Answers who may decide. Listed members count at once after a change of the file, user groups from the copy."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def staff(self, workspace: str) -> Staff:
        """Everybody's groups, on the newest copy there is: good enough to ask people, not to let them decide."""
        staff, _ = await self._staff(workspace)
        return staff

    async def staff_with_rights(self, workspace: str) -> Staff:
        """Everybody's groups, for letting somebody decide. Raises GroupsUnknown when a copy is too old."""
        staff, oldest = await self._staff(workspace)
        if oldest is not None and self._timing.now() - oldest > TOO_OLD:
            raise GroupsUnknown
        return staff

    async def _staff(self, workspace: str) -> tuple[Staff, datetime | None]:
        catalog = self._catalog.current
        organization = catalog.organization
        listed = listed_members(organization, workspace)
        managers = {Person(workspace, who): Person(workspace, to) for who, to in catalog.managers.items()}
        linked = {group.usergroup: name for name, group in organization.groups.items() if group.usergroup}
        if not linked:
            return Staff(listed, managers), None
        async with self._database.reading() as tx:
            copies = {copy.usergroup: copy for copy in await tx.groups.copies(workspace)}
        oldest = datetime.max.replace(tzinfo=self._timing.now().tzinfo)
        for usergroup, name in linked.items():
            copy = copies.get(usergroup)
            if copy is not None:
                listed[name] |= Person.of(workspace, copy.members)
            oldest = min(oldest, copy.refreshed_at if copy else datetime.min.replace(tzinfo=oldest.tzinfo))
        return Staff(listed, managers), oldest


def listed_members(organization: Organization, workspace: str) -> dict[str, frozenset[Person]]:
    """The members that the organization's file lists by id, for every configured group and the last resort."""
    members = {name: Person.of(workspace, group.members) for name, group in organization.groups.items()}
    return members | {LAST_RESORT: Person.of(workspace, organization.program.last_resort)}
