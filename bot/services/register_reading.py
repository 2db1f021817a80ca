# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers as people look at them: lists, entries and their history, as far as each of them may see."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.register_entries import briefs_of, entry_of, petal_titles, petals_of
from bot.timing import Timing
from messages.blocks import Block
from storage.database import Database
from workflows.licenses.contradicting import Otherwise, otherwise_of
from workflows.people import Person
from workflows.petals import in_order, petal_title
from workflows.registers.approving import approved_by_others, only_approver, stands_in
from workflows.registers.differences import Difference, between
from workflows.registers.entry import Act, Entry, Recorded
from workflows.registers.listing import Query, chosen, page_of, seen_by
from workflows.registers.owned import Owned, owned
from workflows.registers.refusals import UnknownEntry, UnknownRegister
from workflows.registers.register import Register
from workflows.registers.rights import Actor, may_see, may_see_proposed, may_see_register
from workflows.registers.showing import Counts, counts_of
from workflows.staffing import Staff


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of a register as somebody sees it: its entries, how many fit in all, and which of how many pages.

    ``counts`` are of all that they see in it, ``petals`` what each petal is called. ``only_approver`` alone approves
    in it: of what they write themselves ``instead`` says which group does, in people's words; empty: nobody.
    """

    register: Register
    entries: tuple[Entry, ...]
    total: int
    number: int
    pages: int
    actor: Actor
    today: date
    counts: Counts
    petals: Mapping[str, str] = field(default_factory=dict)
    only_approver: Person | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as somebody sees it. Whether they may read what is proposed is in ``rights.may_see_proposed``."""

    register: Register
    entry: Entry
    actor: Actor
    today: date
    petals: Mapping[str, str] = field(default_factory=dict)
    otherwise: tuple[Otherwise, ...] = ()


#: What stands beside an entry of a register, as its reader sees it, from elsewhere in the record.
Beside: TypeAlias = Callable[[SeenEntry], Awaitable[list[Block]]]


class RegisterReading:
    """Reads rows over what is shipped; what somebody may not see is as if it were not there."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing
        self._besides: dict[str, Beside] = {}

    def show_beside(self, besides: Mapping[str, Beside]) -> None:
        """Have something of the record stand beside each entry of these registers."""
        self._besides.update(besides)

    async def beside(self, seen: SeenEntry) -> list[Block]:
        """What stands beside an entry; nothing in most registers."""
        beside = self._besides.get(seen.register.name)
        return await beside(seen) if beside else []

    @property
    def today(self) -> date:
        """Which day it is at the office."""
        return self._catalog.current.today(self._timing.now())

    async def actor(self, person: Person) -> Actor:
        """Somebody with the groups that are known to be theirs. Raises Outsider."""
        return (await self._acting_with(person))[0]

    async def _acting_with(self, person: Person) -> tuple[Actor, Staff]:
        """The same, and who is in which group."""
        staff = await self._members.colleagues_for(person)
        return Actor(person, staff.rights_of(person)), staff

    async def registers(self, person: Person) -> tuple[Register, ...]:
        """The registers that somebody may see, by title. Raises Outsider."""
        actor = await self.actor(person)
        return tuple(one for one in self._catalog.current.registers.values() if may_see_register(one, actor))

    async def page(self, register: str, person: Person, query: Query | None = None, number: int = 1) -> RegisterPage:
        """A page of a register's list, of what the person may see. Raises UnknownRegister, Outsider."""
        (actor, staff), query = await self._acting_with(person), query or Query()
        found = self._register(register, actor)
        shipped = self._catalog.current.register_catalog.shipped(register, person.workspace)
        async with self._database.reading() as tx:
            briefs = await briefs_of(tx, self._catalog.current, person.workspace, register)
            seen = seen_by(found, briefs, actor)
            listed = page_of(chosen(seen, query, self.today), number)
            rows = await tx.registers.some(person.workspace, register, listed.names)
            petals = await petal_titles(tx, self._catalog.current, person.workspace)
        every = (rows[name] if name in rows else shipped[name] for name in listed.names)
        entries = tuple(one if may_see_proposed(found, one, actor) else replace(one, pending=None) for one in every)
        counts = counts_of(seen, self.today)
        alone = only_approver(found, staff)
        organization = self._catalog.current.organization
        instead = stands_in(found, {alone}, organization, staff) if alone else ""
        return RegisterPage(
            found,
            entries,
            listed.total,
            listed.number,
            listed.pages,
            actor,
            self.today,
            counts,
            petals,
            only_approver=alone,
            instead=organization.title_of(instead) if instead else "",
        )

    async def overview(self, person: Person) -> list[tuple[Register, Counts]]:
        """The registers that somebody may see, by title, each with its counts. Raises Outsider."""
        actor, current = await self.actor(person), self._catalog.current
        found = [one for one in current.registers.values() if may_see_register(one, actor)]
        async with self._database.reading() as tx:
            every = [await briefs_of(tx, current, person.workspace, one.name) for one in found]
        counts = [counts_of(seen_by(one, briefs, actor), self.today) for one, briefs in zip(found, every, strict=True)]
        return list(zip(found, counts, strict=True))

    async def owned(self, person: Person) -> list[Owned]:
        """What somebody owns in the registers, what is due first in front."""
        async with self._database.reading() as tx:
            found = await tx.registers.owned(person)
        return owned(found, self._catalog.current.registers, self.today) if found else []

    async def petals(self, person: Person) -> dict[str, str]:
        """The petals that an entry may belong to, each with what it is called, those of the drawing first."""
        async with self._database.reading() as tx:
            titles = await petal_titles(tx, self._catalog.current, person.workspace)
            names = in_order(await petals_of(tx, self._catalog.current, person.workspace))
        return {name: petal_title(name, titles) for name in names}

    async def entry(self, register: str, name: str, person: Person) -> SeenEntry:
        """One entry. Raises UnknownRegister, UnknownEntry, Outsider."""
        actor, staff = await self._acting_with(person)
        async with self._database.reading() as tx:
            entry = await entry_of(tx, self._catalog.current, person.workspace, register, name)
            petals = await petal_titles(tx, self._catalog.current, person.workspace)
        found, seen = self._visible(register, entry, actor, staff)
        return SeenEntry(found, seen, actor, self.today, petals, otherwise_of(seen, self._catalog.current.licenses))

    async def history(self, register: str, name: str, person: Person) -> tuple[Recorded, ...]:
        """What was done with an entry, newest first; only what was published, for who may not read drafts.

        Raises UnknownRegister, UnknownEntry, Outsider.
        """
        seen = await self.entry(register, name, person)
        async with self._database.reading() as tx:
            recorded = await tx.registers.history(person.workspace, register, name)
        if may_see_proposed(seen.register, seen.entry, seen.actor):
            return tuple(recorded)
        return tuple(one for one in recorded if _for_readers(one))

    async def changed_since(
        self, register: str, name: str, person: Person, version: int
    ) -> tuple[SeenEntry, tuple[Difference, ...]]:
        """An entry, and what is different in it from the version that somebody had before them."""
        seen = await self.entry(register, name, person)
        async with self._database.reading() as tx:
            recorded = await tx.registers.history(person.workspace, register, name)
        shipped = self._catalog.current.register_catalog.shipped(register, person.workspace).get(name)
        before = next((one.entry for one in recorded if one.change.version == version), None if version else shipped)
        if before is None:
            return seen, ()
        if may_see_proposed(seen.register, seen.entry, seen.actor):
            return seen, between(seen.register, before, seen.entry)
        return seen, between(seen.register, replace(before, pending=None), replace(seen.entry, pending=None))

    def _visible(self, register: str, entry: Entry | None, actor: Actor, staff: Staff) -> tuple[Register, Entry]:
        """An entry with its register, for who may see it: whoever owns one may, also where the register is for others.

        Where everybody who approves in the register wrote at it, so may who stands in for them.
        Raises UnknownRegister, UnknownEntry.
        """
        found = self._catalog.current.registers.get(register)
        if found is not None and entry is not None:
            found = approved_by_others(found, entry, self._catalog.current.organization, staff)
        if found is not None and entry is not None and may_see(found, entry, actor):
            return found, entry
        self._register(register, actor)
        raise UnknownEntry(register)

    def _register(self, name: str, actor: Actor) -> Register:
        found = self._catalog.current.registers.get(name)
        if found is None or not may_see_register(found, actor):
            raise UnknownRegister(name)
        return found


def _for_readers(recorded: Recorded) -> bool:
    """Whether an act was about what readers read, and not about a text that was never published."""
    entry, act = recorded.entry, recorded.change.act
    return entry.visible and entry.pending is None and act not in {Act.WITHDRAWN, Act.SENT_BACK}
