# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers for a terminal: listed, shown, written as files, and read from files whole or not at all."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bot.catalog import Catalog
from bot.configuration import did_you_mean
from bot.given_files import given_text
from bot.record import opened_record, there, workspace_of
from bot.services.recording import again_on_conflict
from bot.services.register_entries import doing_now, entries_of, keep_many
from bot.stopping import CannotRun
from bot.timing import WallTime
from storage.database import Database
from workflows.absence import today_of
from workflows.fields import Field
from workflows.forms import Raw
from workflows.registers.entry import Entry
from workflows.registers.exchange import documents, tables, toml_files
from workflows.registers.exchange.filing import Filed, Unreadable, said_of
from workflows.registers.exchange.pages import page
from workflows.registers.importing import Plan, planned
from workflows.registers.register import Register
from workflows.registers.rights import THE_OFFICE

Format: TypeAlias = Literal["toml", "csv", "markdown"]
_WRITERS = {"toml": toml_files.written, "csv": tables.written, "markdown": documents.written}
_READERS = {"toml": toml_files.filed, "csv": tables.filed, "markdown": documents.filed}
#: Bytes; 10,000 entries of ordinary length have five million.
_MOST = 50_000_000
_TOO_LONG = ". Nothing was imported: please cut it into several."
_MOST_PROBLEMS = 50
_FORMER = "A register that is not defined any more."


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """The registers of the organization's catalog, over a record that may not be there yet."""

    database_url: str
    catalog: Catalog

    def rows(self, name: str, workspace: str = "") -> list[dict[str, str]]:
        """The registers with how much is in each, or the entries of one. Raises CannotRun, and StorageError."""
        if not name:
            return asyncio.run(self._registers(workspace))
        return [_row(one) for one in asyncio.run(self._read(name, workspace))[1]]

    def shown(self, name: str, entry: str = "", workspace: str = "") -> dict[str, str]:
        """What a register is, or one entry of it, by key. Raises CannotRun, and StorageError."""
        register, entries = asyncio.run(self._read(name, workspace))
        if not entry:
            return _definition(register, len(entries))
        found = next((one for one in entries if one.name == entry), None)
        if found is None:
            near = did_you_mean(entry, [one.name for one in entries])
            raise CannotRun(f"The register {name} has no entry {entry}{near or '.'}")
        return {key: _words(value) for key, value in said_of(found).items()} | {"version": str(found.version)}

    def exported(self, name: str, form: Format, workspace: str = "") -> str:
        """Every entry of a register as a text. Raises CannotRun, and StorageError."""
        register, entries = asyncio.run(self._read(name, workspace))
        return _WRITERS[form](register, entries)

    def page(self, name: str, workspace: str = "") -> str:
        """What is published in a register, as a page for readers. Raises CannotRun, and StorageError."""
        register, entries = asyncio.run(self._read(name, workspace))
        organization = self.catalog.organization
        return page(register, entries, organization.program.name, today_of(organization.calendar, WallTime().now()))

    def imported(
        self, name: str, path: Path, form: Format, workspace: str = "", *, dry_run: bool = False, past: bool = False
    ) -> str:
        """Make a register hold what a file says, and say what that changed. Raises CannotRun, and StorageError."""
        register = self.catalog.registers.get(name)
        if register is None:
            raise CannotRun(self._unknown(name))
        try:
            filed = list(_READERS[form](register, given_text(path, _MOST, _TOO_LONG)))
        except Unreadable as error:
            raise CannotRun(_nothing_imported(error.problems)) from error
        return asyncio.run(self._imported(register, filed, workspace, dry_run=dry_run, past=past))

    async def _imported(
        self, register: Register, filed: Sequence[Filed], wanted: str, *, dry_run: bool, past: bool
    ) -> str:
        async with opened_record(self.database_url) as database:
            workspace = await workspace_of(database, wanted)
            if not workspace:
                raise CannotRun("Nobody has asked this office anything yet: say of which workspace with --workspace.")
            plan = await self._stored(database, register, filed, workspace, dry_run=dry_run, past=past)
        return _told(plan, dry_run=dry_run)

    @again_on_conflict
    async def _stored(
        self,
        database: Database,
        register: Register,
        filed: Sequence[Filed],
        workspace: str,
        *,
        dry_run: bool,
        past: bool,
    ) -> Plan:
        async with database.transaction() as tx:
            existing = {one.name: one for one in await entries_of(tx, self.catalog, workspace, register.name)}
            doing = await doing_now(tx, self.catalog, register, workspace, THE_OFFICE, WallTime().now())
            plan = planned(doing, filed, existing, past=past)
            if plan.problems:
                raise CannotRun(_nothing_imported(plan.problems))
            if not dry_run:
                await keep_many(tx, register, existing, [*plan.new, *plan.changed])
        return plan

    async def _registers(self, wanted: str) -> list[dict[str, str]]:
        counts: Mapping[str, int] = {}
        if there(self.database_url):
            async with opened_record(self.database_url) as database:
                workspace = await workspace_of(database, wanted)
                async with database.reading() as tx:
                    counts = await tx.registers.registers(workspace)
        defined = self.catalog.registers
        known = [(name, one.title, counts.get(name, 0)) for name, one in defined.items()]
        gone = [(name, "(not defined any more)", count) for name, count in counts.items() if name not in defined]
        return [{"register": name, "title": title, "own entries": str(own)} for name, title, own in (*known, *gone)]

    async def _read(self, name: str, wanted: str) -> tuple[Register, Sequence[Entry]]:
        """A register with its entries; one that is not defined any more is read as texts."""
        register = self.catalog.registers.get(name)
        if not there(self.database_url) and register is not None:
            return register, tuple(self.catalog.register_catalog.shipped(name, wanted).values())
        async with opened_record(self.database_url) as database:
            workspace = await workspace_of(database, wanted)
            async with database.reading() as tx:
                every = await entries_of(tx, self.catalog, workspace, name)
        # Whether somebody wants to be named is nobody's business before they have said yes.
        entries = tuple(one for one in every if not one.asked)
        if register is None and not entries:
            raise CannotRun(self._unknown(name))
        return register or _former(name, entries), entries

    def _unknown(self, name: str) -> str:
        return f"There is no register {name}{did_you_mean(name, self.catalog.registers) or '.'}"


def _former(name: str, entries: Sequence[Entry]) -> Register:
    """A register that the files do not have any more, for reading alone."""
    names = dict.fromkeys(key for entry in entries for key in entry.values)
    fields = tuple(Field(name=one, label=one.replace("_", " "), type="long_text", required=False) for one in names)
    return Register(
        name=name,
        title=name,
        one="entry",
        about=_FORMER,
        petal="ospo",
        fields=fields,
    )


def _row(entry: Entry) -> dict[str, str]:
    return {
        "entry": entry.name,
        "title": entry.title,
        "state": "shipped" if entry.shipped else entry.state.value,
        "petal": entry.petal,
        "owner": entry.owner.id if entry.owner else "",
        "review on": entry.review_on.isoformat() if entry.review_on else "",
    }


def _definition(register: Register, count: int) -> dict[str, str]:
    return {
        "name": register.name,
        "title": register.title,
        "about": register.about,
        "petal": register.petal,
        "entries": str(count),
        "fields": ", ".join(f"{field.name} ({field.type})" for field in register.fields),
        "editors": ", ".join(register.editors),
        "approvers": ", ".join(register.approvers),
        "readers": ", ".join(register.readers),
        "proposed by": register.proposers,
        "reviewed every": f"{register.review_days} days",
    }


def _words(value: Raw) -> str:
    return value or "" if not isinstance(value, tuple) else ", ".join(value)


def _told(plan: Plan, *, dry_run: bool) -> str:
    counts = f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.same} the same"
    if not dry_run:
        return f"{counts}."
    lines = [f"Nothing was changed. It would be: {counts}."]
    lines += [f"new: {entry.name}: {entry.title}" for entry, _ in plan.new[:_MOST_PROBLEMS]]
    lines += [f"changed: {entry.name}: {entry.title}" for entry, _ in plan.changed[:_MOST_PROBLEMS]]
    return "\n".join(lines)


def _nothing_imported(problems: Sequence[str]) -> str:
    more = [f"and {len(problems) - _MOST_PROBLEMS} more"] if len(problems) > _MOST_PROBLEMS else []
    return "\n".join(["nothing was imported, for the file has mistakes:", *problems[:_MOST_PROBLEMS], *more])
