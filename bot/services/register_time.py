# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What time does to entries of registers: their owners are reminded of the days that come near."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.register_entries import PETAL_REGISTER, entry_of
from bot.services.registers import NO_OWNERS
from bot.timing import Timing
from storage.database import Database
from storage.errors import Conflict
from workflows.absence import deputy_of
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.registers.notices import Due, reminder
from workflows.registers.register import Register
from workflows.registers.reminding import EntryReminder, due_reminders, next_tick
from workflows.registers.rights import Actor, may_see
from workflows.staffing import Staff

logger = logging.getLogger(__name__)
_AT_ONCE = 500
_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Around:
    """The people around some entries: who is in which group or away, who cannot own any more, who owns which petal."""

    staff: Staff
    gone: frozenset[Person]
    of_petal: Mapping[str, Person]

    def here(self, person: Person | None) -> Person | None:
        """The person, unless there is none or they have left."""
        return None if person is None or person in self.gone else person

    def reached(self, person: Person | None, reminded: EntryReminder) -> Person | None:
        """The person, or their deputy while they are away; nobody where they come back only after the day."""
        person = self.here(person)
        absence = self.staff.absent.get(person) if person else None
        if person is None or absence is None:
            return person
        deputy = self.here(deputy_of(person, self.staff.absent))
        return deputy or (person if absence.back_on <= reminded.on else None)

    def actor(self, person: Person) -> Actor:
        """The person with their groups."""
        return Actor(person, self.staff.rights_of(person))


class RegisterTime:
    """An idempotent tick: that an entry was reminded of stands in its row, and each reminder has one key."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def tick(self) -> int:
        """Remind of every day that comes near, and say of how many entries. All of a day are one message a person."""
        async with self._database.reading() as tx:
            due = await tx.registers.due(self._timing.now(), _AT_ONCE)
        told = 0
        for workspace in sorted({one.workspace for one in due}):
            of_workspace = [one for one in due if one.workspace == workspace]
            try:
                told += await self._remind(workspace, of_workspace)
            except Conflict:
                logger.info("entries were changed or reminded of meanwhile; the next tick looks again")
        return told

    async def _remind(self, workspace: str, due: Sequence[Entry]) -> int:
        now, current = self._timing.now(), self._catalog.current
        zone = current.organization.calendar.zone
        around = await self._around(workspace, due)  # Slack may be asked: never while a unit is open
        dues: dict[str, list[Due]] = {}
        async with self._database.transaction() as tx:
            for entry in due:
                register = current.registers.get(entry.register)
                if register is None or entry.tick_at is None:
                    await tx.registers.ticked(entry, None)
                    continue
                for one in due_reminders(entry, register, entry.tick_at - _JUST_BEFORE, now, zone):
                    for to in self._told(register, entry, one, around):
                        dues.setdefault(to, []).append(Due.of(entry, one))
                await tx.registers.ticked(entry, next_tick(entry, register, now, zone))
            await tx.outbox.add(*(reminder(workspace, to, found) for to, found in sorted(dues.items())))
        return len(due)

    async def _around(self, workspace: str, due: Sequence[Entry]) -> _Around:
        of_petal: dict[str, Person] = {}
        async with self._database.reading() as tx:
            for petal in sorted({one.petal for one in due}):
                found = await entry_of(tx, self._catalog.current, workspace, PETAL_REGISTER, petal)
                if found is not None and found.owner is not None:
                    of_petal[petal] = found.owner
        named = {*of_petal.values(), *(one.owner for one in due if one.owner)}
        gone = {one for one in sorted(named) if await self._members.standing(one) in NO_OWNERS}
        staff = await self._people.colleagues(workspace)
        return _Around(staff, frozenset(gone) | await self._people.no_members(workspace), of_petal)

    def _told(self, register: Register, entry: Entry, reminded: EntryReminder, around: _Around) -> list[str]:
        """Whom it is told: the owner or who stands in for them, and the groups that the register names beside them."""
        instead = (around.reached(one, reminded) for one in (entry.owner, around.of_petal.get(entry.petal)))
        readers = (one for one in instead if one is not None and may_see(register, entry, around.actor(one)))
        person = next(readers, None)
        first = [person.id] if person else self._of_groups(register.editors[:1], around)
        return list(dict.fromkeys([*first, *self._of_groups(reminded.also, around)]))

    def _of_groups(self, groups: Iterable[str], around: _Around) -> list[str]:
        """Where groups are reached: in their rooms, else each of their people."""
        found: list[str] = []
        for group in groups:
            room = self._catalog.current.organization.room_of(group)
            members = around.staff.members.get(group, frozenset()) - around.gone
            found += [room] if room else sorted(one.id for one in members)
        return found
