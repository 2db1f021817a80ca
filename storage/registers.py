# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The entries of registers: each act is one version, and of two people at once the second is told."""

from collections.abc import Iterable
from datetime import date, datetime

from storage import register_statements as sql
from storage.errors import Conflict
from storage.logs import Logs
from storage.register_documents import from_document, to_document
from storage.unit import Unit, Write
from workflows.logs import Log
from workflows.people import Person
from workflows.registers.entry import Change, Entry, Recorded
from workflows.registers.listing import Brief
from workflows.registers.register import Register
from workflows.search.documents import Key

#: Of an entry's history, the newest that are read at once.
MOST = 200


class Registers:
    """The entries and their history of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._logs = Logs(unit)

    async def of(self, workspace: str, register: str) -> list[Entry]:
        """Every entry of a register that has a row, by name; what is only shipped has none."""
        return [
            from_document(*row) for row in await self._unit.many(sql.OF(of_workspace=workspace, of_register=register))
        ]

    async def get(self, workspace: str, register: str, name: str) -> Entry | None:
        """The entry of that name; None where there is no row of it."""
        row = await self._unit.one(sql.ONE(of_workspace=workspace, of_register=register, of_name=name))
        return from_document(*row) if row else None

    async def some(self, workspace: str, register: str, names: Iterable[str]) -> dict[str, Entry]:
        """The entries of these few names that have a row."""
        found = [await self.get(workspace, register, name) for name in names]
        return {one.name: one for one in found if one is not None}

    async def owned(self, owner: Person) -> list[Entry]:
        """Every entry that somebody owns, of any register."""
        return [
            from_document(*row)
            for row in await self._unit.many(sql.OWNED(of_workspace=owner.workspace, of_owner=owner.id))
        ]

    async def briefs(self, workspace: str, register: str) -> list[Brief]:
        """What a list needs of every entry that has a row."""
        return [Brief(*row) for row in await self._unit.many(sql.BRIEFS(of_workspace=workspace, of_register=register))]

    async def names(self, workspace: str, register: str) -> frozenset[str]:
        """The names that are taken by rows."""
        rows = await self._unit.many(sql.NAMES(of_workspace=workspace, of_register=register))
        return frozenset(row[0] for row in rows)

    async def registers(self, workspace: str) -> dict[str, int]:
        """How many rows each register has, also those that are not defined any more."""
        return {row[0]: int(row[1]) for row in await self._unit.many(sql.REGISTERS(of_workspace=workspace))}

    async def workspaces(self) -> list[str]:
        """The workspaces in which anything stands that is the company's own."""
        return [row[0] for row in await self._unit.many(sql.WORKSPACES())]

    async def overdue(self, workspace: str, today: date) -> int:
        """How many published entries of any register are past the day on which somebody was to look at them."""
        row = await self._unit.one(sql.OVERDUE(of_workspace=workspace, today=today.isoformat()))
        return int(row[0]) if row else 0

    async def stamp(self, workspace: str) -> tuple[int, int]:
        """Two numbers that are other than before once any entry of the workspace has changed."""
        row = await self._unit.one(sql.STAMP(of_workspace=workspace))
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def versions(self, workspace: str) -> dict[Key, int]:
        """The version of every entry of the workspace that has a row."""
        rows = await self._unit.many(sql.VERSIONS(of_workspace=workspace))
        return {Key(register, name): int(version) for register, name, version in rows}

    async def history(self, workspace: str, register: str, name: str, limit: int = MOST) -> list[Recorded]:
        """What was done with an entry, newest first, each time with the entry after it."""
        call = sql.PAST(of_workspace=workspace, of_register=register, of_name=name, limit=limit)
        return [sql.recorded(row) for row in await self._unit.many(call)]

    async def published(self, workspace: str, register: str, limit: int = MOST) -> list[Recorded]:
        """What was published in a register after a draft or from a file, newest first, each with the entry after it."""
        call = sql.PUBLISHED(of_workspace=workspace, of_register=register, limit=limit)
        return [one for one in map(sql.recorded, await self._unit.many(call)) if one.entry.visible]

    async def happened(self, workspace: str, since: datetime, until: datetime, limit: int = MOST) -> list[Recorded]:
        """What was done with any entry from ``since`` until before ``until``, newest first."""
        call = sql.HAPPENED(of_workspace=workspace, since=since, until=until, limit=limit)
        return [sql.recorded(row) for row in await self._unit.many(call)]

    async def due(self, until: datetime, limit: int) -> list[Entry]:
        """Entries of any workspace with something to remind of, the longest due first."""
        return [from_document(*row) for row in await self._unit.few(sql.DUE(until=until, limit=limit))]

    async def acted_on_before(self, before: datetime) -> list[tuple[str, str, str]]:
        """The entries on which anybody acted until then, as workspace, register and name; few are that old."""
        return [(row[0], row[1], row[2]) for row in await self._unit.many(sql.OLD(before=before))]

    async def forget(self, current: Entry, register: Register | None, *recorded: Recorded) -> None:
        """Keep an entry, and acts on it, without people and texts: all that is ever changed of an act."""
        self._unit.write(sql.changing(current, current.version, sql.values(current, register)))
        left = {one.change.version: sql.said(one.change, to_document(one.entry)) for one in recorded}
        await self._logs.erase(_log(current), left)
        for one in recorded:
            call = sql.FORGET(
                of_workspace=current.workspace,
                of_register=current.register,
                of_name=current.name,
                of_version=one.change.version,
                now_by=one.change.by.id if one.change.by else "",
                now_note=one.change.note,
                now_document=to_document(one.entry),
            )
            self._unit.write(Write(call))

    async def save(self, entry: Entry, change: Change, register: Register | None = None) -> None:
        """Store an entry after an act, and the act; the unit raises Conflict when another act came between.

        ``register`` lets lists be filtered by the words of its options too.
        """
        values = sql.values(entry, register)
        if change.version == 1:
            self._unit.write(Write(sql.ADD(**values)))
        else:
            self._unit.write(sql.changing(entry, change.version - 1, values))
        self._unit.write(Write(sql.RECORD(**sql.history_values(entry, change, values["document"]))))
        await self._logs.add(_log(entry), {change.version: sql.said(change, values["document"])})

    async def ticked(self, entry: Entry, tick_at: datetime | None) -> None:
        """Store when to remind of an entry next; the unit raises Conflict where an act or another tick came between."""
        changed = Conflict(f"{entry.register}/{entry.name} was changed or reminded of meanwhile")
        call = sql.TICKED(
            of_workspace=entry.workspace,
            of_register=entry.register,
            of_name=entry.name,
            before=entry.version,
            was_tick_at=entry.tick_at,
            now_tick_at=tick_at,
        )
        self._unit.write(Write(call, expected=1, otherwise=changed))


def _log(entry: Entry) -> Log:
    return Log(entry.workspace, entry.register, entry.name)
