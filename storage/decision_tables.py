# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What decisions leave behind: clearances, precedents, obligations, and how long steps took."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import LATER, Row, default, where, words
from workflows.obligations import ObligationState
from workflows.precedents import Ending


class ClearanceRow(Row):
    """What an approved request permits, with its scope."""

    __tablename__ = "clearances"
    __table_args__ = (
        Index(None, "workspace_id", "project", "kind", "agreement"),
        Index("ix_clearances_standing", "workspace_id", "project", "kind", **where("standing")),
        Index(None, "valid_until"),
    )
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    workspace_id: str
    number: int = Field(sa_type=BigInteger)
    kind: str
    project: str
    license: str
    agreement: str
    person: str
    standing: bool
    valid_from: datetime = Field(sa_type=Instant)
    valid_until: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_because: str


class PrecedentRow(Row):
    """An answer in the version for others: what is searched as columns, all that never changes as a JSON document."""

    __tablename__ = "precedents"
    __table_args__ = (
        CheckConstraint(words("ending", ("", *Ending)), name="ending"),
        Index(None, "request_id"),
        Index("ix_precedents_valid", "workspace_id", "number", "review_on", **where("ending = ''")),
    )
    workspace_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    request_id: str = Field(foreign_key="requests.id")
    review_on: str
    document: str = Field(sa_type=Text)
    ending: str = Field(sa_column_kwargs=default("''"))
    ended_at: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)


class ObligationRow(Row):
    """What is owed after an approved request, so that it is found by who owes it and by when to remind them.

    ``owner`` is a group, or ``@`` and the requester's id. What else there is to know stands in the request's document.
    """

    __tablename__ = "obligations"
    __table_args__ = (
        CheckConstraint(words("state", ObligationState), name="state"),
        Index("ix_obligations_open", "workspace_id", "owner", "due_at", **where("state = 'open'")),
        Index("ix_obligations_remind_at", "remind_at", **where("remind_at IS NOT NULL")),
    )
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    id: str = Field(primary_key=True)
    workspace_id: str
    owner: str
    state: str
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    remind_at: datetime | None = Field(default=None, sa_type=Instant)


class DecidedStepRow(Row):
    """How long a step took that was decided, in business minutes, for what to expect of the next; names nobody."""

    __tablename__ = "decided_steps"
    __table_args__ = (
        Index("ix_decided_steps_pace", "workspace_id", "group_name", "kind", "lane", "decided_at", "minutes"),
    )
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    step: str = Field(primary_key=True)
    workspace_id: str
    group_name: str
    kind: str
    lane: str
    minutes: int
    decided_at: datetime = Field(sa_type=Instant)
