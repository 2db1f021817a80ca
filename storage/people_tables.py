# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack told of people and groups, and what people said of themselves."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, where


class GroupRow(Row):
    """The copy of a Slack user group: its members' ids as a JSON list, and when Slack last told."""

    __tablename__ = "groups"
    workspace_id: str = Field(primary_key=True)
    usergroup: str = Field(primary_key=True)
    members: str = Field(sa_type=Text)
    refreshed_at: datetime = Field(sa_type=Instant)


class PersonRow(Row):
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


class UnreachableRow(Row):
    """A group of which the OSPO was told that nobody is there, with the cause that it was told."""

    __tablename__ = "unreachable_groups"
    workspace_id: str = Field(primary_key=True)
    group_name: str = Field(primary_key=True)
    cause: str


class AbsenceRow(Row):
    """Somebody is away until the day of ``back_on`` (ISO); ``deputy`` is a user id, or empty."""

    __tablename__ = "absences"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    back_on: str
    deputy: str


class AskerRow(Row):
    """What somebody last said of how they use licenses, as JSON, and which answer to them they showed others last."""

    __tablename__ = "askers"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    answers: str = Field(sa_type=Text)
    shared: str
    said_at: datetime = Field(sa_type=Instant)


class PreferenceRow(Row):
    """How somebody wants to hear of things, as JSON."""

    __tablename__ = "preferences"
    workspace_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    document: str = Field(sa_type=Text)


class InstallationRow(Row):
    """Who Slack said we are, when asked with the token of this fingerprint (SHA-256)."""

    __tablename__ = "installations"

    fingerprint: str = Field(primary_key=True)
    workspace_id: str
    enterprise_id: str
    bot_id: str
    bot_user_id: str
    learned_at: datetime = Field(sa_type=Instant)
