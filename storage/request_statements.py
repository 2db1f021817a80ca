# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The statements over requests. Conditions of partial indexes are written out, so that both planners recognise them."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage.instant import Instant
from storage.request_tables import OPEN, RequestRow
from storage.rows import between_commas, table, words
from storage.statements import Statement, insertion
from workflows.request import Request
from workflows.turns import barred_from

_REQUESTS = table(RequestRow)
_C = _REQUESTS.c
_READ = select(_C.document, _C.head_sequence, _C.head_hash, _C.tick_at)
_WORKSPACE = _C.workspace_id == bindparam("workspace_id")
_OWN = (_WORKSPACE, _C.requester == bindparam("requester"))
_PROJECT = (_WORKSPACE, _C.kind == bindparam("kind"), _C.project == bindparam("project"), text("project <> ''"))
_OPEN = text(words("state", OPEN))
_NOW = bindparam("now", type_=Instant)
_LIMIT = bindparam("limit", type_=Integer)
_ONE: ColumnElement[int] = literal_column("1")
#: What is written once, when a request is new.
_FIXED = {"id", "workspace_id", "number", "requester", "submitted_at", "view_id", "sealed", "held", "forgotten"}

ADD = insertion(_REQUESTS)
SAVE = Statement(
    update(_REQUESTS)
    .where(_C.id == bindparam("request_id"), _C.version == bindparam("read_version"))
    .values({column.name: bindparam(column.name) for column in _REQUESTS.columns if column.name not in _FIXED})
)
#: The numbers of the person's own open requests, which never wait for them.
OWN_OPEN = select(_C.number).where(*_OWN, _OPEN)
HEAD = Statement(select(_C.version, _C.head_sequence, _C.head_hash).where(_C.id == bindparam("request_id")))
BY_NUMBER = Statement(_READ.where(_WORKSPACE, _C.number == bindparam("number")))
BY_ID = Statement(_READ.where(_C.id == bindparam("request_id")))
BY_FORM = Statement(select(_C.number).where(*_OWN, _C.view_id == bindparam("view_id")))
OF_REQUESTER = Statement(_READ.where(*_OWN).order_by(_C.number.desc()).limit(_LIMIT))
LAST_OF_REQUESTER = Statement(_READ.where(*_OWN, _C.kind == bindparam("kind")).order_by(_C.number.desc()).limit(_ONE))
LAST_FOR_PROJECT = Statement(_READ.where(*_PROJECT, text("NOT private")).order_by(_C.number.desc()).limit(_ONE))
APPROVED_FOR_PROJECT = Statement(select(func.count()).where(*_PROJECT, text("state = 'approved'")))
#: Of every workspace, along the index of numbers.
PAGE = Statement(
    _READ.where(tuple_(_C.workspace_id, _C.number) > tuple_(bindparam("after_workspace"), bindparam("after_number")))
    .order_by(_C.workspace_id, _C.number)
    .limit(_LIMIT)
)
TO_TICK = Statement(
    select(_C.workspace_id, _C.number)
    .where(text("tick_at IS NOT NULL"), _C.tick_at <= _NOW)
    .order_by(_C.tick_at, _C.id)
    .limit(_LIMIT)
    .offset(bindparam("passed_over", type_=Integer))
)
WIND = Statement(
    update(_REQUESTS)
    .where(_C.id == bindparam("request_id"), _C.version == bindparam("read_version"))
    .values(tick_at=bindparam("tick_at", type_=Instant))
)


class _Place(GenericFunction[int]):
    """Where a text stands in another, from 1; 0 when it does not. Each engine has its own name for it."""

    type = Integer()
    name = "place"
    inherit_cache = True


@compiles(_Place, "sqlite")
def _instr(element: _Place, compiler: SQLCompiler, **kw: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kw)})"


@compiles(_Place, "postgresql")
def _strpos(element: _Place, compiler: SQLCompiler, **kw: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **kw)})"


def names(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """Whether a column of names between commas holds the one of a parameter, given with its commas."""
    return _Place(column, bindparam(parameter, type_=String)) > literal_column("0")


def listed(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """Whether a parameter of names between commas has that of a column, which comes with its commas."""
    return _Place(bindparam(parameter, type_=String), column) > literal_column("0")


def turns(request: Request) -> str:
    """The column of who has a turn: their names, then who of a group may not take its turn (``legal-@U1``)."""
    return between_commas((*request.waiting_on, *(f"{group}-@{person}" for group, person in barred_from(request))))


def has_turn(holders: int) -> ColumnElement[bool]:
    """Whether any of so many holders (``holder_0`` …, between commas) has a turn."""
    return or_(*(names(_C.waiting_on, f"holder_{n}") for n in range(holders)))


def may_take_turn(holders: int) -> ColumnElement[bool]:
    """Whether any of so many holders has a turn that a person (``barred_0`` …, such as ``,legal-@U1,``) may take."""
    each = (names(_C.waiting_on, f"holder_{n}") & ~names(_C.waiting_on, f"barred_{n}") for n in range(holders))
    return or_(*each)


def of_open_requests(selected: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """What is selected of a workspace's open requests, along their own index.

    SQLite keeps no statistics unless told to, and would go along another index, row by row.
    """
    found = selected.select_from(_REQUESTS).where(_WORKSPACE, _OPEN)
    return found.with_hint(_REQUESTS, "INDEXED BY ix_requests_open", "sqlite")
