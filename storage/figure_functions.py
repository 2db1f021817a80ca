# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the statements of figures ask of a database that each engine has other words for."""

from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class Seconds(GenericFunction[int]):
    """The whole seconds of an instant since 1970."""

    type = Integer()
    name = "whole_seconds"
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _strftime(element: Seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _epoch(element: Seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"floor(extract(epoch FROM {compiler.process(element.clauses, **kw)}))::bigint"


class Answer(GenericFunction[str]):
    """What a request's document has as the answer of a field."""

    type = String()
    name = "answer_of"
    inherit_cache = True


@compiles(Answer, "sqlite")
def _extracted(element: Answer, compiler: SQLCompiler, **kw: Any) -> str:
    document, field = (compiler.process(one, **kw) for one in element.clauses)
    return f"json_extract({document}, '$.answers.' || {field})"


@compiles(Answer, "postgresql")
def _picked(element: Answer, compiler: SQLCompiler, **kw: Any) -> str:
    document, field = (compiler.process(one, **kw) for one in element.clauses)
    return f"({document}::json -> 'answers' ->> {field})"
