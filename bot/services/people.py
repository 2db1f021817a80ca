# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is in which group now: from the organization's folder, and from a copy of Slack's user groups in the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.timing import Timing
from storage.database import Database
from workflows.absence import Absence
from workflows.people import Person
from workflows.staffing import Staff

#: A copy of a user group older than this does not give anybody the right to decide (design.md §4).
TOO_OLD = timedelta(minutes=15)
#: What another process was told of absences and accounts counts here after so long.
_KNOWN_FOR = timedelta(seconds=15)


class PeopleService:
    """Answers who may decide. Listed members count at once after a change of the file, user groups from the copy."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing
        self._remembered: dict[str, _Known] = {}

    async def staff(self, workspace: str) -> Staff:
        """Everybody's groups on the newest copy there is; a group whose copy is too old is named as stale.

        Who is known to be no full member is in none, save a guest in the groups that admit them.
        """
        catalog = self._catalog.current
        known = await self._known(workspace)
        members, stale = await self._members(workspace)
        if known.barred:
            members = {name: frozenset(self._fit(name, who, known.barred)) for name, who in members.items()}
        return Staff(members, catalog.managers_in(workspace), stale, self._absent(known.absences))

    async def no_members(self, workspace: str) -> frozenset[Person]:
        """Who is known to be no full member: who left, guests, bots, people of other companies."""
        return frozenset((await self._known(workspace)).barred)

    async def colleagues(self, workspace: str) -> Staff:
        """The same without any guest, for what is of the whole company: guests decide on requests alone."""
        staff = await self.staff(workspace)
        guests = frozenset(one for one, guest in (await self._known(workspace)).barred.items() if guest)
        return replace(staff, members={name: who - guests for name, who in staff.members.items()}) if guests else staff

    def _absent(self, told: Sequence[Absence]) -> Mapping[Person, Absence]:
        if not told:  # as nearly always, at each submission
            return {}
        today = self._catalog.current.today(self._timing.now())
        return {one.person: one for one in told if one.on(today)}

    async def listed(self, workspace: str) -> Mapping[str, frozenset[Person]]:
        """Who is in which group by the files and user groups alone, whatever Slack said of their accounts."""
        members, _ = await self._members(workspace)
        return members

    def _fit(self, group: str, people: Iterable[Person], barred: Mapping[Person, bool]) -> Iterator[Person]:
        for one in people:
            if one not in barred or (barred[one] and group in self.admitting(one)):
                yield one

    async def _members(self, workspace: str) -> tuple[Mapping[str, frozenset[Person]], frozenset[str]]:
        catalog = self._catalog.current
        organization = catalog.organization
        linked = {name: group.usergroup for name, group in organization.groups.items() if group.usergroup}
        if not linked:
            return catalog.listed_in(workspace), frozenset()
        members = dict(catalog.listed_in(workspace))
        async with self._database.reading() as tx:
            copies = {copy.usergroup: copy for copy in await tx.groups.copies(workspace)}
        for name, usergroup in linked.items():
            if usergroup in copies:
                members[name] |= Person.of(workspace, copies[usergroup].members)
        fresh = {id_ for id_, copy in copies.items() if self._timing.now() - copy.refreshed_at <= TOO_OLD}
        return members, frozenset(name for name, usergroup in linked.items() if usergroup not in fresh)

    def admitting(self, guest: Person) -> frozenset[str]:
        """The groups that list a guest by id and let guests decide."""
        return self._catalog.current.organization.admitting(guest.id)

    async def _known(self, workspace: str) -> "_Known":
        now = self._timing.now()
        known = self._remembered.get(workspace)
        if known is None or known.until <= now:
            async with self._database.reading() as tx:
                absences, barred = await tx.absences.all(workspace), await tx.people.barred(workspace)
            known = self._remembered[workspace] = _Known(absences, barred, now + _KNOWN_FOR)
        return known

    def forget(self) -> None:
        """Read anew who is away and who has left when it is next asked for: somebody has just told."""
        self._remembered.clear()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says of people, until it is read again."""

    absences: Sequence[Absence]
    barred: Mapping[Person, bool]
    until: datetime
