# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of what people look at by themselves: who has Home open, and who wants a list of the day."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import LATER, Row, default, where


class HomeRow(Row):
    """A Home that was opened lately, and when it has to be looked at anew.

    ``wanted`` is what the person chose to see; ``shown`` the hash of what was published last and ``slack_hash`` Slack's
    own of it. ``changes`` counts what has changed since, ``publications`` what was published, so that whoever was
    slower notices.
    """

    __tablename__ = "homes"
    __table_args__ = (
        Index("ix_homes_look_at", "look_at", **where("look_at IS NOT NULL")),
        Index(None, "opened_at"),
    )
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    opened_at: datetime = Field(sa_type=Instant)
    published_at: datetime = Field(sa_type=Instant)
    wanted: str
    shown: str
    slack_hash: str
    changes: int
    publications: int
    tries: int = Field(sa_column_kwargs=default("0"))
    look_at: datetime | None = Field(default=None, sa_type=Instant, sa_column_kwargs=LATER)


class DailyListRow(Row):
    """Who wants a list of the day, and when the next is due; ``done_on`` is the last day (ISO) that had its list."""

    __tablename__ = "daily_lists"
    __table_args__ = (Index(None, "due_at"),)
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Instant)
    done_on: str = Field(sa_column_kwargs=default("''"))
