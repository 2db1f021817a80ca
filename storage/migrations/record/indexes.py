# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How these tables are indexed."""

from alembic import op
from sqlalchemy import text


def index(name: str, table: str, *columns: str, unique: bool = False, where: str = "") -> None:
    """Make an index; with a condition, a partial one, on both engines."""
    condition = text(where) if where else None
    op.create_index(op.f(name), table, list(columns), unique=unique, sqlite_where=condition, postgresql_where=condition)
