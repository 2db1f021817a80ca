# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of the record. Every row names its workspace; enumerations are strings with a check."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import LATER, Row, default, where, words
from workflows.obligations import ObligationState
from workflows.precedents import Ending
from workflows.request import State

#: States of a request in which somebody has a turn.
OPEN = tuple(state.value for state in State if state.open)


class CounterRow(Row, table=True):
    """The last number given out under a name, such as the newest request of a workspace."""

    __tablename__ = "counters"
    __table_args__ = ({"sqlite_with_rowid": False},)
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class RequestRow(Row, table=True):
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


class SealRow(Row, table=True):
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


class ClearanceRow(Row, table=True):
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


class PrecedentRow(Row, table=True):
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


class ObligationRow(Row, table=True):
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


class DecidedStepRow(Row, table=True):
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
    __table_args__ = (Index("ix_people_barred", "workspace_id", **where("is_bot OR is_guest OR is_outside")),)
    workspace_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    is_bot: bool
    is_guest: bool
    is_outside: bool
    timezone: str
    refreshed_at: datetime = Field(sa_type=Instant)


class UnreachableRow(Row, table=True):
    """A group of which the OSPO was told that nobody is there, with the cause that it was told."""

    __tablename__ = "unreachable_groups"
    workspace_id: str = Field(primary_key=True)
    group_name: str = Field(primary_key=True)
    cause: str


class AbsenceRow(Row, table=True):
    """Somebody is away until the day of ``back_on`` (ISO); ``deputy`` is a user id, or empty."""

    __tablename__ = "absences"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    back_on: str
    deputy: str


class AskerRow(Row, table=True):
    """What somebody last said of how they use licenses, as JSON, and which answer to them they showed others last."""

    __tablename__ = "askers"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    answers: str = Field(sa_type=Text)
    shared: str
    said_at: datetime = Field(sa_type=Instant)


class PreferenceRow(Row, table=True):
    """How somebody wants to hear of things, as JSON."""

    __tablename__ = "preferences"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    document: str = Field(sa_type=Text)


class InstallationRow(Row, table=True):
    """Who Slack said we are, when asked with the token of this fingerprint (SHA-256)."""

    __tablename__ = "installations"

    fingerprint: str = Field(primary_key=True)
    workspace_id: str
    enterprise_id: str
    bot_id: str
    bot_user_id: str
    learned_at: datetime = Field(sa_type=Instant)
