# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing somebody's list of the day from what waits for them at the moment of sending."""

from datetime import time

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.today import timetable_of, today_of
from bot.timing import Timing
from messages.blocks import Message
from messages.daily import daily
from storage.database import Database
from workflows.notice import Notice
from workflows.people import Person


class DailyWriter:
    """Reads queues with the rights that people have now."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing

    async def write(self, notice: Notice) -> Message | None:
        """The list; None when its day is over, the person wants none any more, or nothing waits by now."""
        person, now = Person(notice.workspace, notice.to), self._timing.now()
        staff, current = await self._people.staff(notice.workspace), self._catalog.current
        async with self._database.reading() as tx:
            wishes = await tx.preferences.of(person)
        if wishes is None or wishes.preferences.daily_at is None:
            return None
        at: time = wishes.preferences.daily_at
        timetable = timetable_of(person, at, wishes.timezone, staff, current.organization)
        if timetable.today(now).isoformat() != notice.detail["day"]:
            return None
        today = await today_of(self._database, person, timetable, staff, now)
        kinds = {name: policy.kind for name, policy in current.policies.items()}
        return daily(today, kinds) if today.total else None
