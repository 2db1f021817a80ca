# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Statements: SQLAlchemy Core over the tables, compiled once for each engine and then run on the bare driver.

A session of the ORM for each request cost more than all of Bolt (stack.md §2). What a column's type wants done with a
value is kept: its own processors run, and only on the columns that have one.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import Column, ColumnElement, Dialect, Select, Table, bindparam
from sqlalchemy.sql.dml import UpdateBase

Row: TypeAlias = tuple[Any, ...]
Element: TypeAlias = Select[*tuple[Any, ...]] | UpdateBase
Processor: TypeAlias = Callable[[Any], Any]


class Compiled:
    """One statement in the words of one engine."""

    def __init__(self, element: Element, dialect: Dialect) -> None:
        compiled = element.compile(dialect=dialect)
        self.sql = str(compiled)
        self._names: list[str] = compiled.positiontup or []
        binds = compiled.binds
        self._given = {name: value for name, value in compiled.params.items() if not binds[name].required}
        self._binders = [
            (place, process)
            for place, name in enumerate(self._names)
            if (process := binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        ]
        self._pick = itemgetter(*self._names) if len(self._names) > 1 else None
        self._readers: list[tuple[int, Processor]] = [
            (place, process)
            for place, column in enumerate(element.exported_columns)
            if (process := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]
        self.gives_rows = isinstance(element, Select) or bool(len(element.exported_columns))

    def arguments(self, values: Mapping[str, Any]) -> Sequence[Any]:
        """The driver's positional arguments. Raises KeyError when a value is missing."""
        if self._given:
            values = {**self._given, **values}
        picked = [values[name] for name in self._names] if self._pick is None else list(self._pick(values))
        for place, process in self._binders:
            picked[place] = process(picked[place])
        return picked

    def rows(self, raw: list[Row]) -> list[Row]:
        """The rows as the tables' types describe them."""
        if not self._readers:
            return raw
        return [self._row(row) for row in raw]

    def _row(self, row: Row) -> Row:
        cells = list(row)
        for place, process in self._readers:
            cells[place] = process(cells[place])
        return tuple(cells)


class Statement:
    """A statement with named parameters; an engine compiles it when it first needs it.

    It is given as an element, or, where SQLAlchemy has one for each dialect (upserts), as a function of the dialect.
    """

    def __init__(self, element: Element | Callable[[Dialect], Element]) -> None:
        self._element = element
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement for this engine."""
        found = self._compiled.get(dialect.name)
        if found is None:
            element = self._element(dialect) if callable(self._element) else self._element
            found = self._compiled[dialect.name] = Compiled(element, dialect)
        return found

    def __call__(self, **values: Any) -> "Call":
        """The statement with values for its parameters."""
        return Call(self, values)


class Call(NamedTuple):
    """A statement with its values, ready to run."""

    statement: Statement
    values: Mapping[str, Any]


@dataclass(slots=True)
class Result:
    """What a statement gave: its rows, and how many rows it found or changed."""

    rows: list[Row]
    count: int

    @property
    def first(self) -> Row | None:
        """The first row, or None."""
        return self.rows[0] if self.rows else None


class Batch(NamedTuple):
    """Calls that run together. After the ``last`` nothing can go wrong any more: COMMIT may travel with it."""

    calls: Sequence[Call]
    last: bool = False


T = TypeVar("T")

#: A transaction as a plain generator: it yields batches, is sent their results, and returns its value.
#: It never waits for anything else, so that no lock is held while something outside the database is slow.
Script: TypeAlias = Generator[Batch, list[Result], T]


def insertion(table: Table, rows: int = 1, *, unless: Sequence[str] = ()) -> Statement:
    """An INSERT of so many rows; the columns of row 2 are named with ``_1`` behind, of row 3 with ``_2``, and so on.

    Columns that the database fills itself are left out, such as those with a default. A row that is there already
    with the same columns ``unless`` is left as it is.
    """
    columns = _sent(table)

    def made(dialect: Dialect) -> Element:
        fresh = _insert(dialect, table).values([_binds(columns, row) for row in range(rows)])
        element: Element = fresh.on_conflict_do_nothing(index_elements=unless) if unless else fresh
        return element

    return Statement(made)


def upsert(
    table: Table,
    change: Callable[[Any], Mapping[str, Any]],
    returning: Column[Any] | None = None,
    only_if: Callable[[Any], ColumnElement[bool]] | None = None,
) -> Statement:
    """An INSERT that changes the row instead when its primary key is there.

    ``change`` is given the refused row (SQL's ``excluded``) and returns the new values; so is ``only_if``, and a row
    for which it does not hold is left as it is, and not counted.
    """
    keys = [column.name for column in table.primary_key]

    def made(dialect: Dialect) -> Element:
        fresh = _insert(dialect, table).values(_binds(_sent(table), 0))
        condition = only_if(fresh.excluded) if only_if else None
        fresh = fresh.on_conflict_do_update(index_elements=keys, set_=change(fresh.excluded), where=condition)
        element: Element = fresh if returning is None else fresh.returning(returning)
        return element

    return Statement(made)


def _insert(dialect: Dialect, table: Table) -> Any:
    """SQLAlchemy's INSERT with upserts: one class for each dialect, loaded only for the engine in use."""
    if dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert  # noqa: PLC0415 - see above

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415 - see above

    return postgresql_insert(table)


def _sent(table: Table) -> list[Column[Any]]:
    filled = (column for column in table.columns if column.identity is None and column.server_default is None)
    return [column for column in filled if not column.info.get("later")]


def _binds(columns: Iterable[Column[Any]], row: int) -> dict[str, Any]:
    """The parameters of a row. SQLAlchemy gives those of the first their column's type, and those of others none."""
    return {
        column.name: bindparam(f"{column.name}_{row}" if row else column.name, type_=column.type) for column in columns
    }
