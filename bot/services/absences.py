# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Being away and coming back: who is asked meanwhile, and what that means for the person's groups."""

from dataclasses import dataclass
from datetime import date

from bot.catalog import LiveCatalog
from bot.services.members import Members, Standing
from bot.services.people import PeopleService
from bot.timing import Timing
from storage.database import Database
from workflows import absence
from workflows.absence import Absence
from workflows.errors import Refusal
from workflows.notice import Notice
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.staffing import Staff


@dataclass(frozen=True, slots=True)
class Told:
    """What an absence means: the groups in which the deputy is asked first, and those that have nobody then."""

    absence: Absence | None
    groups: tuple[str, ...] = ()
    deputy_in: tuple[str, ...] = ()
    nobody_in: tuple[str, ...] = ()


class AbsenceService:
    """The use cases of absence. Everybody tells of their own only."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    def today(self) -> date:
        """The date at the office."""
        return self._catalog.current.today(self._timing.now())

    async def of(self, person: Person) -> Told:
        """Whether the person is away, and what that means. Raises Outsider."""
        staff = await self._members.staff_for(person)
        return self._told(staff.absent.get(person), person, staff)

    async def go(self, person: Person, back_on: date, deputy: Person | None = None) -> Told:
        """Be away until a day, which is the first one back. Raises Refusal like absence.away, and Outsider."""
        await self._members.check(person)
        if deputy is not None and await self._members.standing(deputy) not in {Standing.MEMBER, Standing.UNKNOWN}:
            raise Refusal("Your deputy has to be a colleague of this workspace: a guest or a bot cannot stand in.")
        new = absence.away(person, back_on, deputy, self.today())
        before = (await self._people.staff(person.workspace)).absent.get(person)
        async with self._database.transaction() as tx:
            await tx.absences.put(new)
            if new.deputy is not None and new != before:
                await tx.outbox.add(self._to_deputy(new.deputy, new, back=False))
            if before is not None and before.deputy not in {None, new.deputy}:
                await tx.outbox.add(self._to_deputy(before.deputy, before, back=True))
        self._people.forget()
        return self._told(new, person, await self._people.staff(person.workspace))

    async def come_back(self, person: Person) -> Absence | None:
        """End the person's absence, and give it; None when there was none. Raises Outsider."""
        staff = await self._members.staff_for(person)
        ended = staff.absent.get(person)
        if ended is None:
            return None
        async with self._database.transaction() as tx:
            await tx.absences.put(Absence(person, self.today()))  # forgotten once what waited goes on
            if ended.deputy is not None:
                await tx.outbox.add(self._to_deputy(ended.deputy, ended, back=True))
        self._people.forget()
        return ended

    def _told(self, told: Absence | None, person: Person, staff: Staff) -> Told:
        groups = sorted(staff.groups_of(person))
        if told is None:
            return Told(None, tuple(groups))
        theirs = staff.groups_of(told.deputy) if told.deputy else frozenset()
        nobody = (one for one in groups if all(member in staff.absent for member in staff.members[one]))
        return Told(told, tuple(groups), tuple(one for one in groups if one in theirs), tuple(nobody))

    def _to_deputy(self, deputy: Person, told: Absence, *, back: bool) -> Notice:
        key = f"deputy:{told.person.id}:{self._timing.now().isoformat()}:{'back' if back else 'away'}"
        return plain_notice(
            deputy.workspace,
            deputy.id,
            "deputy",
            key,
            detail={"person": told.person.id, "back_on": told.back_on.isoformat()} | ({"back": 1} if back else {}),
        )
