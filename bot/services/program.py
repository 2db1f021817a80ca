# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The program as its office sees it in Home: what costs little to read, however much the record holds."""

from collections.abc import Sequence

from bot.catalog import LiveCatalog
from bot.services.maturity import program_board
from bot.services.recommendations import first_advice
from bot.services.schedules import standings_of
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.digests.document import Digest
from workflows.digests.storing import earlier
from workflows.home import Program
from workflows.rescheduling import ScheduleStanding


class ProgramService:
    """Reads along the index of open requests, the log of what was said of items, and a few small rows."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing
        self._newest: tuple[tuple[str, str, str], Digest] | None = None

    async def now(self, workspace: str) -> Program:
        """The program as it is at this moment."""
        current, now = self._catalog.current, self._timing.now()
        async with self._database.reading() as tx:
            queue = await tx.figures.queue(workspace, now, current.counting)
            board = await program_board(tx, workspace, self._catalog, now)
            schedules = await standings_of(tx, current.organization, workspace, now)
            digest = await self._newest_digest(tx, workspace, schedules)
            advice, count = await first_advice(tx, workspace)
        return Program(queue, board, schedules, digest, advice, count)

    async def _newest_digest(
        self, tx: UnitOfWork, workspace: str, schedules: Sequence[ScheduleStanding]
    ) -> Digest | None:
        """The weekly digest that was made last. Kept until there is a newer one: reading it takes 15 ms."""
        weekly = [(one.last.until, one) for one in schedules if one.schedule.digest == "maturity" and one.last]
        if not weekly:
            return None
        _, newest = max(weekly, key=lambda one: one[0])
        key = (workspace, newest.schedule.name, newest.last.period if newest.last else "")
        if self._newest is None or self._newest[0] != key:
            made = await tx.digests.made(*key)
            if made is None:
                return None
            told = earlier(made.document, Digest)
            if told is None:
                return None
            self._newest = key, told
        return self._newest[1]
