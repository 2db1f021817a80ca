# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of digests: what Slack changed of their schedules, and which were made."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, default, where


class DigestScheduleRow(Row):
    """A schedule that the office has seen. ``known_since``: what would have come before then is not made up for.

    ``change`` is what Slack changed of it, as JSON. ``resting``: it was paused, or not planned any more, when it was
    looked at last.
    """

    __tablename__ = "digest_schedules"
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    known_since: datetime = Field(sa_type=Instant)
    change: str = Field(sa_type=Text)
    resting: bool


class DigestRunRow(Row):
    """A digest that was made, once for each period of its schedule, with its figures as they were then, as JSON.

    No two tell of the same time: each begins where another has ended. ``trial``: made for one person to try it, who is
    the ``channel``; its period is a name of its own. ``pictures`` are the ids of its files at Slack, by chart, as JSON.
    """

    __tablename__ = "digest_runs"
    __table_args__ = (
        Index(
            "uq_digest_runs_window", "workspace_id", "schedule", "since", unique=True, **where("NOT trial")
        ),
    )  # fmt: skip
    workspace_id: str = Field(primary_key=True)
    schedule: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    channel: str
    digest: str
    since: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)
    trial: bool
    document: str = Field(sa_type=Text)
    pictures: str = Field(sa_type=Text, sa_column_kwargs=default("'{}'"))
