# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of what is kept beside requests for few people only."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, where


class SideNoteRow(Row):
    """A note of the side room. ``sealed`` is its ciphertext under the key ``key_id``; both are empty once erased."""

    __tablename__ = "side_notes"
    __table_args__ = (Index(None, "request_id"), Index(None, "key_id"))
    id: str = Field(primary_key=True)
    workspace_id: str
    request_id: str = Field(foreign_key="requests.id")
    role: str
    author: str
    at: datetime = Field(sa_type=Instant)
    key_id: str
    sealed: str = Field(sa_type=Text)


class EmbargoRow(Row):
    """An embargo, so that it is found when somebody has to be asked to lift it; never is it lifted by itself."""

    __tablename__ = "embargoes"
    __table_args__ = (Index("ix_embargoes_ask_at", "ask_at", **where("ask_at IS NOT NULL")),)
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    workspace_id: str
    ask_at: datetime | None = Field(default=None, sa_type=Instant)
