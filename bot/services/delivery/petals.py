# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the flower for who asked for it: drawn and uploaded before its message is written, or a table alone."""

from typing import TYPE_CHECKING

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.petals import flower_now, lines_now
from bot.timing import Timing
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice

if TYPE_CHECKING:  # only who sends a flower pays for charts
    from messages.charts.chart import Chart

#: Files of so many flowers are remembered until their message is sent; one that is forgotten goes as a table.
_REMEMBERED = 20


class FlowerNews:
    """Draws and tells the petals as they are when the message is sent."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing
        self._files: dict[str, str] = {}

    def drawn(self, notice: Notice) -> bool:
        """Whether its picture is uploaded already."""
        return notice.key in self._files

    def keep(self, notice: Notice, file_id: str) -> None:
        """Remember the file of its picture until the message is written."""
        if len(self._files) >= _REMEMBERED:
            self._files.clear()
        self._files[notice.key] = file_id

    async def chart(self, notice: Notice) -> "Chart":
        """The flower as it is now."""
        from messages.charts.flower import flower_of  # noqa: PLC0415 - see the top

        now = self._timing.now()
        return flower_of(await flower_now(self._database, self._catalog.current, notice.workspace, now))

    async def write(self, notice: Notice) -> Message:
        """The message, with the picture where one was uploaded."""
        from messages.petals import flower_message  # noqa: PLC0415 - see the top

        now, chart = self._timing.now(), await self.chart(notice)
        lines = await lines_now(self._database, self._catalog.current, self._people, notice.workspace, now)
        return flower_message(lines, chart, self._files.get(notice.key, ""))
