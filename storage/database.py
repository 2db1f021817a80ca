# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The door to the record: opens the database, and the units in which everything is read and written."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from storage.counters import Counters
from storage.engine import Engine
from storage.errors import Conflict, Duplicate, DuplicateForm
from storage.events import Events
from storage.installations import Installations
from storage.outbox import Outbox
from storage.requests import Requests
from storage.sqlite import SQLite
from storage.unit import Unit


class UnitOfWork:
    """What belongs together: read at once, written at the end as a whole or not at all."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, writable: bool) -> None:
        self._unit = Unit(engine, now, writable=writable)
        self.requests = Requests(self._unit)
        self.events = Events(self._unit, self.requests)
        self.outbox = Outbox(self._unit)
        self.installations = Installations(self._unit)

    async def _write(self) -> None:
        if not self._unit.changed:
            return
        try:
            await self._unit.engine.run(self._unit.script())
        except Duplicate as duplicate:
            number = await self.requests.already_made() if "view_id" in duplicate.constraint else None
            if number is not None:
                raise DuplicateForm(number) from duplicate
            raise Conflict(str(duplicate)) from duplicate


class Database:
    """A database, named by its URL: ``sqlite:///ospo.sqlite3`` or ``postgresql://…``.

    Args:
        url: as DATABASE_URL has it. Raises ValueError for any other kind of URL.
        now: the clock of the units.
    """

    def __init__(self, url: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self.engine = _engine(url)
        self._counters = Counters(self.engine)

    async def start(self) -> None:
        """Open the database. Raises Unavailable."""
        await self.engine.start()

    async def stop(self) -> None:
        """Finish what is under way and close it."""
        await self.engine.stop()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[UnitOfWork]:
        """A unit that writes. It is on disk when the block ends, and an error in the block leaves nothing behind.

        Reads see what was committed before them, not the unit's own writes. Raises, out of the block: Conflict,
        DuplicateForm or Unavailable.
        """
        unit = UnitOfWork(self.engine, self._now, writable=True)
        yield unit
        await unit._write()  # noqa: SLF001 - the unit's end belongs to this block alone

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """A unit that only reads, and waits for no writer."""
        yield UnitOfWork(self.engine, self._now, writable=False)

    async def next_number(self, workspace: str) -> int:
        """A number for a new request: unique in its workspace, never given twice; numbers may be left out."""
        return await self._counters.next(workspace, "request")


def _engine(url: str) -> Engine:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database and parts.database != ":memory:":
        return SQLite(Path(parts.database))
    if parts.get_backend_name() == "postgresql":
        from storage.postgresql import PostgreSQL  # noqa: PLC0415 - psycopg is loaded only where it is used

        return PostgreSQL(parts.set(drivername="postgresql").render_as_string(hide_password=False))
    raise ValueError("DATABASE_URL has to begin with sqlite:/// and a path, or with postgresql://")
