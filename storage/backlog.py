# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What has not gone out: counts for the metrics, and the list of notices that a person has to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, func, select, text, update

from storage.engine import Engine
from storage.outbox import MARK_DUE
from storage.outbox_tables import STUCK, UNSENT, OutboxRow
from storage.rows import table, words
from storage.statements import Batch, Call, Script, Statement

_OUTBOX = table(OutboxRow)
_C = _OUTBOX.c
_IS_STUCK = text(words("state", STUCK))


def _count(condition: str) -> Statement:
    counted = select(_C.state, func.count(), func.min(_C.created_at, type_=_C.created_at.type))
    return Statement(counted.where(text(condition)).group_by(_C.state))


_COUNTS = (_count(words("state", UNSENT)), _count(words("state", STUCK)))
_STUCK = Statement(
    select(_C.id, _C.state, _C.key, _C.problem, _C.attempts, _C.created_at)
    .where(_IS_STUCK)
    .order_by(_C.id)
    .limit(bindparam("limit", type_=Integer))
)
_LANE_OF = Statement(select(_C.workspace_id, _C.lane).where(_IS_STUCK, _C.id == bindparam("row_id")))
_RESUME = Statement(
    update(_OUTBOX)
    .where(_IS_STUCK, _C.id == bindparam("row_id"))
    .values(
        state=case((_C.state == "uncertain", "sending"), else_="waiting"),
        attempts=0,
        not_before=None,
        problem="",
        blocked_by="",
    )
)
_TRYING = Statement(
    select(_C.problem, func.count()).where(text(words("state", UNSENT)), _C.problem != "").group_by(_C.problem)
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many notices are in a state, and since when the oldest is waiting."""

    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Stuck:
    """A notice that was given up. ``problem`` says why, in words for people; *uncertain*: Slack may have it."""

    id: int
    state: str
    key: str
    problem: str
    attempts: int
    created_at: datetime


class Backlog:
    """The outbox as an operator sees it."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    async def counts(self) -> dict[str, Count]:
        """The notices that have not gone out, by state; a state without any is left out."""
        rows = [row for statement in _COUNTS for row in await self._engine.scan(statement())]
        return {state: Count(count, oldest) for state, count, oldest in rows}

    async def stuck(self, limit: int = 100) -> list[Stuck]:
        """Notices that were parked or are uncertain, oldest first."""
        return [Stuck(*row) for row in await self._engine.scan(_STUCK(limit=limit))]

    async def trying(self) -> dict[str, int]:
        """How many unsent notices have failed so far, by the problem that they met last."""
        return dict(await self._engine.scan(_TRYING()))

    async def resume(self, *ids: int) -> int:
        """Send stuck notices after all, in their old places; returns how many were still stuck.

        One that is uncertain is ambiguous again: whether Slack has it is looked up first.
        """
        return await self._engine.run(_resume(ids, self._now()))


def _resume(ids: tuple[int, ...], now: datetime) -> Script[int]:
    found = yield Batch([_LANE_OF(row_id=number) for number in ids])
    lanes = sorted({row for result in found for row in result.rows})
    due: list[Call] = [MARK_DUE(workspace_id=workspace, name=lane, due_at=now) for workspace, lane in lanes]
    resumed = [_RESUME(row_id=number) for number in ids]
    results = yield Batch([*due, *resumed], last=True)
    return sum(result.count for result in results[len(due) :])
