# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The guided setup: where it stands for somebody, gaps set aside with a reason, units assigned to petals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.catalog import LiveCatalog
from bot.services.acting import acting, acting_where_the_office_is_known
from bot.services.ingredients import ingredients
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict
from bot.services.register_entries import doing_now, entry_of, keep
from bot.timing import Timing
from storage.database import Database
from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.entry import Content, EntryState
from workflows.registers.rights import is_editor, may_see_register
from workflows.setup.board import Ingredients, Standing
from workflows.setup.steps import ASIDE, board
from workflows.setup.structure import petals_of_unit

UNITS = "units"


@dataclass(frozen=True, slots=True)
class UnitPetals:
    """A unit, the petals that concern it, and all petals there are by name and title."""

    unit: str
    title: str
    chosen: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeenSetup:
    """The setup as somebody sees it: the steps that they may read, and whether they may act on them."""

    board: tuple[Standing, ...]
    may_act: bool
    today: date
    name: str


class SetupService:
    """The board is made anew each time from what is there, so that it can be left and taken up again at any time."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def seen(self, person: Person) -> SeenSetup:
        """Where the setup stands. Steps whose register somebody may not read are not there. Raises Outsider."""
        actor = await acting(self._members, person)
        given = await self._given(person.workspace)
        registers = self._catalog.current.registers
        shown = tuple(
            one
            for one in board(given)
            if not one.step.register or may_see_register(registers[one.step.register], actor)
        )
        may = is_editor(registers[ASIDE], actor)
        return SeenSetup(shown, may, given.today, given.organization.program.name)

    async def set_aside(self, gap: str, reason: str, *, by: Person) -> SeenSetup:
        """Say that a gap does not apply, and why. Raises NotYourEntry, TextNeeded, FormProblems, GroupsUnknown."""
        text = missing_text((await self.seen(by)).board, gap)
        if text:  # else somebody closed it meanwhile
            if not reason.strip():
                raise FormProblems({"reason": "Please say why it does not apply: others will read it."})
            await self._write(ASIDE, gap, Content(title=text[:150], text=reason), by)
        return await self.seen(by)

    @again_on_conflict
    async def apply(self, gap: str, step: str, *, by: Person) -> SeenSetup:
        """Say that a gap, or the step with which it was set aside, applies after all.

        Raises NotYourEntry, GroupsUnknown.
        """
        actor, register = (
            await acting_where_the_office_is_known(self._members, by),
            self._catalog.current.registers[ASIDE],
        )
        async with self._database.transaction() as tx:
            found = [await entry_of(tx, self._catalog.current, by.workspace, ASIDE, name) for name in (gap, step)]
            entry = next((one for one in found if one is not None and one.state is not EntryState.RETIRED), None)
            if entry is not None:
                doing = await doing_now(tx, self._catalog.current, register, by.workspace, actor, self._timing.now())
                await keep(tx, register, entry, *acts.retire(doing, entry, "It applies after all."))
        return await self.seen(by)

    async def unit(self, unit: str, person: Person) -> UnitPetals | None:
        """The petals of a unit, for the form that assigns them; None for a unit that there is not. Raises Outsider."""
        await self._members.check(person)
        given = await self._given(person.workspace)
        named = given.organization.units.get(unit)
        if named is None:
            return None
        petals = tuple((one.name, one.title) for one in given.of("petals"))
        row = next((one for one in given.of(UNITS) if one.name == unit), None)
        chosen = petals_of_unit(given.organization, unit, row, (name for name, _ in petals))
        return UnitPetals(unit, named.title or unit, chosen, petals)

    async def assign(self, unit: str, petals: Sequence[str], *, by: Person) -> SeenSetup:
        """Say which petals concern a unit. Raises NotYourEntry, FormProblems, GroupsUnknown."""
        known = await self.unit(unit, by)
        offered = dict(known.offered) if known else {}
        if known is None or not petals or not set(petals) <= set(offered):
            raise FormProblems({"petals": "Please choose petals that there are, at least one."})
        if set(petals) != set(known.chosen):
            content = Content(title=known.title, petal=petals[0], values={"petals": ", ".join(petals)})
            await self._write(UNITS, unit, content, by)
        return await self.seen(by)

    @again_on_conflict
    async def _write(self, register: str, name: str, content: Content, by: Person) -> None:
        """Make the entry of a name, or bring it back and change it."""
        actor, found = (
            await acting_where_the_office_is_known(self._members, by),
            self._catalog.current.registers[register],
        )
        async with self._database.transaction() as tx:
            entry = await entry_of(tx, self._catalog.current, by.workspace, register, name)
            doing = await doing_now(tx, self._catalog.current, found, by.workspace, actor, self._timing.now())
            if entry is None:
                await keep(tx, found, None, *acts.make(doing, content, name=name))
                return
            before = entry
            if entry.state is EntryState.RETIRED:
                entry, change = acts.restore(doing, entry)
                await keep(tx, found, before, entry, change)
            if entry.content.text != content.text or entry.values != content.values:
                await keep(tx, found, entry, *acts.change(doing, entry, content))

    async def _given(self, workspace: str) -> Ingredients:
        now = self._timing.now()
        return await ingredients(self._database, self._catalog.current, self._people, workspace, now)


def missing_text(board: Iterable[Standing], name: str) -> str:
    """What is missing by the id of a gap, or by the name of a step that has any; empty where nothing is."""
    for standing in board:
        if standing.step.name == name and standing.gaps:
            return f"{standing.step.title}: all of it"
        for gap in standing.gaps:
            if gap.id == name:
                return gap.text
    return ""
