# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages about items of maturity models: from the board as it is when they are sent."""

from bot.catalog import LiveCatalog
from bot.timing import Timing
from messages.blocks import Message
from messages.maturity.news import gone, news
from storage.database import Database
from workflows.maturity.folding import board_at
from workflows.notice import Notice


class MaturityNews:
    """Folds the board that a notice is about, and renders its item."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message of a notice; of an item or model that is gone it says so.

        None: the notice only edits a message, which is not there (``standing``).
        """
        if notice.detail.get("ended") and not standing:
            return None
        name, unit, item = (str(notice.detail[key]) for key in ("model", "unit", "item"))
        model = self._catalog.current.maturity.find(name, unit)
        if model is None:
            return gone()
        async with self._database.reading() as tx:
            entries = await tx.maturity.entries(notice.workspace, name, unit)
        board = board_at(model, entries, self._timing.now(), unit)
        found = board.standing(item)
        return news(notice, board, found) if found else gone()
