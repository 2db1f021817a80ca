# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers as people work on them: listed, read, and changed by one act at a time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members, Standing
from bot.services.recording import again_on_conflict
from bot.services.register_entries import briefs_of, doing_now, entries_of, entry_of, keep, names_of, petals_of
from bot.timing import Timing
from messages.blocks import Block
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.absence import today_of
from workflows.errors import FormProblems, GroupsUnknown
from workflows.forms import Raw
from workflows.people import Person
from workflows.petals import in_order
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.checking import read
from workflows.registers.differences import Difference, between
from workflows.registers.entry import Content, Entry, Recorded
from workflows.registers.listing import Query, chosen, page_of, seen_by
from workflows.registers.notices import Due, answered, asked, waiting, waits_anew
from workflows.registers.owned import Owned, owned
from workflows.registers.refusals import UnknownEntry, UnknownRegister
from workflows.registers.register import Register
from workflows.registers.rights import Actor, is_editor, may_see, may_see_proposed, may_see_register
from workflows.registers.showing import Counts, counts_of
from workflows.staffing import Staff

__all__ = [  # what other services need of it is offered from here
    "RegisterPage",
    "RegisterService",
    "SeenEntry",
    "briefs_of",
    "doing_now",
    "entries_of",
    "entry_of",
    "keep",
    "names_of",
    "petals_of",
]

#: Who cannot own an entry, or not any more.
NO_OWNERS = frozenset({Standing.GUEST, Standing.OUTSIDER, Standing.BOT, Standing.NOBODY})
_NO_OWNER = "Please choose a colleague of this workspace: no guest and no bot owns entries."


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of a register as somebody sees it: its entries, how many fit in all, and which of how many pages.

    ``counts`` are of all that they see in it.
    """

    register: Register
    entries: tuple[Entry, ...]
    total: int
    number: int
    pages: int
    actor: Actor
    today: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as somebody sees it. Whether they may read what is proposed is in ``rights.may_see_proposed``."""

    register: Register
    entry: Entry
    actor: Actor
    today: date


#: What stands beside an entry of a register, as its reader sees it, from elsewhere in the record.
Beside: TypeAlias = Callable[[SeenEntry], Awaitable[list[Block]]]


class RegisterService:
    """Every act is one unit: the entry, which only follows the version that was read, and its history."""

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
        return today_of(self._catalog.current.organization.calendar, self._timing.now())

    async def actor(self, person: Person) -> Actor:
        """Somebody with the groups that are known to be theirs. Raises Outsider."""
        staff = await self._members.colleagues_for(person)
        return Actor(person, staff.groups_of(person) - staff.stale)

    async def registers(self, person: Person) -> tuple[Register, ...]:
        """The registers that somebody may see, by title. Raises Outsider."""
        actor = await self.actor(person)
        return tuple(one for one in self._catalog.current.registers.values() if may_see_register(one, actor))

    async def page(self, register: str, person: Person, query: Query | None = None, number: int = 1) -> RegisterPage:
        """A page of a register's list, of what the person may see. Raises UnknownRegister, Outsider."""
        actor, query = await self.actor(person), query or Query()
        found = self._register(register, actor)
        shipped = self._catalog.current.register_catalog.shipped(register, person.workspace)
        async with self._database.reading() as tx:
            briefs = await briefs_of(tx, self._catalog.current, person.workspace, register)
            seen = seen_by(found, briefs, actor)
            listed = page_of(chosen(seen, query, self.today), number)
            rows = await tx.registers.some(person.workspace, register, listed.names)
        entries = tuple(rows[name] if name in rows else shipped[name] for name in listed.names)
        counts = counts_of(seen, self.today)
        return RegisterPage(found, entries, listed.total, listed.number, listed.pages, actor, self.today, counts)

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

    async def petals(self, person: Person) -> tuple[str, ...]:
        """The petals that an entry may belong to, those of the drawing first."""
        async with self._database.reading() as tx:
            return in_order(await petals_of(tx, self._catalog.current, person.workspace))

    async def entry(self, register: str, name: str, person: Person) -> SeenEntry:
        """One entry. Raises UnknownRegister, UnknownEntry, Outsider."""
        actor = await self.actor(person)
        found = self._register(register, actor)
        async with self._database.reading() as tx:
            entry = await entry_of(tx, self._catalog.current, person.workspace, register, name)
        if entry is None or not may_see(found, entry, actor):
            raise UnknownEntry(register)
        return SeenEntry(found, entry, actor, self.today)

    async def history(self, register: str, name: str, person: Person) -> tuple[Recorded, ...]:
        """What was done with an entry, newest first; only what was published, for who may not read drafts.

        Raises UnknownRegister, UnknownEntry, Outsider.
        """
        seen = await self.entry(register, name, person)
        async with self._database.reading() as tx:
            recorded = await tx.registers.history(person.workspace, register, name)
        if may_see_proposed(seen.register, seen.entry, seen.actor):
            return tuple(recorded)
        return tuple(one for one in recorded if one.entry.visible and one.entry.pending is None)

    async def changed_since(
        self, register: str, name: str, person: Person, version: int
    ) -> tuple[SeenEntry, tuple[Difference, ...]]:
        """An entry, and what is different in it from the version that somebody had before them."""
        seen = await self.entry(register, name, person)
        async with self._database.reading() as tx:
            recorded = await tx.registers.history(person.workspace, register, name)
        shipped = self._catalog.current.register_catalog.shipped(register, person.workspace).get(name)
        before = next((one.entry for one in recorded if one.change.version == version), None if version else shipped)
        return seen, between(seen.register, before, seen.entry) if before else ()

    @again_on_conflict
    async def make(self, register: str, raw: Mapping[str, Raw], *, by: Person, draft: bool = False) -> Entry:
        """Make an entry of a form (checking.read; ``owner``, ``note``). Raises like acts.make, and GroupsUnknown."""
        owner = await self._owner(raw, by)
        workspace, note = by.workspace, _note(raw)
        actor, found, staff = await self._acting(register, by)
        async with self._database.transaction() as tx:
            taken = await names_of(tx, self._catalog.current, workspace, register)
            doing = await self.doing(tx, found, workspace, actor)
            done = _from_form(
                found,
                raw,
                lambda content: acts.make(doing, content, owner=owner, taken=taken, draft=draft, note=note),
            )
            return await self._kept(tx, doing, None, done, staff)

    async def change(
        self, register: str, name: str, raw: Mapping[str, Raw], *, by: Person, seen: int, draft: bool = False
    ) -> Entry:
        """Change an entry to what a form gave that showed version ``seen``. Raises like acts.change, EntryChanged."""
        owner = await self._owner(raw, by)

        def changed(doing: Doing, entry: Entry) -> Done:
            return _from_form(
                doing.register,
                raw,
                lambda content: acts.change(doing, entry, content, owner=owner, note=_note(raw), draft=draft),
            )

        return await self.act(register, name, changed, by=by, seen=seen)

    async def hand_over(
        self,
        register: str,
        name: str,
        owner: str,
        *,
        by: Person,
        seen: int,
        note: str = "",
        reminder: tuple[str, Due] | None = None,
    ) -> Entry:
        """Give an entry another owner, by id. Raises like acts.hand_over, EntryChanged, FormProblems."""
        person = await self._owner({"owner": owner}, by)
        if person is None:
            raise FormProblems({"owner": "Please choose who owns it from now on."})
        return await self.act(
            register,
            name,
            lambda doing, entry: acts.hand_over(doing, entry, person, note),
            by=by,
            seen=seen,
            reminder=reminder,
        )

    @again_on_conflict
    async def act(
        self,
        register: str,
        name: str,
        doing: Callable[[Doing, Entry], Done],
        *,
        by: Person,
        seen: int | None = None,
        reminder: tuple[str, Due] | None = None,
    ) -> Entry:
        """Do one of ``acts`` with an entry that stood at version ``seen`` in front of the person; None: at any.

        ``reminder`` is the one in which it was clicked, and to whom that went: it is edited.

        Raises UnknownRegister, UnknownEntry, EntryChanged, GroupsUnknown, Outsider, and what the act raises.
        """
        actor, found, staff = await self._acting(register, by)
        async with self._database.transaction() as tx:
            entry = await entry_of(tx, self._catalog.current, by.workspace, register, name)
            if entry is None or not may_see(found, entry, actor):
                raise UnknownEntry(register)
            if seen is not None:
                acts.check_seen(entry, seen)
            now = await self.doing(tx, found, by.workspace, actor)
            kept = await self._kept(tx, now, entry, doing(now, entry), staff)
            if reminder is not None and (reminder[1].register, reminder[1].entry) == (register, name):
                await tx.outbox.add(answered(by.workspace, *reminder, kept.version))
            return kept

    async def doing(self, tx: UnitOfWork, register: Register, workspace: str, actor: Actor) -> Doing:
        """What an act needs to know, now. For other services too, which keep what comes of it in their own unit."""
        return await doing_now(tx, self._catalog.current, register, workspace, actor, self._timing.now())

    async def _kept(self, tx: UnitOfWork, doing: Doing, before: Entry | None, done: Done, staff: Staff) -> Entry:
        """Store it, and ask who has to look at what is proposed by it."""
        entry, change = done
        await keep(tx, doing.register, before, entry, change)
        if waits_anew(before, entry, change):
            organization = self._catalog.current.organization
            for group in asked(doing.register, editor=is_editor(doing.register, doing.actor)):
                room = organization.room_of(group)
                people = [room] if room else sorted(one.id for one in staff.members.get(group, frozenset()))
                await tx.outbox.add(*waiting(entry, change, people))
        return entry

    async def _acting(self, register: str, by: Person) -> tuple[Actor, Register, Staff]:
        staff = await self._members.colleagues_for(by)
        actor = Actor(by, staff.groups_of(by) - staff.stale)
        found = self._catalog.current.registers.get(register)
        if found is not None and not staff.stale.isdisjoint({*found.editors, *found.approvers}):
            raise GroupsUnknown
        return actor, self._register(register, actor), staff

    async def _owner(self, raw: Mapping[str, Raw], by: Person) -> Person | None:
        said = raw.get("owner")
        if not isinstance(said, str) or not said:
            return None
        owner = Person(by.workspace, said)
        if await self._members.standing(owner) in NO_OWNERS:
            raise FormProblems(
                {"owner": "Please choose a colleague of this workspace: no guest and no bot owns entries."}
            )
        return owner

    def _register(self, name: str, actor: Actor) -> Register:
        found = self._catalog.current.registers.get(name)
        if found is None or not may_see_register(found, actor):
            raise UnknownRegister(name)
        return found


def _from_form(register: Register, raw: Mapping[str, Raw], act: Callable[[Content], Done]) -> Done:
    """The act on what a form gave; what cannot be read is told together with what does not fit."""
    content, problems = read(register, raw)
    try:
        done = act(content)
    except FormProblems as found:
        raise FormProblems(found.problems | problems) from found
    if problems:
        raise FormProblems(problems)
    return done


def _note(raw: Mapping[str, Raw]) -> str:
    note = raw.get("note")
    return note if isinstance(note, str) else ""
