# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the quarterly message about the setup, from what is missing when it is sent."""

from bot.catalog import LiveCatalog
from bot.services.ingredients import ingredients
from bot.services.people import PeopleService
from bot.timing import Timing
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice
from workflows.setup.steps import board


class SetupNews:
    """Makes the board that a notice is about."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing

    async def write(self, notice: Notice) -> Message:
        """What is missing now."""
        from messages.setup.news import gaps_message  # noqa: PLC0415 - four messages a year

        now = self._timing.now()
        given = await ingredients(self._database, self._catalog.current, self._people, notice.workspace, now)
        return gaps_message(board(given))
