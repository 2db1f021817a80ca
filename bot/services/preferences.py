# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How a person wants to hear of things, as they said it themselves."""

from collections.abc import Mapping

from bot.catalog import LiveCatalog
from bot.services.delivery.courtesy import held_lane
from bot.services.members import Members
from bot.services.today import timetable_of
from bot.timing import Timing
from storage.database import Database
from workflows.people import Person
from workflows.preferences import DEFAULTS, Preferences, preferences_from, zone_of


class PreferenceService:
    """Reads and keeps people's wishes."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def of(self, person: Person) -> tuple[Preferences, str]:
        """What holds for a person now, and the name of their time zone. Raises Outsider."""
        await self._members.check(person)
        async with self._database.reading() as tx:
            wishes, profile = await tx.preferences.of(person), await tx.people.profile(person)
        zone = zone_of(profile.timezone if profile else "", self._catalog.current.organization.calendar.zone)
        return wishes.preferences if wishes else DEFAULTS, str(zone)

    async def save(self, said: Mapping[str, str], *, by: Person) -> None:
        """Keep what a form says; what waits for the person is looked at anew by it. Raises FormProblems, Outsider."""
        staff, organization = await self._members.staff_for(by), self._catalog.current.organization
        preferences, now = preferences_from(said), self._timing.now()
        async with self._database.reading() as tx:
            profile = await tx.people.profile(by)
        async with self._database.transaction() as tx:
            await tx.preferences.put(by, preferences)
            await tx.outbox.let_go(by.workspace, held_lane(by.id), now)
            if preferences.daily_at is None:
                await tx.daily_lists.drop(by)
            else:
                zone = profile.timezone if profile else ""
                timetable = timetable_of(by, preferences.daily_at, zone, staff, organization)
                await tx.daily_lists.put(by, timetable.next_due(now, None))
