# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of registers: entries as they stand, and their history, which is only appended to."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, where, words
from workflows.registers.entry import Act, EntryState


class RegisterEntryRow(Row):
    """An entry: what lists need as columns, all of it as a JSON document.

    ``tick_at`` is when it is reminded of next, ``writers`` who writes at what waits: ids with blanks between.
    """

    __tablename__ = "register_entries"
    __table_args__ = (
        CheckConstraint(words("state", EntryState), name="state"),
        Index("ix_register_entries_tick_at", "tick_at", **where("tick_at IS NOT NULL")),
        Index(None, "workspace_id", "owner"),
    )
    workspace_id: str = Field(primary_key=True)
    register_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)
    state: str
    title: str
    petal: str
    owner: str
    review_on: str
    waiting: bool
    writers: str
    words: str = Field(sa_type=Text)
    changed_at: datetime = Field(sa_type=Instant)
    tick_at: datetime | None = Field(sa_type=Instant)
    document: str = Field(sa_type=Text)


class RegisterHistoryRow(Row):
    """One act on an entry, and the entry after it; it only ever loses people and texts (workflows/retention.py)."""

    __tablename__ = "register_history"
    __table_args__ = (CheckConstraint(words("act", Act), name="act"), Index(None, "at"))
    workspace_id: str = Field(primary_key=True)
    register_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    act: str
    at: datetime = Field(sa_type=Instant)
    by: str
    note: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
