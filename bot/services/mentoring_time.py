# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Mentoring pairs in the course of time: reminded to meet, until what they agreed on is over."""

from datetime import date

from bot.catalog import LiveCatalog
from bot.services.register_entries import doing_now, keep
from bot.timing import Timing
from storage.database import Database
from workflows.calendar import works_at
from workflows.mentoring import MENTORING, is_over, meets_on
from workflows.registers import acts
from workflows.registers.naming_notices import meeting
from workflows.registers.rights import THE_OFFICE


class MentoringTime:
    """An idempotent tick: a reminder has one key a day, and a pair ends once."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing
        self._looked: tuple[str, date] | None = None

    async def tick(self, workspace: str) -> None:
        """Remind pairs to meet, and end those whose time is over; once a day, while the office works."""
        now, catalog = self._timing.now(), self._catalog.current
        today, register = catalog.today(now), catalog.registers.get(MENTORING)
        if not workspace or register is None or self._looked == (workspace, today):
            return
        if not works_at(catalog.organization.calendar, now):
            return
        async with self._database.transaction() as tx:
            for entry in await tx.registers.of(workspace, MENTORING):
                if not entry.visible:
                    continue
                if is_over(entry, today):
                    doing = await doing_now(tx, catalog, register, workspace, THE_OFFICE, now)
                    await keep(tx, register, entry, *acts.retire(doing, entry, "The time that was agreed on is over."))
                elif meets_on(entry, today, catalog.organization.calendar):
                    await tx.outbox.add(*meeting(entry, today.isoformat()))
        self._looked = (workspace, today)  # to spare the database; the keys keep it exact
