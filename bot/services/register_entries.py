# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The entries of registers within a unit: rows over what is shipped. For every service that reads or makes some."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.catalog import Catalog
from storage.unit_of_work import UnitOfWork
from workflows.absence import today_of
from workflows.petals import PETALS
from workflows.registers.acts import Doing, Done
from workflows.registers.consent import erased, names_fewer
from workflows.registers.entry import Change, Entry, EntryState
from workflows.registers.listing import Brief, brief_of
from workflows.registers.naming_notices import told
from workflows.registers.notices import after, is_news, news
from workflows.registers.register import Register
from workflows.registers.rights import Actor

#: The register whose entries are the petals there are (workflows/catalog/registers/petals.toml).
PETAL_REGISTER = "petals"


async def keep(tx: UnitOfWork, register: Register, before: Entry | None, entry: Entry, change: Change) -> None:
    """Store an act in a unit, and tell who has to know of it. ``before`` is None for a new entry."""
    await tx.registers.save(entry, change, register)
    if names_fewer(register, before, entry):
        history = await tx.registers.history(entry.workspace, entry.register, entry.name, entry.version)
        await tx.registers.forget(
            entry, register, *erased(one for one in history if one.change.version < entry.version)
        )
    await tx.outbox.add(*after(before, entry, change))
    await tx.homes.changed({one.owner for one in (before, entry) if one and one.owner}, change.at)
    if register.consent or is_news(register, entry, change):
        channel = await _channel(tx, entry.workspace, entry.petal)
        if register.consent:
            await tx.outbox.add(*told(before, entry, channel))
        elif channel:
            await tx.outbox.add(news(entry, change, channel))


async def keep_many(tx: UnitOfWork, register: Register, existing: Mapping[str, Entry], done: Sequence[Done]) -> None:
    """Store what came of a file. News are one message for each petal, and owners are not told one by one.

    Who is named by an entry is asked, as always: without their yes it does not show.
    """
    channels: dict[str, tuple[Entry, Change]] = {}
    for entry, change in done:
        if register.consent:
            await keep(tx, register, existing.get(entry.name), entry, change)
        else:
            await tx.registers.save(entry, change, register)
            if is_news(register, entry, change):
                channels.setdefault(entry.petal, (entry, change))
    for petal, (entry, change) in channels.items():
        if channel := await _channel(tx, entry.workspace, petal):
            await tx.outbox.add(news(entry, change, channel))
    if done:
        owners = {one.owner for one, _ in done} | {one.owner for one in existing.values()}
        await tx.homes.changed({one for one in owners if one}, done[0][1].at)


async def _channel(tx: UnitOfWork, workspace: str, petal: str) -> str:
    """The channel of a petal; empty where it has none."""
    found = await tx.registers.get(workspace, PETAL_REGISTER, petal)
    return str(found.values.get("channel", "")) if found and found.visible else ""


async def doing_now(
    tx: UnitOfWork, catalog: Catalog, register: Register, workspace: str, actor: Actor, now: datetime
) -> Doing:
    """What an act needs to know: the day at the office, and the petals there are."""
    calendar = catalog.organization.calendar
    petals = await petals_of(tx, catalog, workspace)
    return Doing(register, workspace, actor, now, today_of(calendar, now), petals, calendar.zone)


async def petals_of(tx: UnitOfWork, catalog: Catalog, workspace: str) -> frozenset[str]:
    """The names of all petals: of the drawing, of kinds and registers, and those that the company added."""
    named = {policy.kind.petal for policy in catalog.policies.values()}
    named |= {one.petal for one in catalog.registers.values()}
    return frozenset({*PETALS, *named, *(await petal_titles(tx, catalog, workspace))})


async def petal_titles(tx: UnitOfWork, catalog: Catalog, workspace: str) -> dict[str, str]:
    """What the petals of the company's register are called now, by name."""
    briefs = await briefs_of(tx, catalog, workspace, PETAL_REGISTER)
    return {one.name: one.title for one in briefs if one.state == EntryState.PUBLISHED}


async def entry_of(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str, name: str) -> Entry | None:
    """An entry of a register, from its row or as shipped; None where there is none."""
    row = await tx.registers.get(workspace, register, name)
    return row or catalog.register_catalog.shipped(register, workspace).get(name)


async def entries_of(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str) -> tuple[Entry, ...]:
    """Every entry of a register in any state, by name: its rows over what is shipped."""
    rows = {one.name: one for one in await tx.registers.of(workspace, register)}
    every = {**catalog.register_catalog.shipped(register, workspace), **rows}
    return tuple(every[name] for name in sorted(every))


async def briefs_of(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str) -> list[Brief]:
    """What a list needs of every entry of a register, its rows over what is shipped."""
    rows = await tx.registers.briefs(workspace, register)
    taken = {one.name for one in rows}
    definition = catalog.registers.get(register)
    shipped = catalog.register_catalog.shipped(register, workspace)
    return rows + [brief_of(one, definition) for name, one in shipped.items() if name not in taken]


async def names_of(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str) -> frozenset[str]:
    """The names that are taken in a register."""
    return (await tx.registers.names(workspace, register)) | catalog.register_catalog.contents(register).keys()
