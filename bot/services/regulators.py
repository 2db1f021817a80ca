# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Regulators: what is open with them as far as somebody may see it, and deadlines that are marked as done."""

from dataclasses import dataclass
from datetime import date

from bot.catalog import Catalog, LiveCatalog
from bot.services.register_entries import entry_of
from bot.services.registers import Beside, RegisterService, SeenEntry, entries_of
from messages.blocks import Block
from messages.regulators import beside_deadline, beside_regulator, named_regulator
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.registers.rights import Actor, check_keeps, may_keep, may_see, may_see_register
from workflows.regulators.calendar import done, is_open
from workflows.regulators.overview import Regulators

REGULATORS, DEADLINES, PLANS, POSITIONS, BRIEFINGS = (
    "regulators",
    "deadlines",
    "regulator-plans",
    "positions",
    "briefings",
)


@dataclass(frozen=True, slots=True)
class SeenRegulators:
    """What somebody sees of regulators, of which registers, and which day it is at the office."""

    found: Regulators
    registers: dict[str, Register]
    today: date


async def regulators_of(tx: UnitOfWork, catalog: Catalog, workspace: str, actor: Actor) -> Regulators:
    """The registers around regulators, as far as the actor may read them."""

    async def of(name: str) -> tuple[Entry, ...] | None:
        register = catalog.registers.get(name)
        if register is None or not may_see_register(register, actor):
            return None
        entries = await entries_of(tx, catalog, workspace, name)
        return tuple(one for one in entries if may_see(register, one, actor))

    return Regulators(
        regulators=[one for one in await of(REGULATORS) or () if one.visible],
        deadlines=[one for one in await of(DEADLINES) or () if one.visible],
        plans=await of(PLANS),
        positions=await of(POSITIONS),
        briefings=await of(BRIEFINGS),
    )


class RegulatorService:
    """Reads several registers at once, and marks a duty as done with what shows it."""

    def __init__(self, database: Database, catalog: LiveCatalog, registers: RegisterService) -> None:
        self._database = database
        self._catalog = catalog
        self._registers = registers

    async def overview(self, person: Person) -> SeenRegulators:
        """What is open with regulators. Raises Outsider."""
        actor, catalog = await self._registers.actor(person), self._catalog.current
        async with self._database.reading() as tx:
            found = await regulators_of(tx, catalog, person.workspace, actor)
        seen = {name: one for name, one in catalog.registers.items() if may_see_register(one, actor)}
        return SeenRegulators(found, seen, self._registers.today)

    @property
    def besides(self) -> dict[str, Beside]:
        """What stands beside the entries of registers."""
        about = dict.fromkeys((PLANS, POSITIONS, BRIEFINGS), self._regulator_of)
        return {REGULATORS: self._beside_regulator, DEADLINES: self._beside_deadline, **about}

    async def _beside_regulator(self, seen: SeenEntry) -> list[Block]:
        """What the other registers hold of a regulator, as far as the reader may see it."""
        catalog = self._catalog.current
        async with self._database.reading() as tx:
            found = await regulators_of(tx, catalog, seen.entry.workspace, seen.actor)
        registers = {name: one for name, one in catalog.registers.items() if may_see_register(one, seen.actor)}
        return beside_regulator(found.about(seen.entry), registers, seen.today)

    async def _beside_deadline(self, seen: SeenEntry) -> list[Block]:
        """The regulator that it is of, and the button that marks it as done."""
        may = is_open(seen.entry) and may_keep(seen.register, seen.entry, seen.actor)
        return [*await self._regulator_of(seen), *beside_deadline(seen.entry, may=may)]

    async def _regulator_of(self, seen: SeenEntry) -> list[Block]:
        """The regulator that an entry names, by its title; nothing where there is none that the reader may see."""
        catalog, name = self._catalog.current, str(seen.entry.values.get("regulator") or "")
        async with self._database.reading() as tx:
            found = await entry_of(tx, catalog, seen.entry.workspace, REGULATORS, name) if name else None
        register = catalog.registers.get(REGULATORS)
        seeable = found and found.visible and register and may_see(register, found, seen.actor)
        return [named_regulator(found)] if found and seeable else []

    async def deadline(self, name: str, person: Person) -> SeenEntry:
        """A deadline, for the form that marks it as done. Raises UnknownEntry, and NotYourEntry for who may not."""
        seen = await self._registers.entry(DEADLINES, name, person)
        check_keeps(seen.register, seen.entry, seen.actor)
        return seen

    async def finish(self, name: str, evidence: str, on: date, *, by: Person, seen: int) -> Entry:
        """Mark a deadline as done, or as due anew where it comes again.

        Raises like calendar.done, EntryChanged, UnknownEntry, NotYourEntry, GroupsUnknown.
        """

        def finished(doing: Doing, entry: Entry) -> Done:
            check_keeps(doing.register, entry, doing.actor)
            content, note = done(entry, evidence, on, by, doing.today)
            return acts.change(doing, entry, content, note=note)

        return await self._registers.act(DEADLINES, name, finished, by=by, seen=seen)
