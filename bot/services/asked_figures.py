# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a digest tells of questions: how many wait for people, and what was asked for most. Never who, never words."""

from datetime import datetime, tzinfo

from bot.catalog import Catalog
from bot.services.register_entries import entry_of
from storage.unit_of_work import UnitOfWork
from workflows.asking.asked import is_open
from workflows.asking.reply import ASKED
from workflows.digests.document import AskedFigures, AskedFor

_MOST, _LOOKED_AT = 3, 12
#: What was asked for once or twice is nobody's pattern.
_LEAST = 3


async def asked_figures(
    tx: UnitOfWork, catalog: Catalog, workspace: str, since: datetime, until: datetime, zone: tzinfo
) -> AskedFigures:
    """Of a window: open questions at its end, and the entries that everybody reads which were asked for most."""
    waiting = sum(is_open(one) for one in await tx.registers.of(workspace, ASKED))
    most = []
    days = since.astimezone(zone).date(), until.astimezone(zone).date()
    for one in await tx.asking.most(workspace, *days, _LOOKED_AT):
        register = catalog.registers.get(one.register)
        if register is None or not register.open or one.times < _LEAST:
            continue
        entry = await entry_of(tx, catalog, workspace, one.register, one.name)
        if entry is not None and entry.visible:
            most.append(AskedFor(entry.title, one.times))
    return AskedFigures(waiting, tuple(most[:_MOST]))
