# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Obligations: who owes what after which approved request, and when somebody is to be reminded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, func, select, text

from storage.decision_tables import ObligationRow
from storage.instant import Instant
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write
from workflows.items import REQUESTER
from workflows.obligations import Obligation
from workflows.request import Request

_OBLIGATIONS = table(ObligationRow)
_C = _OBLIGATIONS.c
_R = table(RequestRow).c
_CHANGING = ("owner", "state", "due_at", "remind_at")
_PUT = upsert(_OBLIGATIONS, lambda refused: {name: getattr(refused, name) for name in _CHANGING})
_LIMIT = bindparam("limit", type_=Integer)
#: Conditions of partial indexes are written out, so that both planners recognise them.
_OPEN = text("obligations.state = 'open'")
_TO_REMIND = Statement(
    select(_R.workspace_id, _R.number)
    .join_from(_OBLIGATIONS, table(RequestRow), _R.id == _C.request_id)
    .where(text("remind_at IS NOT NULL"), _C.remind_at <= bindparam("now", type_=Instant))
    .order_by(_C.remind_at, _C.request_id)
    .limit(_LIMIT)
)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is owed, with the request that it follows."""

    request: Request
    obligation: str


class Obligations:
    """The obligations of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def put(self, request: Request, before: Request | None) -> None:
        """Store what changed in a request's obligations; the unit stores the request too."""
        known = {one.id: one for one in before.obligations} if before else {}
        for owed in request.obligations:
            if known.get(owed.id) != owed:
                self._unit.write(Write(_PUT(**columns_of(request, owed))))

    async def owed_by(self, workspace: str, groups: Iterable[str], person: str, limit: int) -> tuple[list[Owed], int]:
        """What a person owes, or one of these groups: at most ``limit``, the first due first, and how much in all."""
        owners = {f"owner_{n}": name for n, name in enumerate(sorted({*groups, f"@{person}"}))}
        count, page = _owed_by(len(owners))
        [(total,)] = await self._unit.many(count(workspace_id=workspace, **owners))
        if total == 0:
            return [], 0
        rows = await self._unit.many(page(workspace_id=workspace, limit=limit, **owners))
        return [Owed(Request.model_validate_json(document), id_) for id_, document in rows], int(total)

    async def to_remind(self, now: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """Workspace and number of requests, of any workspace, of which somebody is to be reminded by now."""
        rows = await self._unit.few(_TO_REMIND(now=now, limit=limit))
        return [(workspace, int(number)) for workspace, number in dict.fromkeys(rows)]


def columns_of(request: Request, owed: Obligation) -> dict[str, Any]:
    """The row of an obligation."""
    return {
        "request_id": request.id,
        "id": owed.id,
        "workspace_id": request.workspace,
        "owner": f"@{request.requester.id}" if owed.owner == REQUESTER else owed.owner,
        "state": owed.state.value,
        "due_at": owed.due_at,
        "remind_at": owed.remind_at,
    }


@lru_cache(maxsize=32)
def _owed_by(owners: int) -> tuple[Statement, Statement]:
    """How much any of so many owners (``owner_0`` …) owes, and the first of it; what has no date comes last."""
    any_of = _C.owner.in_([bindparam(f"owner_{n}", type_=String) for n in range(owners)])
    where = (_C.workspace_id == bindparam("workspace_id"), any_of, _OPEN)
    page = select(_C.id, _R.document).join_from(_OBLIGATIONS, table(RequestRow), _R.id == _C.request_id).where(*where)
    first = page.order_by(_C.due_at.nulls_last(), _R.number, _C.id).limit(_LIMIT)
    return Statement(select(func.count()).select_from(_OBLIGATIONS).where(*where)), Statement(first)
