# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Erasing people and what they wrote from acts on entries of registers that were kept long enough."""

from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.services.recording import again_on_conflict
from storage.database import Database
from workflows.registers.forgetting import forgotten_acts, forgotten_entry

_SHORTEST_YEAR = timedelta(days=365)
_EVERY = 1_000_000


@again_on_conflict
async def forget_acts(database: Database, catalog: LiveCatalog, now: datetime, *, apply: bool) -> int:
    """Find the acts that were kept long enough, and erase people and texts from them unless ``apply`` is off.

    How many there are; a second time there are none.
    """
    years, count = catalog.current.organization.retention.decided_years, 0
    async with database.transaction() as tx:
        for workspace, register, name in await tx.registers.acted_on_before(now - years * _SHORTEST_YEAR):
            current = await tx.registers.get(workspace, register, name)
            if current is not None:
                history = await tx.registers.history(workspace, register, name, _EVERY)
                acts = forgotten_acts(reversed(history), current, years, now.date())
                after = forgotten_entry(current, years, now.date())
                count += len(acts)
                if apply and (acts or after != current):
                    await tx.registers.forget(after, catalog.current.registers.get(register), *acts)
    return count
