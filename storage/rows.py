# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How the tables are declared, and what they share: names of constraints, partial indexes, checks and defaults.

A declaration reads like a class of SQLModel, and makes nothing but the Core table that every statement is over.
SQLModel would make a validator, a mapper and instrumented attributes of each, for rows that nobody makes: a tenth of
a start (docs/decisions/0018-a-start-loads-what-it-serves.md).
"""

from collections.abc import Iterable
from datetime import datetime
from types import NoneType
from typing import Any, ClassVar, get_args

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, text
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from storage.instant import Instant

_Type = TypeEngine[Any] | type[TypeEngine[Any]]
#: What a column is that says no type.
_TYPES: dict[type, _Type] = {str: String, int: Integer, bool: Boolean, datetime: Instant}


class Row:
    """A table: a subclass names it, and annotates each column, which may be NULL where it says ``| None``."""

    metadata: ClassVar = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[SchemaItem | dict[str, Any], ...]] = ()

    def __init_subclass__(cls) -> None:
        said = vars(cls)
        columns = [_made(name, hint, said.get(name) or column()) for name, hint in cls.__annotations__.items()]
        items = [one for one in cls.__table_args__ if not isinstance(one, dict)]
        options = {name: value for one in cls.__table_args__ if isinstance(one, dict) for name, value in one.items()}
        Table(cls.__tablename__, Row.metadata, *columns, *items, **options)


def column(*parts: _Type | SchemaItem, **options: Any) -> Any:
    """What a column is beyond its annotation, as SQLAlchemy's Column takes it: a type, a foreign key, options."""
    return parts, options


def _made(name: str, hint: Any, said: tuple[tuple[Any, ...], dict[str, Any]]) -> Column[Any]:
    parts, options = said
    kinds = get_args(hint) or (hint,)
    typed = bool(parts) and not isinstance(parts[0], SchemaItem)
    type_ = () if typed else (next(_TYPES[one] for one in kinds if one is not NoneType),)
    return Column(name, *type_, *parts, nullable=NoneType in kinds, **options)


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
