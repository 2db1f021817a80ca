# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of the outbox: what is to be sent, by whom, how fast, and where it stands in Slack."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import LATER, Row, default, where, words

#: States in which a notice still has to go out; a notice found as *sending* may or may not have reached Slack.
UNSENT = ("waiting", "sending")
#: States in which a person has to look.
STUCK = ("parked", "uncertain")
#: A notice that reached Slack, and one whose content went out with another of the same message.
DONE = ("sent", "collapsed")


#: The cards of requests among messages: threads are found by where they stand.
CARDS = "name LIKE 'card:%'"


class LaneRow(Row):
    """A lane of the outbox that has something to send, and which worker has leased it until when.

    The row goes when the lane is empty. ``lease`` is the random token of the claim that holds the lane.
    """

    __tablename__ = "lanes"
    __table_args__ = (Index(None, "due_at"), {"sqlite_with_rowid": False})
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Instant)
    lease: str = Field(sa_column_kwargs=default("''"))
    leased_until: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)


class OutboxRow(Row):
    """A notice on its way. ``id`` gives the order within a lane; ``notice_id`` travels in Slack's message metadata.

    ``blocked_by`` names the message in whose thread it should stand and which could not be posted. ``tried_at`` is when
    the oldest try began of which nobody knows whether it reached Slack.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(words("state", (*UNSENT, *STUCK, *DONE)), name="state"),
        UniqueConstraint("workspace_id", "key"),
        Index("ix_outbox_unsent", "workspace_id", "lane", "id", **where(words("state", UNSENT))),
        Index("ix_outbox_stuck", "workspace_id", "lane", "message", **where(words("state", STUCK))),
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
    thread: str
    notice_id: str
    state: str = Field(sa_column_kwargs=default("'waiting'"))
    attempts: int = Field(sa_column_kwargs=default("0"))
    not_before: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)
    created_at: datetime = Field(sa_type=Instant)
    tried_at: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)
    sent_at: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)
    blocked_by: str = Field(sa_column_kwargs=default("''"))
    problem: str = Field(sa_column_kwargs=default("''"))
    document: str = Field(sa_type=Text)


class MessageRow(Row):
    """Where a message of ours stands in Slack, so that a later notice edits it or replies in its thread.

    ``document`` is the notice that made it or edited it last.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_cards", "workspace_id", "channel", "ts", **where(CARDS)),)
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    channel: str
    ts: str
    notice_id: str
    reposted: bool
    document: str = Field(sa_type=Text)


class BudgetRow(Row):
    """A pacing budget that all workers share: up to when its slots are given away, and until when there are none."""

    __tablename__ = "budgets"
    __table_args__ = ({"sqlite_with_rowid": False},)
    name: str = Field(primary_key=True)
    spent_until: datetime = Field(sa_type=Instant)
    held_until: datetime = Field(sa_type=Instant)
