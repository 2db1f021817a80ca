# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is there, looked at by the clock: steps of groups that are away stand still, and the OSPO learns of empty groups.

Any number of replicas may look: what was told is in the database, and a step is changed once.
"""

from collections.abc import Sequence
from itertools import count

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.services.telling import to_office
from bot.timing import Timing
from messages.absences import nobody_there
from storage.database import Database
from workflows.absence import Absence
from workflows.attendance import attended
from workflows.concern import moved
from workflows.notice import Notice
from workflows.people import Person
from workflows.queue import EVERYTHING
from workflows.reachability import Unreachable, unreachable
from workflows.staffing import Staff

_AT_ONCE = 100
#: How often the queue is gone through: a page moves on when somebody decides meanwhile.
_PASSES = 3
#: People of groups whose accounts are looked at in one go; Slack is asked about each once a day.
_LOOKED_AT = 200


class AttendanceService:
    """The ticks of absence. A look that finds everything as it was reads two small tables."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing
        self._seen: object = None
        self._staff = Staff({})

    async def look(self, workspace: str) -> None:
        """Stop and start the clocks of steps as people go and come, and report groups with nobody there."""
        self._people.forget()
        staff = await self._people.staff(workspace)
        async with self._database.reading() as tx:
            told = await tx.absences.all(workspace)
        await self._mark(staff)
        await self._report(workspace, staff)
        seen = (told, staff.absent, staff.members)
        if seen != self._seen:
            await self._stop_and_start(workspace, told, staff)
            self._seen = seen

    async def look_at_accounts(self, workspace: str) -> None:
        """Learn of the people of groups whose accounts were deactivated, without waiting until they act."""
        staff = await self._people.listed(workspace)
        everybody = sorted(frozenset[Person]().union(*staff.values()))
        for person in everybody[:_LOOKED_AT]:
            await self._members.standing(person)

    async def _mark(self, staff: Staff) -> None:
        """Have the Homes looked at of whom a change of groups or absences concerns; at first those of all members."""
        people = moved(self._staff, staff)
        if people:
            async with self._database.transaction() as tx:
                await tx.homes.changed(people, self._timing.now())
        self._staff = staff

    async def _stop_and_start(self, workspace: str, told: Sequence[Absence], staff: Staff) -> None:
        gone = {one.person for one in told}
        holders = {name for name, members in staff.members.items() if members & gone}
        holders |= {f"@{one.id}" for one in gone}
        for _ in range(_PASSES if gone else 0):
            numbers = await self._to_change(workspace, holders, staff)
            for number in numbers:
                await self._look_at(workspace, number, staff)
            if not numbers:
                break
        today = self._catalog.current.today(self._timing.now())
        over = [one for one in told if not one.on(today)]
        if over:
            async with self._database.transaction() as tx:
                for one in over:
                    await tx.absences.drop(one.person)
            self._people.forget()

    async def _to_change(self, workspace: str, holders: set[str], staff: Staff) -> list[int]:
        """The numbers of the open requests of anybody in which one of these has a turn, and a clock is wrong."""
        numbers: list[int] = []
        nobody, now = Person(workspace, ""), self._timing.now()
        for page in count():
            async with self._database.reading() as tx:
                wanted = EVERYTHING.on(page)
                found, _ = await tx.queues.waiting_for(nobody, holders, wanted, now=now, rows=_AT_ONCE)
            numbers += [one.number for one in found if attended(one, staff, now) is not one]
            if len(found) < _AT_ONCE:
                break
        return numbers

    @again_on_conflict
    async def _look_at(self, workspace: str, number: int, staff: Staff) -> None:
        async with self._database.transaction() as tx:
            before = await tx.requests.get(workspace, number)
            after = attended(before, staff, self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)

    async def _report(self, workspace: str, staff: Staff) -> None:
        """Tell the OSPO of each group with nobody there, once for each cause, and forget those that have somebody."""
        catalog = self._catalog.current
        private = {lane.group for policy in catalog.policies.values() for lane in policy.kind.lanes if lane.group}
        found = {one.group: one for one in unreachable(catalog.organization, staff, private)}
        async with self._database.reading() as tx:
            known = await tx.unreachable.causes(workspace)
        if known == {name: one.cause for name, one in found.items()}:
            return
        async with self._database.transaction() as tx:
            for name in known.keys() - found.keys():
                await tx.unreachable.forget(workspace, name)
            for name, one in found.items():
                if known.get(name) != one.cause:
                    await tx.unreachable.put(workspace, name, one.cause)
                    await tx.outbox.add(*self._notices(workspace, one, staff))

    def _notices(self, workspace: str, one: Unreachable, staff: Staff) -> tuple[Notice, ...]:
        organization = self._catalog.current.organization
        key = f"unreachable:{one.group}:{one.cause}:{self._timing.now():%Y-%m-%d}"
        office = staff.members.get("ospo", frozenset()) - staff.absent.keys()
        return to_office(
            organization,
            office or Person.of(workspace, organization.program.last_resort),
            workspace,
            key,
            nobody_there(one, organization),
        )
