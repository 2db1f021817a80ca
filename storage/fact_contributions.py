# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Statements behind facts of recommendations: who contributed how often, and what was overturned."""

from typing import Any

from sqlalchemy import Integer, String, bindparam, func, literal_column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage.figure_statements import COUNTED, count_if, ended
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement

_R = table(RequestRow).c


class _Overturned(GenericFunction[int]):
    """Whether a request's document has an appeal or a revision of its decision, as 1 or 0."""

    type = Integer()
    name = "overturned_of"
    inherit_cache = True


@compiles(_Overturned, "sqlite")
def _in_sqlite(found: GenericFunction[int], compiler: SQLCompiler, **kw: Any) -> str:
    return f"(json_extract({compiler.process(found.clauses, **kw)}, '$.overturned') IS NOT NULL)"


@compiles(_Overturned, "postgresql")
def _in_postgresql(found: GenericFunction[int], compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(found.clauses, **kw)}::json ->> 'overturned' IS NOT NULL)::integer"


#: Of what was decided in the window, how many have an appeal or were overturned.
OVERTURNED = Statement(ended(count_if(_Overturned(_R.document) > literal_column("0", Integer))).where(COUNTED))
#: By person, how many requests of a kind were approved in the window.
CONTRIBUTORS = Statement(
    ended(_R.requester, func.count())
    .where(COUNTED, _R.kind == bindparam("of_kind", type_=String), text("requests.state = 'approved'"))
    .group_by(_R.requester)
)
