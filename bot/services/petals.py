# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals as everybody sees them: who to talk to, and the flower sent to who asks for it."""

from datetime import datetime, timedelta

from bot.catalog import Catalog, LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.register_entries import entries_of
from bot.services.registers import Beside, SeenEntry
from bot.timing import Timing
from messages.blocks import Block
from messages.registers.beside import petal_beside
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.figures import TREND_WEEKS, Petal
from workflows.people import Person
from workflows.petal_lines import OfPetals, PetalLine, petal_lines
from workflows.petals import REGISTER, registered
from workflows.plain_notices import plain_notice
from workflows.registers.entry import Entry


class PetalService:
    """Reads the registers around petals, and what happened in each."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def seen(self, person: Person) -> tuple[PetalLine, ...]:
        """Every petal at a glance. Raises Outsider."""
        await self._members.check(person)
        now = self._timing.now()
        return await lines_now(self._database, self._catalog.current, self._people, person.workspace, now)

    @property
    def besides(self) -> dict[str, Beside]:
        """What stands beside the entries of registers."""
        return {REGISTER: self._beside}

    async def _beside(self, seen: SeenEntry) -> list[Block]:
        return list(petal_beside(seen.entry.name, seen.entry.title)) if seen.entry.visible else []

    async def draw(self, person: Person) -> None:
        """Send the flower to somebody, as a direct message. Raises Outsider."""
        await self._members.check(person)
        name = f"petals:{person.id}:{int(self._timing.now().timestamp())}"
        async with self._database.transaction() as tx:
            await tx.outbox.add(plain_notice(person.workspace, person.id, "petals", name))


async def lines_now(
    database: Database, catalog: Catalog, people: PeopleService, workspace: str, now: datetime
) -> tuple[PetalLine, ...]:
    """Every petal at a glance, now."""
    left = await people.no_members(workspace)
    async with database.reading() as tx:
        happened = await happened_lately(tx, catalog, workspace, now)
        petals, materials, activities, units = [
            await published(tx, catalog, workspace, name) for name in (REGISTER, "materials", "activities", "units")
        ]
    given = OfPetals(petals, materials, activities, units, happened, frozenset(one.id for one in left))
    return petal_lines(given, catalog.organization, catalog.today(now))


async def flower_now(database: Database, catalog: Catalog, workspace: str, now: datetime) -> tuple[Petal, ...]:
    """What the flower draws: the petals of the register with what happened in each."""
    async with database.reading() as tx:
        happened = await happened_lately(tx, catalog, workspace, now)
        return registered(happened, await published(tx, catalog, workspace, REGISTER))


async def as_registered(
    tx: UnitOfWork, catalog: Catalog, workspace: str, happened: tuple[Petal, ...]
) -> tuple[Petal, ...]:
    """The petals as the company has them in its register; as they are where it has not changed any."""
    if not await tx.registers.names(workspace, REGISTER):
        return happened
    return registered(happened, await published(tx, catalog, workspace, REGISTER))


async def happened_lately(tx: UnitOfWork, catalog: Catalog, workspace: str, now: datetime) -> tuple[Petal, ...]:
    """How much happened in each petal in the weeks of the trend."""
    return await tx.figures.petals(workspace, now - timedelta(weeks=TREND_WEEKS), now, catalog.counting)


async def published(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str) -> tuple[Entry, ...]:
    """What is published in a register, shipped or not."""
    return tuple(one for one in await entries_of(tx, catalog, workspace, register) if one.visible)
