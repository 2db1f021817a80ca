# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The entries of registers: each act is one version, and of two people at once the second is told."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, select, text, type_coerce, update

from storage.errors import Conflict
from storage.instant import Instant
from storage.register_documents import from_document, to_document
from storage.register_tables import RegisterEntryRow, RegisterHistoryRow
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.registers.entry import Act, Change, Entry, Recorded
from workflows.registers.listing import Brief, words_of
from workflows.registers.register import Register
from workflows.search.documents import Key

_ENTRIES, _HISTORY = table(RegisterEntryRow), table(RegisterHistoryRow)
_C, _H = _ENTRIES.c, _HISTORY.c
_WORKSPACE = _C.workspace_id == bindparam("of_workspace")
_REGISTER = _C.register_id == bindparam("of_register")
_NAME = _C.name == bindparam("of_name")
_LIMIT = bindparam("limit", type_=Integer)
_READ = select(_C.workspace_id, _C.register_id, _C.name, _C.version, _C.tick_at, _C.document)
_OF = Statement(_READ.where(_WORKSPACE, _REGISTER).order_by(_C.name))
_ONE = Statement(_READ.where(_WORKSPACE, _REGISTER, _NAME))
_OWNED = Statement(_READ.where(_WORKSPACE, _C.owner == bindparam("of_owner")).order_by(_C.register_id, _C.name))
_DUE = Statement(
    _READ.where(text("tick_at IS NOT NULL"), _C.tick_at <= bindparam("until", type_=Instant))
    .order_by(_C.tick_at, _C.name)
    .limit(_LIMIT)
)
_BRIEFS = Statement(
    select(
        _C.name,
        _C.title,
        _C.petal,
        _C.state,
        _C.owner,
        _C.review_on,
        _C.words,
        _C.version,
        type_coerce(_C.waiting, Integer),  # a row is read as it comes
        _C.writers,
    ).where(_WORKSPACE, _REGISTER)
)
_NAMES = Statement(select(_C.name).where(_WORKSPACE, _REGISTER))
_REGISTERS = Statement(
    select(_C.register_id, func.count()).where(_WORKSPACE).group_by(_C.register_id).order_by(_C.register_id)
)
_OVERDUE = Statement(
    select(func.count()).where(
        _WORKSPACE, text("state = 'published' AND review_on <> ''"), _C.review_on < bindparam("today")
    )
)
_STAMP = Statement(select(func.count(), func.coalesce(func.sum(_C.version), 0)).where(_WORKSPACE))
_VERSIONS = Statement(select(_C.register_id, _C.name, _C.version).where(_WORKSPACE))
_ADD = insertion(_ENTRIES)
_CHANGE = Statement(
    update(_ENTRIES)
    .where(_WORKSPACE, _REGISTER, _NAME, _C.version == bindparam("before", type_=_C.version.type))
    .values(
        {
            column.name: bindparam(f"now_{column.name}", type_=column.type)
            for column in _ENTRIES.columns
            if not column.primary_key
        }
    )
)
_TICKED = Statement(
    update(_ENTRIES)
    .where(
        _WORKSPACE,
        _REGISTER,
        _NAME,
        _C.version == bindparam("before", type_=_C.version.type),
        _C.tick_at == bindparam("was_tick_at", type_=Instant),
    )
    .values(tick_at=bindparam("now_tick_at", type_=Instant))
)
_RECORD = insertion(_HISTORY)
_PAST = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.register_id == bindparam("of_register"),
        _H.name == bindparam("of_name"),
    )
    .order_by(_H.version.desc())
    .limit(_LIMIT)
)
_PUBLISHED = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.register_id == bindparam("of_register"),
        _H.act == Act.PUBLISHED.value,
    )
    .order_by(_H.at.desc(), _H.name)
    .limit(_LIMIT)
)
_HAPPENED = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.at >= bindparam("since", type_=Instant),
        _H.at < bindparam("until", type_=Instant),
    )
    .order_by(_H.at.desc(), _H.register_id, _H.name)
    .limit(_LIMIT)
)
#: Of an entry's history, the newest that are read at once.
MOST = 200


class Registers:
    """The entries and their history of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def of(self, workspace: str, register: str) -> list[Entry]:
        """Every entry of a register that has a row, by name; what is only shipped has none."""
        return [from_document(*row) for row in await self._unit.many(_OF(of_workspace=workspace, of_register=register))]

    async def get(self, workspace: str, register: str, name: str) -> Entry | None:
        """The entry of that name; None where there is no row of it."""
        row = await self._unit.one(_ONE(of_workspace=workspace, of_register=register, of_name=name))
        return from_document(*row) if row else None

    async def some(self, workspace: str, register: str, names: Iterable[str]) -> dict[str, Entry]:
        """The entries of these few names that have a row."""
        found = [await self.get(workspace, register, name) for name in names]
        return {one.name: one for one in found if one is not None}

    async def owned(self, owner: Person) -> list[Entry]:
        """Every entry that somebody owns, of any register."""
        return [
            from_document(*row)
            for row in await self._unit.many(_OWNED(of_workspace=owner.workspace, of_owner=owner.id))
        ]

    async def briefs(self, workspace: str, register: str) -> list[Brief]:
        """What a list needs of every entry that has a row."""
        return [Brief(*row) for row in await self._unit.many(_BRIEFS(of_workspace=workspace, of_register=register))]

    async def names(self, workspace: str, register: str) -> frozenset[str]:
        """The names that are taken by rows."""
        rows = await self._unit.many(_NAMES(of_workspace=workspace, of_register=register))
        return frozenset(row[0] for row in rows)

    async def registers(self, workspace: str) -> dict[str, int]:
        """How many rows each register has, also those that are not defined any more."""
        return {row[0]: int(row[1]) for row in await self._unit.many(_REGISTERS(of_workspace=workspace))}

    async def overdue(self, workspace: str, today: date) -> int:
        """How many published entries of any register are past the day on which somebody was to look at them."""
        row = await self._unit.one(_OVERDUE(of_workspace=workspace, today=today.isoformat()))
        return int(row[0]) if row else 0

    async def stamp(self, workspace: str) -> tuple[int, int]:
        """Two numbers that are other than before once any entry of the workspace has changed."""
        row = await self._unit.one(_STAMP(of_workspace=workspace))
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def versions(self, workspace: str) -> dict[Key, int]:
        """The version of every entry of the workspace that has a row."""
        rows = await self._unit.many(_VERSIONS(of_workspace=workspace))
        return {Key(register, name): int(version) for register, name, version in rows}

    async def history(self, workspace: str, register: str, name: str, limit: int = MOST) -> list[Recorded]:
        """What was done with an entry, newest first, each time with the entry after it."""
        call = _PAST(of_workspace=workspace, of_register=register, of_name=name, limit=limit)
        return [_recorded(row) for row in await self._unit.many(call)]

    async def published(self, workspace: str, register: str, limit: int = MOST) -> list[Recorded]:
        """What was published in a register after a draft, newest first, each time with the entry after it."""
        call = _PUBLISHED(of_workspace=workspace, of_register=register, limit=limit)
        return [_recorded(row) for row in await self._unit.many(call)]

    async def happened(self, workspace: str, since: datetime, until: datetime, limit: int = MOST) -> list[Recorded]:
        """What was done with any entry from ``since`` until before ``until``, newest first."""
        call = _HAPPENED(of_workspace=workspace, since=since, until=until, limit=limit)
        return [_recorded(row) for row in await self._unit.many(call)]

    async def due(self, until: datetime, limit: int) -> list[Entry]:
        """Entries of any workspace with something to remind of, the longest due first."""
        return [from_document(*row) for row in await self._unit.few(_DUE(until=until, limit=limit))]

    async def save(self, entry: Entry, change: Change, register: Register | None = None) -> None:
        """Store an entry after an act, and the act; the unit raises Conflict when another act came between.

        ``register`` lets lists be filtered by the words of its options too.
        """
        values = _values(entry, register)
        if change.version == 1:
            self._unit.write(Write(_ADD(**values)))
        else:
            key = {"of_workspace": entry.workspace, "of_register": entry.register, "of_name": entry.name}
            now = {f"now_{name}": value for name, value in values.items()}
            changed = Conflict(f"{entry.register}/{entry.name} was changed meanwhile")
            call = _CHANGE(**key, **now, before=change.version - 1)
            self._unit.write(Write(call, expected=1, otherwise=changed))
        self._unit.write(Write(_RECORD(**_history_values(entry, change, values["document"]))))

    async def ticked(self, entry: Entry, tick_at: datetime | None) -> None:
        """Store when to remind of an entry next; the unit raises Conflict where an act or another tick came between."""
        changed = Conflict(f"{entry.register}/{entry.name} was changed or reminded of meanwhile")
        call = _TICKED(
            of_workspace=entry.workspace,
            of_register=entry.register,
            of_name=entry.name,
            before=entry.version,
            was_tick_at=entry.tick_at,
            now_tick_at=tick_at,
        )
        self._unit.write(Write(call, expected=1, otherwise=changed))


def _values(entry: Entry, register: Register | None) -> dict[str, Any]:
    proposed = entry.proposed
    return {
        "workspace_id": entry.workspace,
        "register_id": entry.register,
        "name": entry.name,
        "version": entry.version,
        "state": entry.state.value,
        "title": entry.title,
        "petal": entry.petal,
        "owner": entry.owner.id if entry.owner else "",
        "review_on": entry.review_on.isoformat() if entry.review_on else "",
        "waiting": proposed is not None,
        "writers": " ".join(one.id for one in (*proposed.authors, *entry.asked, *entry.agreed)) if proposed else "",
        "words": words_of(entry, register),
        "changed_at": entry.changed_at,
        "tick_at": entry.tick_at,
        "document": to_document(entry),
    }


def _history_values(entry: Entry, change: Change, document: str) -> dict[str, Any]:
    return {
        "workspace_id": entry.workspace,
        "register_id": entry.register,
        "name": entry.name,
        "version": change.version,
        "act": change.act.value,
        "at": change.at,
        "by": change.by.id if change.by else "",
        "note": change.note,
        "document": document,
    }


def _recorded(row: Row) -> Recorded:
    workspace, register, name, version, act, at, by, note, document = row
    entry = from_document(workspace, register, name, version, None, document)
    return Recorded(Change(Act(act), int(version), at, Person(workspace, by) if by else None, note), entry)
