# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Past decisions of a kind, for who decides the next: those for a project, and the newest of all."""

from sqlalchemy import Integer, bindparam, select, text

from storage.request_tables import RequestRow
from storage.rows import table, words
from storage.statements import Statement
from storage.unit import Unit
from workflows.request import Request
from workflows.similar import DECIDED

_R = table(RequestRow).c
#: How many of the newest decisions, of every kind, are looked through for those of one kind, and how many are read.
_LOOKED_THROUGH, _READ = 200, 20
_LIMIT = bindparam("limit", type_=Integer)
_SHOWABLE = (text("NOT private"), text(words("state", DECIDED)), _R.kind == bindparam("of_kind"))
_WORKSPACE = _R.workspace_id == bindparam("of_workspace")
_OF_PROJECT = Statement(
    select(_R.document)
    .where(_WORKSPACE, *_SHOWABLE, _R.project == bindparam("of_project"), text("project <> ''"))
    .order_by(_R.number.desc())
    .limit(_LIMIT)
)
_NEWEST_IDS = (
    select(_R.id)
    .where(_WORKSPACE, text("decided_at IS NOT NULL"))
    .order_by(_R.decided_at.desc())
    .limit(bindparam("looked_through", type_=Integer))
)
_NEWEST = Statement(
    select(_R.document).where(_R.id.in_(_NEWEST_IDS), *_SHOWABLE).order_by(_R.decided_at.desc()).limit(_LIMIT)
)


class Decisions:
    """The decisions that a unit reads; confidential requests are none of them."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def near(self, request: Request) -> list[Request]:
        """Decided requests of its kind: the newest for its project, and the newest of the office, each once."""
        about = {"of_workspace": request.workspace, "of_kind": request.kind, "limit": _READ}
        rows = await self._unit.many(_NEWEST(**about, looked_through=_LOOKED_THROUGH))
        if request.project:
            rows += await self._unit.many(_OF_PROJECT(**about, of_project=request.project))
        found = (Request.model_validate_json(document) for document in dict.fromkeys(row[0] for row in rows))
        return list(found)
