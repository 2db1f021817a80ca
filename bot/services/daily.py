# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The list of the day: sent once to each who wants it, whatever the number of replicas, and shown before that."""

import logging
from datetime import date, time

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.today import timetable_of, today_of
from bot.timing import Timing
from storage.daily_lists import DailyList
from storage.database import Database
from storage.errors import Conflict, StorageError
from workflows.daily import Today
from workflows.errors import Outsider
from workflows.notice import Notice
from workflows.people import Person

logger = logging.getLogger(__name__)

_AT_ONCE = 100
#: The hour of somebody who looks at their list without having chosen one; only the day counts then.
_ANY_HOUR = time(9)


class DailyService:
    """Lists of the day. Who moves a due one on to the next day sends it, in the same unit."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def today(self, person: Person) -> Today:
        """What the list would say now. Raises Outsider."""
        staff, organization = await self._members.staff_for(person), self._catalog.current.organization
        async with self._database.reading() as tx:
            profile = await tx.people.profile(person)
        timetable = timetable_of(person, _ANY_HOUR, profile.timezone if profile else "", staff, organization)
        return await today_of(self._database, person, timetable, staff, self._timing.now())

    async def tick(self) -> int:
        """Send every list that is due, and say how many; one that fails holds up no other."""
        sent = 0
        while True:
            async with self._database.reading() as tx:
                page = await tx.daily_lists.due(self._timing.now(), _AT_ONCE)
            moved = [await self._tried(one) for one in page]
            sent += moved.count(True)
            if len(page) < _AT_ONCE or moved.count(None) == len(page):
                return sent

    async def _tried(self, due: DailyList) -> bool | None:
        try:
            return await self._send(due)
        except Conflict:
            return False  # another replica has it
        except StorageError:
            logger.exception("a list of the day could not be stored; the next tick does it")
            return None

    async def _send(self, due: DailyList) -> bool:
        """Send a list if there is anything on it, and have the next one due. Raises Conflict."""
        person, now = due.person, self._timing.now()
        staff, organization = await self._people.staff(person.workspace), self._catalog.current.organization
        async with self._database.reading() as tx:
            wishes = await tx.preferences.of(person)
        if wishes is None or wishes.preferences.daily_at is None:
            async with self._database.transaction() as tx:
                await tx.daily_lists.drop(person)
            return False
        timetable = timetable_of(person, wishes.preferences.daily_at, wishes.timezone, staff, organization)
        day, notices, done_on = timetable.today(now), list[Notice](), due.done_on
        if done_on != day and timetable.still_helps(now):
            done_on = day
            today = await today_of(self._database, person, timetable, staff, now)
            wanted = today.total and person not in staff.absent and await self._served(person)
            notices += [_notice(person, day)] if wanted else []
        async with self._database.transaction() as tx:
            await tx.daily_lists.move(due, timetable.next_due(now, done_on), done_on)
            await tx.outbox.add(*notices)
        return bool(notices)

    async def _served(self, person: Person) -> bool:
        """Whether the person is still here: what names somebody who left waits for them all the same."""
        try:
            await self._members.check(person)
        except Outsider:
            return False
        return True


def _notice(person: Person, day: date) -> Notice:
    """The notice of a day's list: what is on it is read when it is sent."""
    key = f"daily:{person.id}:{day.isoformat()}"
    return Notice(
        key=key,
        workspace=person.workspace,
        lane=f"daily:{person.id}",
        message=key,
        template="daily",
        to=person.id,
        detail={"day": day.isoformat()},
    )
