# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When somebody is asked to lift an embargo, so that those that are due are found; the rest is the request's."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, literal_column, select, text

from storage.instant import Instant
from storage.private_tables import EmbargoRow
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.request import Request

_EMBARGOES = table(EmbargoRow)
_C = _EMBARGOES.c
_PUT = upsert(_EMBARGOES, lambda new: {"ask_at": new.ask_at})
_DUE = Statement(
    select(_C.request_id)
    .where(text("ask_at IS NOT NULL"), _C.ask_at <= bindparam("now", type_=Instant))
    .order_by(_C.ask_at, _C.request_id)
    .limit(bindparam("limit", type_=Integer))
)
_R = table(RequestRow).c
_BESIDE = Statement(
    select(_R.number)
    .where(
        _R.workspace_id == bindparam("of_workspace"),
        _R.kind == bindparam("of_kind"),
        _R.project == bindparam("of_project"),
        _R.requester == bindparam("of_requester"),
        _R.id.in_(select(_C.request_id).where(text("ask_at IS NOT NULL"))),
    )
    .order_by(_R.number.desc())
    .limit(literal_column("1", Integer))
)


class Embargoes:
    """The embargoes of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def put(self, request: Request) -> None:
        """Store when to ask about a request's embargo next; never, once it is lifted or not private any more."""
        ask_at = request.embargo.ask_at if request.embargo and request.private else None
        self._unit.write(Write(_PUT(request_id=request.id, workspace_id=request.workspace, ask_at=ask_at)))

    async def due(self, now: datetime, limit: int) -> list[str]:
        """The ids of requests of any workspace about whose embargo somebody is to be asked by now."""
        return [str(row[0]) for row in await self._unit.few(_DUE(now=now, limit=limit))]

    async def beside(self, requester: Person, kind: str, project: str) -> int:
        """The number of somebody's newest request of a kind about a project that is under embargo; 0 without one."""
        about = {"of_workspace": requester.workspace, "of_requester": requester.id}
        row = await self._unit.one(_BESIDE(**about, of_kind=kind, of_project=project))
        return int(row[0]) if row else 0
