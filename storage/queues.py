# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits for somebody, page by page, along the one index of open requests."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, func, select

from storage.instant import Instant
from storage.request_statements import OWN_OPEN, may_take_turn, names, of_open_requests
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement
from storage.unit import Unit
from workflows.people import Person
from workflows.queue import Wanted
from workflows.request import Request

_R = table(RequestRow).c
_LIMIT, _OFFSET = bindparam("limit", type_=Integer), bindparam("offset", type_=Integer)
_EVERY_OPEN = Statement(
    of_open_requests(select(_R.document)).where(_R.number > bindparam("after")).order_by(_R.number).limit(_LIMIT)
)


class Queues:
    """The queues of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def waiting_for(
        self, person: Person, holders: Iterable[str], wanted: Wanted, *, now: datetime, rows: int
    ) -> tuple[list[Request], int]:
        """Open requests of others in which one of these groups or named people, or this person by name, has a turn.

        What an appeal took from this person is not among them.

        Returns a page of so many, oldest first (where only what is overdue is wanted: the longest overdue first), and
        how many there are in all.
        """
        turns = {wanted.group} if wanted.group else {*holders, f"@{person.id}"}
        named = {f"holder_{n}": f",{name}," for n, name in enumerate(sorted(turns))}
        named |= {f"barred_{n}": f",{name}-@{person.id}," for n, name in enumerate(sorted(turns))}
        about: dict[str, Any] = {"workspace_id": person.workspace, "requester": person.id, **named}
        about |= {"of_kind": wanted.kind} if wanted.kind else {}
        about |= {"of_lane": wanted.lane} if wanted.lane else {}
        about |= {"now": now} if wanted.overdue else {}
        about |= {"taker": f",{person.id},", "named": f",@{person.id},"} if wanted.mine else {}
        count, page = _statements(len(turns), wanted.kind != "", wanted.lane != "", wanted.overdue, wanted.mine)
        [(total,)] = await self._unit.many(count(**about))
        if total == 0:
            return [], 0
        found = await self._unit.many(page(**about, limit=rows, offset=rows * wanted.page))
        return [Request.model_validate_json(document) for (document,) in found], int(total)

    async def every_open(self, workspace: str, after: int, limit: int) -> list[Request]:
        """A page of all open requests of a workspace by number, those behind the number ``after``."""
        found = await self._unit.many(_EVERY_OPEN(workspace_id=workspace, after=after, limit=limit))
        return [Request.model_validate_json(document) for (document,) in found]


@lru_cache(maxsize=128)
def _statements(holders: int, *conditions: bool) -> tuple[Statement, Statement]:
    """How many there are, and a page of them: numbers are found in the index, and only their documents are read.

    ``conditions`` say whether a kind, a lane, only what is overdue and only what is mine are wanted.
    """
    kind, lane, overdue, mine = conditions
    where = [may_take_turn(holders), _R.number.not_in(OWN_OPEN)]
    where += [_R.kind == bindparam("of_kind", type_=String)] if kind else []
    where += [_R.lane == bindparam("of_lane", type_=String)] if lane else []
    where += [_R.due_at <= bindparam("now", type_=Instant)] if overdue else []
    where += [names(_R.taken_by, "taker") | names(_R.waiting_on, "named")] if mine else []
    order = (_R.due_at, _R.number) if overdue else (_R.number,)
    numbers = of_open_requests(select(_R.number)).where(*where).order_by(*order).limit(_LIMIT).offset(_OFFSET)
    of_workspace = _R.workspace_id == bindparam("workspace_id")
    page = select(_R.document).where(of_workspace, _R.number.in_(numbers)).order_by(*order)
    return Statement(of_open_requests(select(func.count())).where(*where)), Statement(page)
