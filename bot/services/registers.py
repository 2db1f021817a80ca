# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers as people work on them: listed, read, and changed by one act at a time."""

from collections.abc import Callable, Mapping

from bot.services.members import Standing
from bot.services.recording import again_on_conflict
from bot.services.register_entries import briefs_of, doing_now, entries_of, entry_of, keep, names_of, petals_of
from bot.services.register_reading import Beside, RegisterPage, RegisterReading, SeenEntry
from storage.unit_of_work import UnitOfWork
from workflows.errors import FormProblems, GroupsUnknown
from workflows.forms import Raw
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.approving import able, approved_by_others
from workflows.registers.checking import read
from workflows.registers.entry import Content, Entry
from workflows.registers.notices import Due, answered, asked, waiting, waits_anew
from workflows.registers.register import Register
from workflows.registers.rights import Actor, is_editor
from workflows.staffing import Staff

__all__ = [  # what other services need of it is offered from here
    "Beside",
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


class RegisterService(RegisterReading):
    """Every act is one unit: the entry, which only follows the version that was read, and its history."""

    @again_on_conflict
    async def make(self, register: str, raw: Mapping[str, Raw], *, by: Person, draft: bool = False) -> Entry:
        """Make an entry of a form (checking.read; ``owner``, ``note``). Raises like acts.make, and GroupsUnknown."""
        owner = await self._owner(raw, by)
        workspace, note = by.workspace, _note(raw)
        actor, staff = await self._acting(register, by)
        found = self._register(register, actor)
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
        """Change an entry to what a form gave that showed version ``seen``. Raises like acts.change, EntryChanged.

        An owner who has left may stay in the form: others are named by *Hand over…*, or here. A form with an
        emptied ``owner`` leaves the entry without one.
        """
        async with self._database.reading() as tx:
            stored = await tx.registers.get(by.workspace, register, name)
        owner = await self._owner(raw, by, stored.owner if stored else None)

        def changed(doing: Doing, entry: Entry) -> Done:
            return _from_form(
                doing.register,
                raw,
                lambda content: acts.change(
                    doing,
                    entry,
                    content,
                    owner=owner,
                    unowned="owner" in raw and owner is None,
                    note=_note(raw),
                    draft=draft,
                ),
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
        """Give an entry another owner, by id; empty: none. Raises like acts.hand_over, EntryChanged, FormProblems."""
        person = await self._owner({"owner": owner}, by)
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
        actor, staff = await self._acting(register, by)
        async with self._database.transaction() as tx:
            row = await entry_of(tx, self._catalog.current, by.workspace, register, name)
            found, entry = self._visible(register, row, actor, staff)
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
            register = approved_by_others(doing.register, entry, organization, staff)
            for group in able(asked(register, editor=is_editor(register, doing.actor)), entry, staff):
                room = organization.room_of(group)
                people = [room] if room else sorted(one.id for one in staff.members.get(group, frozenset()))
                await tx.outbox.add(*waiting(entry, change, people))
        return entry

    async def _acting(self, register: str, by: Person) -> tuple[Actor, Staff]:
        staff = await self._members.colleagues_for(by)
        actor = Actor(by, staff.rights_of(by))
        found = self._catalog.current.registers.get(register)
        if found is not None and not staff.stale.isdisjoint({*found.editors, *found.approvers}):
            raise GroupsUnknown
        return actor, staff

    async def _owner(self, raw: Mapping[str, Raw], by: Person, now: Person | None = None) -> Person | None:
        """Who a form names as the owner; None for nobody. Raises FormProblems for who cannot be, but ``now``."""
        said = raw.get("owner")
        if not isinstance(said, str) or not said:
            return None
        owner = Person(by.workspace, said)
        if owner != now and await self._members.standing(owner) in NO_OWNERS:
            raise FormProblems(
                {"owner": "Please choose a colleague of this workspace: no guest and no bot owns entries."}
            )
        return owner


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
