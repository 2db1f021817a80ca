# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The upstream register as a terminal looks at it: its entries from the record, their projects over the network."""

import asyncio
from collections.abc import Sequence

from bot.catalog import LiveCatalog
from bot.record import opened_record, workspace_of
from bot.services.registers import entries_of
from bot.services.upstreams import UPSTREAMS
from bot.stopping import CannotRun
from bot.upstream_check import Checked, check, over_https
from workflows.registers.entry import Entry


def checked(database_url: str, catalog: LiveCatalog, names: Sequence[str], workspace: str) -> list[Checked]:
    """Look at the projects of these entries, or of all. Raises CannotRun, and StorageError."""
    return asyncio.run(_checked(database_url, catalog, names, workspace))


async def _checked(database_url: str, catalog: LiveCatalog, names: Sequence[str], workspace: str) -> list[Checked]:
    entries = await _entries(database_url, catalog, workspace)
    unknown = sorted(set(names) - {one.name for one in entries})
    if unknown:
        raise CannotRun(f"There is no upstream {', '.join(unknown)}. `ospo register list upstreams` shows them.")
    wanted = [one for one in entries if not names or one.name in names]
    known = catalog.current.licenses.names
    return await over_https(lambda fetch: check(wanted, known, fetch)) if wanted else []


async def _entries(database_url: str, catalog: LiveCatalog, workspace: str) -> list[Entry]:
    async with opened_record(database_url) as database:
        office = await workspace_of(database, workspace)
        async with database.reading() as tx:
            return [one for one in await entries_of(tx, catalog.current, office, UPSTREAMS) if one.visible]
