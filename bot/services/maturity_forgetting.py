# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Erasing people and what they wrote from entries of the maturity log that were kept long enough."""

from collections import defaultdict
from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.services.recording import again_on_conflict
from storage.database import Database
from workflows.maturity.entries import Entry
from workflows.maturity.folding import board_at
from workflows.maturity.forgetting import forgotten, not_held, shown_requests

_SHORTEST_YEAR = timedelta(days=365)


@again_on_conflict
async def forget_entries(database: Database, catalog: LiveCatalog, now: datetime, *, apply: bool) -> int:
    """Find the entries that were kept long enough, and erase people and texts from them unless ``apply`` is off.

    How many there are; a second time there are none. What shows a request on legal hold is held with it.
    """
    years, count = catalog.current.organization.retention.decided_years, 0
    async with database.transaction() as tx:
        of_workspace: defaultdict[str, list[Entry]] = defaultdict(list)
        for workspace, entry in await tx.maturity.said_before(now - years * _SHORTEST_YEAR):
            of_workspace[workspace].append(entry)
        for workspace, entries in of_workspace.items():
            boards = [
                board_at(model, await tx.maturity.entries(workspace, model.name, unit), now, unit)
                for model, unit in catalog.current.maturity.boards()
            ]
            held = await tx.retained.held_of(workspace, shown_requests(entries))
            found = forgotten(not_held(entries, held), boards, years, now.date())
            count += len(found)
            if apply:
                await tx.maturity.forget(workspace, *found)
    return count
