# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What digests tell of upstreams and regulators, from registers that everybody reads and numbers of the others."""

from datetime import datetime, tzinfo

from bot.catalog import Catalog
from bot.services.registers import entries_of
from bot.services.regulators import DEADLINES, POSITIONS
from bot.services.upstreams import UPSTREAMS, off
from storage.unit_of_work import UnitOfWork
from workflows.digests.outside import Outside, outside
from workflows.registers.entry import Entry


async def outside_of(tx: UnitOfWork, catalog: Catalog, workspace: str, at: datetime, zone: tzinfo) -> Outside:
    """What there is to tell at an instant. A register that not everybody reads names nothing."""

    async def of(name: str) -> tuple[Entry, ...]:
        return await entries_of(tx, catalog, workspace, name) if name in catalog.registers else ()

    def is_open(name: str) -> bool:
        return name in catalog.registers and catalog.registers[name].open

    found = await off(tx, catalog, workspace, at) if is_open(UPSTREAMS) else ()
    deadlines = await of(DEADLINES) if is_open(DEADLINES) else ()
    return outside(found, deadlines, await of(POSITIONS), at.astimezone(zone).date())
