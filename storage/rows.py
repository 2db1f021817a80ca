# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How the tables are declared, and what they share: names of constraints, partial indexes, checks and defaults.

A declaration is a class of SQLModel, of which nothing is made but the Core table that every statement is over: a
validator, a mapper and instrumented attributes, for rows that nobody makes, were a twentieth of a start
(docs/decisions/0018-a-start-loads-what-it-serves.md).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, MetaData, Table, text
from sqlmodel import SQLModel
from sqlmodel.main import get_column_from_field


class Row(SQLModel):
    """A table: a subclass names it, and declares its columns as SQLModel's fields."""

    model_config = {"defer_build": True}
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        said = getattr(cls, "__table_args__", ())
        items = [one for one in said if not isinstance(one, dict)]
        options = {name: value for one in said if isinstance(one, dict) for name, value in one.items()}
        Table(str(cls.__tablename__), Row.metadata, *_columns(cls), *items, **options)


def _columns(row: type[Row]) -> Iterator[Column[Any]]:
    for name, field in row.model_fields.items():
        column = get_column_from_field(field)
        column.name = column.key = name
        yield column


def words(column: str, allowed: Iterable[str]) -> str:
    """The SQL condition that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return f"{column} IN ({listed})"


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both engines: PostgreSQL is told by ``partial_on_postgresql``, where tables are compared.

    Saying it here would load SQLAlchemy's dialect for PostgreSQL, a twentieth of a start, for each process.
    """
    return {"sqlite_where": text(condition)}


def partial_on_postgresql(metadata: MetaData) -> MetaData:
    """The tables with their partial indexes partial on PostgreSQL too."""
    for index in (index for one in metadata.tables.values() for index in one.indexes):
        condition = index.dialect_options["sqlite"].get("where")
        if condition is not None:
            index.dialect_kwargs["postgresql_where"] = condition
    return metadata


def between_commas(names: Iterable[str]) -> str:
    """Names in one column, each between two commas, so that any can be found; empty when there are none."""
    listed = ",".join(names)
    return f",{listed}," if listed else ""


def default(sql: str) -> dict[str, Any]:
    """What the database itself writes into a new row: hot inserts send only what differs."""
    return {"server_default": text(sql)}


#: A nullable column that a new row never fills.
LATER: dict[str, Any] = {"info": {"later": True}}


def table(row: type[Row]) -> Table:
    """The Core table of a row."""
    return Row.metadata.tables[str(row.__tablename__)]
