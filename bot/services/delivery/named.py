# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages about entries that name people, from the entry as it is when they are sent."""

from bot.catalog import LiveCatalog
from bot.services.register_entries import entry_of
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice


class NamedNews:
    """Reads the entry of a notice."""

    def __init__(self, database: Database, catalog: LiveCatalog) -> None:
        self._database = database
        self._catalog = catalog

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message; None where it would only say that something does not show which nobody saw (``standing``)."""
        from messages.registers.named import gone, named  # noqa: PLC0415 - few notices are of this kind

        if notice.detail.get("ended") and not standing:
            return None
        register, name = str(notice.detail["register"]), str(notice.detail["entry"])
        definition = self._catalog.current.registers.get(register)
        async with self._database.reading() as tx:
            entry = await entry_of(tx, self._catalog.current, notice.workspace, register, name)
        if definition is None or entry is None:
            return gone()
        return named(notice, definition, entry)
