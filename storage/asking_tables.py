# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of questions that people ask the office: how often, who found an answer good, and who waits for one."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row


class AskedRow(Row):
    """How often something was asked for on one day; never by whom."""

    __tablename__ = "asked"
    __table_args__ = (Index(None, "day"),)
    workspace_id: str = Field(primary_key=True)
    register_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    times: int = Field(sa_type=BigInteger)


class VoteRow(Row):
    """What somebody said last of an answer: that it answered what they asked, or that it did not."""

    __tablename__ = "votes"
    __table_args__ = (Index(None, "at"),)
    workspace_id: str = Field(primary_key=True)
    register_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    good: bool
    at: datetime = Field(sa_type=Instant)


class WaitingRow(Row):
    """Somebody who waits for the answer to an open question; gone once they were told."""

    __tablename__ = "waiting_askers"
    __table_args__ = (Index(None, "at"),)
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
