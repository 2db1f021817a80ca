# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The statements over entries of registers and their history, and what their rows are made of."""

from typing import Any

from sqlalchemy import Integer, bindparam, func, or_, select, text, type_coerce, update

from storage.errors import Conflict
from storage.instant import Instant
from storage.register_documents import from_document, to_document
from storage.register_tables import RegisterEntryRow, RegisterHistoryRow
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Write
from workflows.logs import Said, said_of_act
from workflows.people import Person
from workflows.registers.entry import Act, Change, Entry, Recorded
from workflows.registers.listing import words_of
from workflows.registers.register import Register

_ENTRIES, _HISTORY = table(RegisterEntryRow), table(RegisterHistoryRow)
_C, _H = _ENTRIES.c, _HISTORY.c
_WORKSPACE = _C.workspace_id == bindparam("of_workspace")
_REGISTER = _C.register_id == bindparam("of_register")
_NAME = _C.name == bindparam("of_name")
_LIMIT = bindparam("limit", type_=Integer)
_READ = select(_C.workspace_id, _C.register_id, _C.name, _C.version, _C.tick_at, _C.document)
OF = Statement(_READ.where(_WORKSPACE, _REGISTER).order_by(_C.name))
ONE = Statement(_READ.where(_WORKSPACE, _REGISTER, _NAME))
OWNED = Statement(_READ.where(_WORKSPACE, _C.owner == bindparam("of_owner")).order_by(_C.register_id, _C.name))
DUE = Statement(
    _READ.where(text("tick_at IS NOT NULL"), _C.tick_at <= bindparam("until", type_=Instant))
    .order_by(_C.tick_at, _C.name)
    .limit(_LIMIT)
)
BRIEFS = Statement(
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
NAMES = Statement(select(_C.name).where(_WORKSPACE, _REGISTER))
REGISTERS = Statement(
    select(_C.register_id, func.count()).where(_WORKSPACE).group_by(_C.register_id).order_by(_C.register_id)
)
WORKSPACES = Statement(select(_C.workspace_id).distinct().order_by(_C.workspace_id))
OVERDUE = Statement(
    select(func.count()).where(
        _WORKSPACE, text("state = 'published' AND review_on <> ''"), _C.review_on < bindparam("today")
    )
)
STAMP = Statement(select(func.count(), func.coalesce(func.sum(_C.version), 0)).where(_WORKSPACE))
VERSIONS = Statement(select(_C.register_id, _C.name, _C.version).where(_WORKSPACE))
ADD = insertion(_ENTRIES)
CHANGE = Statement(
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
TICKED = Statement(
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
RECORD = insertion(_HISTORY)
PAST = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.register_id == bindparam("of_register"),
        _H.name == bindparam("of_name"),
    )
    .order_by(_H.version.desc())
    .limit(_LIMIT)
)
PUBLISHED = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.register_id == bindparam("of_register"),
        or_(_H.act == Act.PUBLISHED.value, _H.act == Act.IMPORTED.value),
    )
    .order_by(_H.at.desc(), _H.name)
    .limit(_LIMIT)
)
HAPPENED = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version, _H.act, _H.at, _H.by, _H.note, _H.document)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.at >= bindparam("since", type_=Instant),
        _H.at < bindparam("until", type_=Instant),
    )
    .order_by(_H.at.desc(), _H.register_id, _H.name)
    .limit(_LIMIT)
)
OLD = Statement(
    select(_H.workspace_id, _H.register_id, _H.name)
    .where(_H.at <= bindparam("before", type_=Instant))
    .group_by(_H.workspace_id, _H.register_id, _H.name)
)
FORGET = Statement(
    update(_HISTORY)
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.register_id == bindparam("of_register"),
        _H.name == bindparam("of_name"),
        _H.version == bindparam("of_version", type_=_H.version.type),
    )
    .values(by=bindparam("now_by"), note=bindparam("now_note"), document=bindparam("now_document"))
)


def changing(entry: Entry, before: int, values: dict[str, Any]) -> Write:
    """The write that changes an entry which stands at version ``before``."""
    key = {"of_workspace": entry.workspace, "of_register": entry.register, "of_name": entry.name}
    now = {f"now_{name}": value for name, value in values.items()}
    changed = Conflict(f"{entry.register}/{entry.name} was changed meanwhile")
    return Write(CHANGE(**key, **now, before=before), expected=1, otherwise=changed)


def values(entry: Entry, register: Register | None) -> dict[str, Any]:
    """The row of an entry; ``register`` lets lists be filtered by the words of its options too."""
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


def history_values(entry: Entry, change: Change, document: str) -> dict[str, Any]:
    """The row of an act."""
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


def said(change: Change, document: str) -> Said:
    """The row of an act as its link in the chain has it."""
    return said_of_act(change.act.value, change.at, change.by.id if change.by else "", change.note, document)


def recorded(row: Row) -> Recorded:
    """The act of a row."""
    workspace, register, name, version, act, at, by, note, document = row
    entry = from_document(workspace, register, name, version, None, document)
    return Recorded(Change(Act(act), int(version), at, Person(workspace, by) if by else None, note), entry)
