# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How an instant is stored: TIMESTAMPTZ on PostgreSQL, ISO-8601 text in UTC of fixed width on SQLite.

The text sorts like the instant, SQLite's own date functions read it, and so does a person. Neither driver needs
SQLAlchemy in between: psycopg speaks ``datetime``, and the two functions for SQLite take less than a microsecond each.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

import orjson
from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType


class Instant(TypeDecorator[datetime]):
    """A point in time; takes and gives ``datetime`` with a zone. A naive one is a ValueError (on SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that each engine stores."""
        return dialect.type_descriptor(_Text() if dialect.name == "sqlite" else DateTime(timezone=True))


class _Text(UserDefinedType[datetime]):
    """ISO-8601, such as 2026-11-22T16:53:13.000000Z."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> Literal["VARCHAR(27)"]:
        return "VARCHAR(27)"

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        del dialect
        return to_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None]:
        del dialect, coltype
        return from_text


@lru_cache(maxsize=256)  # a unit writes the same few instants into several rows
def to_text(value: datetime | None) -> str | None:
    """The stored form of an instant. Raises ValueError for a naive one, whose meaning nobody knows."""
    if value is None:
        return None
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        value = value.astimezone(UTC)
    text = orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()[1:-1]  # a fifth of the time of isoformat
    return text if value.microsecond else f"{text[:-1]}.000000Z"


def from_text(text: str | None) -> datetime | None:
    """The instant, in UTC, of a stored form."""
    return None if text is None else datetime.fromisoformat(text)
