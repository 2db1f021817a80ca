# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of maturity: the log of what was said of items, and the versions of models that were in force."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from storage.instant import Instant
from storage.rows import Row, words
from workflows.maturity.entries import Act


class MaturityEntryRow(Row):
    """One entry of the log, which is appended to and only ever loses people and texts; ``data`` is JSON."""

    __tablename__ = "maturity_entries"
    __table_args__ = (
        CheckConstraint(words("act", Act), name="act"),
        Index(None, "workspace_id", "model", "unit", "sequence"),
    )
    workspace_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, sa_type=BigInteger)
    model: str
    unit: str
    item: str
    act: str
    at: datetime = Field(sa_type=Instant)
    by: str
    data: str = Field(sa_type=Text)


class MaturityModelRow(Row):
    """A version of a model that was in force once, as JSON, so that the boards of its time can be read."""

    __tablename__ = "maturity_models"
    workspace_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    document: str = Field(sa_type=Text)
