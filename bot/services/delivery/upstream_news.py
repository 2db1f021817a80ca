# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages about upstreams: from the register and the record as they are when they are sent."""

from bot.catalog import LiveCatalog
from bot.services.registers import entry_of
from bot.services.upstreams import UPSTREAMS, look_at
from bot.timing import Timing
from messages.blocks import Message
from messages.upstreams import gone_quiet, license_changed
from storage.database import Database
from workflows.notice import Notice


class UpstreamNews:
    """Looks again at what a notice is about."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def write(self, notice: Notice) -> Message | None:
        """The message of a notice; None where somebody has settled meanwhile what it was about."""
        catalog, name = self._catalog.current, str(notice.detail["entry"])
        async with self._database.reading() as tx:
            entry = await entry_of(tx, catalog, notice.workspace, UPSTREAMS, name)
            found = await look_at(tx, catalog, entry, self._timing.now()) if entry else None
        if found is not None and found.license and notice.detail["about"] == "license":
            return license_changed(found.license)
        return gone_quiet(found.quiet) if found and found.quiet and notice.detail["about"] == "quiet" else None
