# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The quarterly look at the setup: what is missing is told to the OSPO once a quarter, in its first two weeks."""

from datetime import date, timedelta

from bot.catalog import LiveCatalog
from bot.services.ingredients import ingredients
from bot.services.people import PeopleService
from bot.timing import Timing
from storage.database import Database
from workflows.absence import today_of
from workflows.calendar import works_at
from workflows.quarters import first_day, quarter_of
from workflows.setup.board import Ingredients
from workflows.setup.notices import quarterly
from workflows.setup.steps import board

#: An office that begins later in a quarter has just been set up by hand; one that stood still catches up this long.
_WITHIN = timedelta(days=14)


class SetupTime:
    """An idempotent tick: the notices have one key a quarter, so that any number of replicas tell it once."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing
        self._told: tuple[str, str] | None = None

    async def tick(self, workspace: str) -> None:
        """Tell the gaps of this quarter, where they were not told and the office works now."""
        now, calendar = self._timing.now(), self._catalog.current.organization.calendar
        today = today_of(calendar, now)
        this = (workspace, quarter_of(today))
        if not workspace or self._told == this or not _early(today) or not works_at(calendar, now):
            return
        given = await ingredients(self._database, self._catalog.current, self._people, workspace, now)
        if any(one.gaps for one in board(given)):
            async with self._database.transaction() as tx:
                await tx.outbox.add(*quarterly(given.organization, _office(given), workspace, this[1]))
        self._told = this  # to spare the database; the keys keep it exact


def _office(given: Ingredients) -> list[str]:
    return sorted(one.id for one in given.members.get("ospo", frozenset()))


def _early(today: date) -> bool:
    return today - first_day(quarter_of(today)) < _WITHIN
