# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of the record. Every row names its workspace; enumerations are strings with a check."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.instant import Instant
from workflows.request import State

#: States in which a notice still has to go out; a notice found as *sending* may or may not have reached Slack.
UNSENT = ("waiting", "sending")
#: States in which a person has to look.
STUCK = ("parked", "uncertain")
#: A notice that reached Slack, and one whose content went out with another of the same message.
DONE = ("sent", "collapsed")

#: States of a request in which somebody has a turn.
OPEN = tuple(state.value for state in State if state.open)


class Row(SQLModel):
    """What every table shares: names of constraints that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


def words(column: str, allowed: Iterable[str]) -> str:
    """The SQL condition that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return f"{column} IN ({listed})"


def _where(condition: str) -> dict[str, Any]:
    """A partial index, on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _default(sql: str) -> dict[str, Any]:
    """What the database itself writes into a new row: hot inserts send only what differs."""
    return {"server_default": text(sql)}


class CounterRow(Row, table=True):
    """The last number given out under a name, such as the newest request of a workspace."""

    __tablename__ = "counters"
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class RequestRow(Row, table=True):
    """A request: what is searched, sorted or summed as columns, all of it as a JSON document.

    ``waiting_on`` holds the holders of a turn between commas (``,legal,@U1,``), and is empty when nobody has one.
    ``sealed`` is the sequence of the newest event that a seal covers.
    """

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(words("state", State), name="state"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "view_id", "requester"),
        Index(None, "workspace_id", "requester", "number"),
        Index(None, "workspace_id", "kind", "project", "number", **_where("project <> ''")),
        Index("ix_requests_turn", "workspace_id", "number", "waiting_on", **_where("waiting_on <> ''")),
        Index("ix_requests_expiring", "expires_at", **_where(words("state", OPEN))),
        Index("ix_requests_due", "due_at", **_where("due_at IS NOT NULL")),
        Index(None, "workspace_id", "submitted_at"),
        Index(None, "workspace_id", "decided_at", **_where("decided_at IS NOT NULL")),
        Index("ix_requests_unsealed", "workspace_id", "id", **_where("head_sequence > sealed")),
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
    revision: int
    version: int
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    view_id: str | None
    head_sequence: int
    head_hash: str
    sealed: int = Field(sa_column_kwargs=_default("0"))
    document: str = Field(sa_type=Text)


class EventRow(Row, table=True):
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


class LaneRow(Row, table=True):
    """A lane of the outbox that has something to send, and which worker has leased it until when.

    The row goes when the lane is empty. ``lease`` is the random token of the claim that holds the lane.
    """

    __tablename__ = "lanes"
    __table_args__ = (Index(None, "due_at"),)
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Instant)
    lease: str = Field(sa_column_kwargs=_default("''"))
    leased_until: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=_default("NULL"))


class OutboxRow(Row, table=True):
    """A notice on its way. ``id`` gives the order within a lane; ``notice_id`` travels in Slack's message metadata."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(words("state", (*UNSENT, *STUCK, *DONE)), name="state"),
        UniqueConstraint("workspace_id", "key"),
        Index("ix_outbox_unsent", "workspace_id", "lane", "id", **_where(words("state", UNSENT))),
        Index("ix_outbox_stuck", "workspace_id", "lane", "message", **_where(words("state", STUCK))),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(
        default=None,
        sa_type=BigInteger().with_variant(Integer, "sqlite"),
        sa_column_args=(Identity(always=True),),
        primary_key=True,
    )
    workspace_id: str
    lane: str
    key: str
    message: str
    notice_id: str
    state: str = Field(sa_column_kwargs=_default("'waiting'"))
    attempts: int = Field(sa_column_kwargs=_default("0"))
    not_before: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=_default("NULL"))
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=_default("NULL"))
    problem: str = Field(sa_column_kwargs=_default("''"))
    document: str = Field(sa_type=Text)


class MessageRow(Row, table=True):
    """Where a message of ours stands in Slack, so that a later notice edits it or replies in its thread."""

    __tablename__ = "messages"
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    channel: str
    ts: str
    notice_id: str
    reposted: bool


class BudgetRow(Row, table=True):
    """A pacing budget that all workers share: the instant up to which its slots are given away."""

    __tablename__ = "budgets"
    name: str = Field(primary_key=True)
    spent_until: datetime = Field(sa_type=Instant)


class SealRow(Row, table=True):
    """A seal over the heads of the chains that changed since the seal before it; ``document`` is what is hashed."""

    __tablename__ = "seals"
    __table_args__ = (UniqueConstraint("workspace_id", "previous"),)
    workspace_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    previous: str
    hash: str
    at: datetime = Field(sa_type=Instant)
    signature: str
    document: str = Field(sa_type=Text)


class GroupRow(Row, table=True):
    """The copy of a Slack user group: its members' ids as a JSON list, and when Slack last told."""

    __tablename__ = "groups"
    workspace_id: str = Field(primary_key=True)
    usergroup: str = Field(primary_key=True)
    members: str = Field(sa_type=Text)
    refreshed_at: datetime = Field(sa_type=Instant)


class PersonRow(Row, table=True):
    """What Slack last told about a user that the office needs to know; no name and no address."""

    __tablename__ = "people"
    workspace_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    is_bot: bool
    is_guest: bool
    timezone: str
    refreshed_at: datetime = Field(sa_type=Instant)


def table(row: type[Row]) -> Table:
    """The Core table of a row."""
    return Row.metadata.tables[str(row.__tablename__)]


class InstallationRow(Row, table=True):
    """Who Slack said we are, when asked with the token of this fingerprint (SHA-256)."""

    __tablename__ = "installations"

    fingerprint: str = Field(primary_key=True)
    workspace_id: str
    enterprise_id: str
    bot_id: str
    bot_user_id: str
    learned_at: datetime = Field(sa_type=Instant)
