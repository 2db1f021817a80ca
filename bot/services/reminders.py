# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What time does to requests: reminders, escalations, warnings and expiries."""

import logging

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.timing import Timing
from storage.database import Database
from storage.errors import StorageError
from workflows import reminding
from workflows.reminder_notices import reminders

logger = logging.getLogger(__name__)
_AT_ONCE = 100


class ReminderService:
    """Idempotent ticks: what was given stands in the record, so that any number of replicas give it once.

    Only requests whose next moment has come are read; the moment is set in the unit of every change.
    """

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing

    async def tick(self) -> int:
        """Do everything whose time has come, and say to how many requests; one that fails holds up no other."""
        ticked, failed = 0, 0
        while True:
            async with self._database.reading() as tx:
                page = await tx.requests.to_tick(self._timing.now(), _AT_ONCE, failed)
            for workspace, number in page:
                try:
                    ticked += await self._tick_one(workspace, number)
                except StorageError:
                    failed += 1
                    logger.exception("what time does to request %s could not be stored; the next tick does it", number)
            if len(page) < _AT_ONCE:
                return ticked

    @again_on_conflict
    async def _tick_one(self, workspace: str, number: int) -> bool:
        staff, organization = await self._people.staff(workspace), self._catalog.current.organization
        async with self._database.transaction() as tx:
            before = await tx.requests.get(workspace, number)
            after = reminding.ticked(before, organization, self._timing.now())
            if after is before:
                await tx.requests.wind(before, reminding.next_tick(before, organization))
                return False
            await record(tx, after, before, organization, staff)
            await tx.outbox.add(*reminders(after, organization, staff))
        return True
