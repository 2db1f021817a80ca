# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Practices that one unit shares: which others have adopted each since when, and adopting one."""

from datetime import date

from bot.catalog import LiveCatalog
from bot.services.acting import acting_where_the_office_is_known
from bot.services.members import Members
from bot.services.recording import again_on_conflict
from bot.services.register_entries import doing_now, entries_of, entry_of, keep, names_of
from bot.services.registers import Beside, SeenEntry
from bot.timing import Timing
from messages.blocks import Block
from messages.registers.beside import practice_beside
from storage.database import Database
from workflows.adopting import ADOPTIONS, PRACTICES, Adoption, adopted, content_of
from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.checking import slug
from workflows.registers.entry import Entry, EntryState
from workflows.registers.refusals import UnknownEntry
from workflows.registers.rights import THE_OFFICE, may_see


class PracticeService:
    """An adoption is an entry of its own register, so that it has a day, an owner and a history."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def adoptions(self, practice: str, person: Person) -> tuple[Adoption, ...]:
        """Who has adopted a practice, the first of them first. Raises Outsider."""
        await self._members.check(person)
        async with self._database.reading() as tx:
            entries = await entries_of(tx, self._catalog.current, person.workspace, ADOPTIONS)
        return adopted(practice, entries, self._catalog.current.organization)

    def units(self) -> tuple[tuple[str, str], ...]:
        """The units that can adopt one, by name and title."""
        units = self._catalog.current.organization.units
        return tuple((name, unit.title or name) for name, unit in units.items())

    @property
    def besides(self) -> dict[str, Beside]:
        """What stands beside the entries of registers."""
        return {PRACTICES: self._beside}

    async def _beside(self, seen: SeenEntry) -> list[Block]:
        if seen.entry.state is not EntryState.PUBLISHED or seen.actor.person is None:
            return []
        adoptions = await self.adoptions(seen.entry.name, seen.actor.person)
        return list(practice_beside(seen.entry.name, seen.entry.title, adoptions))

    @again_on_conflict
    async def adopt(self, practice: str, unit: str, since: date | None, *, by: Person) -> Entry:
        """Say that a unit works by a practice: at once by the unit's lead or the OSPO, as a draft by others.

        Raises UnknownEntry, FormProblems, GroupsUnknown, Outsider.
        """
        actor = await acting_where_the_office_is_known(self._members, by)
        catalog, now = self._catalog.current, self._timing.now()
        shared, register = catalog.registers[PRACTICES], catalog.registers[ADOPTIONS]
        async with self._database.transaction() as tx:
            found = await entry_of(tx, catalog, by.workspace, PRACTICES, practice)
            if found is None or not found.visible or not may_see(shared, found, actor):
                raise UnknownEntry(PRACTICES)
            doing = await doing_now(tx, catalog, register, by.workspace, actor, now)
            content = content_of(found, unit, since or doing.today, catalog.organization, doing.today)
            there = await entries_of(tx, catalog, by.workspace, ADOPTIONS)
            if any(
                one.values.get("practice") == practice and one.values.get("unit") == unit
                for one in there
                if one.state is not EntryState.RETIRED
            ):
                raise FormProblems({"unit": "This unit has adopted it already, or somebody proposed that."})
            name = slug(f"{unit} {practice}", await names_of(tx, catalog, by.workspace, ADOPTIONS))
            if catalog.organization.units[unit].lead == by.id:
                doing = await doing_now(tx, catalog, register, by.workspace, THE_OFFICE, now)
            entry, change = acts.make(doing, content, name=name, owner=by)
            await keep(tx, register, None, entry, change)
        return entry
