# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of what people answer and read by themselves: an open values poll, reading marks, looks at links.

Of a poll everything is deleted when it closes: what stays are sums, in a register (docs/values.md).
"""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, default


class PollRow(Row):
    """The one values poll that is open in a workspace; ``secret`` makes the tokens of its answers."""

    __tablename__ = "polls"
    workspace_id: str = Field(primary_key=True)
    name: str
    document: str = Field(sa_type=Text)
    secret: str
    reminded: bool = Field(sa_column_kwargs=default("false"))


class PollInvitationRow(Row):
    """Who is asked personally, and whether they answered; never what."""

    __tablename__ = "poll_invitations"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    unit: str
    answered: bool = Field(sa_column_kwargs=default("false"))


class PollAnswerRow(Row):
    """One answer: a token against a second one, the unit, and the answer as JSON. No person and no time."""

    __tablename__ = "poll_answers"
    workspace_id: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    unit: str
    document: str = Field(sa_type=Text)


class ReadingMarkRow(Row):
    """That somebody has read something; nobody but them sees it."""

    __tablename__ = "reading_marks"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    name: str = Field(primary_key=True)


class LinkLookRow(Row):
    """What the last look at the link of an entry found, and when it was last seen to work."""

    __tablename__ = "link_looks"
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    link: str
    found: str
    reason: str
    looked_at: datetime = Field(sa_type=Instant)
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
