# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests, their numbers, their events and the seals over them; enumerations are strings with a check."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, default, where, words
from workflows.request import State

#: States of a request in which somebody has a turn.
OPEN = tuple(state.value for state in State if state.open)


class CounterRow(Row):
    """The last number given out under a name, such as the newest request of a workspace."""

    __tablename__ = "counters"
    __table_args__ = ({"sqlite_with_rowid": False},)
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class RequestRow(Row):
    """A request: what is searched, sorted or summed as columns, all of it as a JSON document.

    ``waiting_on`` holds the holders of a turn between commas (``,legal,@U1,``), and is empty when nobody has one; after
    an appeal also who of a group may not take its turn (``,legal-@U2,``);
    ``taken_by`` in the same way who took an open step.
    ``tick_at`` is when time does something to an open request next, or at the earliest could (workflows/reminding.py).
    ``sealed`` is the sequence of the newest event that a seal covers. ``held``: a legal hold keeps all of it;
    ``forgotten``: people and texts were erased after the time for which they are kept.
    """

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(words("state", State), name="state"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "view_id", "requester"),
        Index(None, "workspace_id", "requester", "number"),
        Index(None, "workspace_id", "kind", "project", "number", **where("project <> ''")),
        # One index for all that is asked of open requests: few are open at a time, and each index costs a submission.
        Index(
            "ix_requests_open",
            "workspace_id",
            "number",
            "waiting_on",
            "due_at",
            "state",
            "kind",
            "lane",
            "private",
            "taken_by",
            **where(words("state", OPEN)),
        ),
        Index("ix_requests_tick_at", "tick_at", **where("tick_at IS NOT NULL")),
        Index(None, "workspace_id", "decided_at", **where("decided_at IS NOT NULL")),
        Index("ix_requests_unsealed", "workspace_id", "id", **where("head_sequence > sealed")),
    )
    id: str = Field(primary_key=True)
    workspace_id: str
    number: int = Field(sa_type=BigInteger)
    kind: str
    state: str
    lane: str
    private: bool
    requester: str
    project: str
    waiting_on: str
    taken_by: str
    revision: int
    version: int
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    tick_at: datetime | None = Field(default=None, sa_type=Instant)
    view_id: str | None
    head_sequence: int
    head_hash: str
    sealed: int = Field(sa_column_kwargs=default("0"))
    held: bool = Field(sa_column_kwargs=default("false"))
    forgotten: bool = Field(sa_column_kwargs=default("false"))
    document: str = Field(sa_type=Text)


class EventRow(Row):
    """One event of a request's chain. ``private`` holds salts and texts by name, as JSON, and can be erased."""

    __tablename__ = "events"
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    sequence: int = Field(primary_key=True)
    workspace_id: str
    kind: str
    at: str
    body: str = Field(sa_type=Text)
    previous: str
    hash: str
    private: str = Field(sa_type=Text)


class SealRow(Row):
    """A seal over the heads of the chains that changed since the seal before it; ``document`` is what is hashed."""

    __tablename__ = "seals"
    __table_args__ = (UniqueConstraint("workspace_id", "previous"), Index(None, "workspace_id", "at"))
    workspace_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    previous: str
    hash: str
    at: datetime = Field(sa_type=Instant)
    signature: str
    document: str = Field(sa_type=Text)
