# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The table of the chains beside the logs of maturity and of registers."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from storage.rows import Row, default, where


class LogLinkRow(Row):
    """A link of a log's chain; ``row_number`` is the row's version or sequence, 0 where it says what was erased.

    ``register_id`` and ``name`` are empty for the log of maturity. ``salt`` is new once the row's people and texts are
    erased: the old one would let them be guessed. ``sealed``: whether a seal covers it.
    """

    __tablename__ = "log_links"
    __table_args__ = (
        Index(None, "workspace_id", "register_id", "name", "row_number"),
        Index(None, "hash"),
        Index("ix_log_links_unsealed", "workspace_id", "register_id", "name", "sequence", **where("NOT sealed")),
    )
    workspace_id: str = Field(primary_key=True)
    register_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, sa_type=BigInteger)
    row_number: int = Field(sa_type=BigInteger)
    salt: str
    body: str = Field(sa_type=Text)
    hash: str
    sealed: bool = Field(sa_column_kwargs=default("false"))
