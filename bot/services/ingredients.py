# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the board of the setup is made from, read whole: files, groups, who left, and what is published in registers."""

from datetime import datetime

from bot.catalog import Catalog
from bot.services.people import PeopleService
from bot.services.register_entries import entries_of
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.registers.entry import Entry
from workflows.setup.board import Ingredients
from workflows.setup.steps import REGISTERS


async def ingredients(
    database: Database, catalog: Catalog, people: PeopleService, workspace: str, now: datetime
) -> Ingredients:
    """Everything that the setup looks at, now."""
    staff, left = await people.colleagues(workspace), await people.no_members(workspace)
    async with database.reading() as tx:
        entries = {name: await _published(tx, catalog, workspace, name) for name in REGISTERS}
    return Ingredients(
        organization=catalog.organization,
        today=catalog.today(now),
        members=staff.members,
        unknown=staff.stale,
        left=frozenset(one.id for one in left),
        entries=entries,
    )


async def _published(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str) -> tuple[Entry, ...]:
    return tuple(one for one in await entries_of(tx, catalog, workspace, register) if one.visible)
