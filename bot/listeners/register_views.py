# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The views of registers as somebody sees them: the list of all, the list of one, an entry, its history, its form."""

from dataclasses import replace

from bot.services.registers import RegisterService, SeenEntry
from messages.blocks import Block
from messages.registers.about import About
from messages.registers.changed import history_modal
from messages.registers.editing import Editing, edit_modal
from messages.registers.entries import Looked, entry_modal
from messages.registers.lists import Page, list_modal, registers_modal
from workflows.people import Person
from workflows.registers.entry import Content
from workflows.registers.possible import possible, sees_proposed
from workflows.registers.refusals import NotPossibleForEntry, NotYourEntry
from workflows.registers.rights import is_editor, may_change, may_keep, may_make, may_see_proposed
from workflows.registers.showing import query_of


async def registers_view(registers: RegisterService, person: Person) -> Block:
    """The list of registers."""
    return registers_modal(await registers.overview(person))


async def list_view(registers: RegisterService, person: Person, at: About) -> Block:
    """The list of a register, as ``at`` wants it. Raises UnknownRegister."""
    found = await registers.page(at.register, person, query_of(at.wanted, person), at.page or 1)
    others = await registers.registers(person)
    page = Page(
        found.register,
        found.entries,
        found.total,
        found.number,
        found.pages,
        found.today,
        found.counts,
        may_make(found.register, found.actor),
        petals=found.petals,
        only_approver=found.only_approver,
        instead=found.instead,
    )
    return list_modal(page, at, others)


async def entry_view(registers: RegisterService, person: Person, at: About) -> Block:
    """An entry. Raises UnknownRegister, UnknownEntry."""
    seen = await registers.entry(at.register, at.entry, person)
    register, entry, actor = seen.register, seen.entry, seen.actor
    looked = Looked(
        register,
        entry,
        possible(register, entry, actor),
        seen.today,
        proposing=sees_proposed(register, entry, actor),
        told=may_see_proposed(register, entry, actor),
        beside=tuple(await registers.beside(seen)),
        petals=seen.petals,
        otherwise=seen.otherwise,
    )
    return entry_modal(looked, at)


async def history_view(registers: RegisterService, person: Person, at: About) -> Block:
    """The history of an entry. Raises UnknownRegister, UnknownEntry."""
    seen = await registers.entry(at.register, at.entry, person)
    return history_modal(seen.register, seen.entry, await registers.history(at.register, at.entry, person), at)


async def make_view(registers: RegisterService, person: Person, at: About) -> Block:
    """The empty form of a register. Raises UnknownRegister, NotYourEntry."""
    return edit_modal(await making(registers, person, at.register), at)


async def making(registers: RegisterService, person: Person, name: str) -> Editing:
    """What the form for a new entry is filled with. Raises UnknownRegister, NotYourEntry."""
    found = await registers.page(name, person)
    register, editor = found.register, is_editor(found.register, found.actor)
    if not may_make(register, found.actor):
        raise NotYourEntry(register.editors)
    values = {field.name: field.default for field in register.fields if field.default is not None}
    content = Content(title="", petal=register.petal, values=values)
    return Editing(register, content, await registers.petals(person), owner=person.id if editor else "", editor=editor)


async def change_view(registers: RegisterService, person: Person, at: About) -> Block:
    """The form of an entry, with what it says now or what waits to be published. Raises NotYourEntry, UnknownEntry."""
    seen = await registers.entry(at.register, at.entry, person)
    return edit_modal(await editing_of(registers, person, seen), _opened(seen, at))


async def editing_of(registers: RegisterService, person: Person, seen: SeenEntry) -> Editing:
    """What the form of an entry is filled with. Raises NotYourEntry, NotPossibleForEntry."""
    register, entry, actor = seen.register, seen.entry, seen.actor
    if not may_change(register, entry, actor):
        raise NotYourEntry(register.editors, entry.owner.mention if entry.owner else "")
    if "change" not in possible(register, entry, actor):
        raise NotPossibleForEntry("change it", "retired, or waits with what somebody else proposed")
    keeps, proposed = may_keep(register, entry, actor), entry.proposed
    at_once = proposed is None or (entry.visible and keeps and not register.approvers)
    return Editing(
        register,
        entry.content if at_once or proposed is None else proposed.content,
        await registers.petals(person),
        entry,
        owner=entry.owner.id if entry.owner else "",
        editor=keeps,
        draft=keeps and not entry.visible and not register.approvers,
    )


def _opened(seen: SeenEntry, at: About) -> About:
    """The form is about the version that it shows, which may be newer than the one that was clicked on."""
    return replace(at, version=seen.entry.version)
