# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""All that stands in a database, as somebody with its password reads it."""

from collections.abc import Collection

from sqlalchemy import MetaData, create_engine, select


def dumped(url: str, *, but: Collection[str] = ()) -> str:
    """Every row of every table as text, whole (the repr of a row is shortened), without the tables ``but``."""
    engine = create_engine(url)
    known = MetaData()
    with engine.connect() as connection:
        known.reflect(connection)
        tables = [one for one in known.sorted_tables if one.name not in but]
        rows = [f"{one.name}: {tuple(row)!r}" for one in tables for row in connection.execute(select(one)).all()]
    engine.dispose()
    return "\n".join(rows)
