# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pacing budgets that all workers share: who may call Slack next, and when.

A budget gives a slot every ``interval``, and up to ``burst`` slots at once when it has rested (the generic cell rate
algorithm: one instant per budget is all that is stored).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from storage.delivery import LONGEST_WAIT, SKEW
from storage.engine import Engine
from storage.outbox_tables import BudgetRow
from storage.rows import table
from storage.statements import Batch, Script, Statement, insertion

_BUDGETS = table(BudgetRow)
_C = _BUDGETS.c
_THE_ONE = _C.name == bindparam("budget")
_OPEN = insertion(_BUDGETS, unless=("name",))
_READ = Statement(select(_C.spent_until, _C.held_until).where(_THE_ONE).with_for_update())
_SPEND = Statement(update(_BUDGETS).where(_THE_ONE).values(spent_until=bindparam("until")))
_CORRECT = Statement(
    update(_BUDGETS).where(_THE_ONE).values(spent_until=bindparam("spent"), held_until=bindparam("held"))
)
_HOLD = Statement(
    update(_BUDGETS).where(_THE_ONE, _C.held_until < bindparam("until")).values(held_until=bindparam("until"))
)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a call may be made. Not ``granted``: nothing was taken, ask again at ``at``."""

    at: datetime
    granted: bool


class Pacing:
    """The budgets, by name, such as ``post:T1:C1`` or ``chat.update:T1``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def reserve(self, name: str, interval: timedelta, *, burst: int, now: datetime, patience: timedelta) -> Slot:
        """Take the next slot of a budget, unless it lies more than ``patience`` ahead."""
        return await self._engine.run(_reserve(name, interval, burst, now, patience))

    async def hold(self, name: str, *, now: datetime, until: datetime) -> None:
        """Give no slot before ``until``, as Slack asked (Retry-After), for LONGEST_WAIT at most.

        A budget that is held for longer stays so.
        """
        await self._engine.run(_hold(name, now, min(until, now + LONGEST_WAIT)))


def believable(
    now: datetime, spent_until: datetime, held_until: datetime, most: timedelta
) -> tuple[datetime, datetime]:
    """The budget without what only a wrong clock can have written: spent for more than ``most``, held for too long."""
    spent_until = spent_until if spent_until <= now + most + SKEW else now + most
    held_until = held_until if held_until <= now + LONGEST_WAIT + SKEW else now
    return spent_until, held_until


def next_slot(
    now: datetime, spent_until: datetime, held_until: datetime, interval: timedelta, burst: int
) -> tuple[datetime, datetime]:
    """When the next call may be made, and up to when the budget is spent if it is."""
    at = max(now, held_until, spent_until - (burst - 1) * interval)
    return at, max(spent_until, at) + interval


def _reserve(name: str, interval: timedelta, burst: int, now: datetime, patience: timedelta) -> Script[Slot]:
    # PostgreSQL can lock only a row that is there, so that it is made first.
    _, read = yield Batch([_OPEN(name=name, spent_until=now, held_until=now), _READ(budget=name)])
    [(stored_spent, stored_held)] = read.rows
    spent_until, held_until = believable(now, stored_spent, stored_held, patience + burst * interval)
    if (spent_until, held_until) != (stored_spent, stored_held):
        yield Batch([_CORRECT(budget=name, spent=spent_until, held=held_until)])
    at, spent_until = next_slot(now, spent_until, held_until, interval, burst)
    if at > now + patience:
        return Slot(at, granted=False)
    yield Batch([_SPEND(budget=name, until=spent_until)], last=True)
    return Slot(at, granted=True)


def _hold(name: str, now: datetime, until: datetime) -> Script[None]:
    yield Batch([_OPEN(name=name, spent_until=now, held_until=now), _HOLD(budget=name, until=until)], last=True)
