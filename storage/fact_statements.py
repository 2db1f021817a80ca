# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The statements behind the facts that prove items of a maturity model (storage/facts.py)."""

from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, func, literal_column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage.decision_tables import ObligationRow
from storage.figure_statements import BY_PEOPLE, COUNTED, count_if, ended
from storage.instant import Instant
from storage.request_tables import RequestRow
from storage.rows import table, words
from storage.statements import Statement

_R, _O = table(RequestRow).c, table(ObligationRow).c
_NONE = literal_column("0", Integer)
_APPROVED, _KIND = text("requests.state = 'approved'"), _R.kind == bindparam("of_kind", type_=String)


class _Items(GenericFunction[int]):
    """How many items a request's checklist has."""

    type = Integer()
    name = "items_of"
    inherit_cache = True


class _Blockers(GenericFunction[int]):
    """How many items of a request's checklist block and were neither marked nor said to be done by the answers."""

    type = Integer()
    name = "blockers_of"
    inherit_cache = True


class _Inventory(GenericFunction[int]):
    """Whether a request's document has an inventory, as 1 or 0."""

    type = Integer()
    name = "inventory_of"
    inherit_cache = True


def _in_words_of(engine: str, element: type[GenericFunction[int]], words: str) -> None:
    """Say what a function is in the SQL of an engine; ``{}`` stands for the document."""

    @compiles(element, engine)
    def _compiled(found: GenericFunction[int], compiler: SQLCompiler, **kw: Any) -> str:
        return words.format(compiler.process(found.clauses, **kw))


_in_words_of("sqlite", _Items, "json_array_length({}, '$.checklist')")
_in_words_of("postgresql", _Items, "json_array_length({}::json -> 'checklist')")
_in_words_of(
    "sqlite",
    _Blockers,
    "(SELECT count(*) FROM json_each({}, '$.checklist') WHERE json_extract(value, '$.blocker')"
    " AND NOT json_extract(value, '$.auto') AND json_extract(value, '$.mark') IS NULL)",
)
_in_words_of(
    "postgresql",
    _Blockers,
    "(SELECT count(*) FROM json_array_elements({}::json -> 'checklist') AS item (value)"
    " WHERE (value ->> 'blocker')::boolean AND NOT (value ->> 'auto')::boolean AND value ->> 'mark' IS NULL)",
)
_in_words_of("sqlite", _Inventory, "(json_extract({}, '$.inventory') IS NOT NULL)")
_in_words_of("postgresql", _Inventory, "({}::json ->> 'inventory' IS NOT NULL)::integer")

#: How many requests of a kind were approved in the window.
APPROVED = Statement(ended(func.count()).where(COUNTED, _KIND, _APPROVED))
#: How many of a kind that were decided in the window, in any way, had an inventory looked up.
WITH_INVENTORY = Statement(ended(func.count()).where(COUNTED, _KIND, _Inventory(_R.document) > _NONE))
#: How many of a kind people approved in the window, and how many of them with a checklist on which nothing blocks.
SETTLED = Statement(
    ended(func.count(), count_if(and_(_Items(_R.document) > _NONE, _Blockers(_R.document) == _NONE))).where(
        COUNTED, _KIND, _APPROVED, BY_PEOPLE
    )
)
#: How many obligations of what was approved in the window fell due by its end and were not taken off, and how many of
#: them were met.
OWED = Statement(
    ended(func.count(), count_if(_O.state == literal_column("'done'", String)))
    .join(table(ObligationRow), _O.request_id == _R.id)
    .where(
        COUNTED,
        _APPROVED,
        _O.due_at <= bindparam("until", type_=Instant),
        text(words("obligations.state", ("open", "done"))),
    )
)
