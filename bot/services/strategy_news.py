# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a digest tells of the strategy, read within its unit."""

from datetime import datetime

from bot.catalog import Catalog
from storage.unit_of_work import UnitOfWork
from workflows.strategy.document import goals_of
from workflows.strategy.goals import GOALS, counted
from workflows.strategy.messages import MESSAGES, StrategyNews, told_in


async def strategy_news(
    tx: UnitOfWork, catalog: Catalog, workspace: str, since: datetime, until: datetime
) -> StrategyNews | None:
    """What executives read of the strategy in a digest of that time; None where there is nothing to tell of."""
    today = catalog.today(until)
    goals = counted(goals_of(await tx.registers.of(workspace, GOALS), today))
    messages = list[str]()
    for entry in await tx.registers.of(workspace, MESSAGES):
        if entry.visible and entry.changed_at is not None and entry.changed_at >= since:
            history = await tx.registers.history(workspace, MESSAGES, entry.name)
            messages += [entry.text] if told_in(history, since, until) else []
    return StrategyNews(goals, tuple(messages)) if goals.total or messages else None
