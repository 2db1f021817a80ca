# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The door to the record: opens the database, and the units in which everything is read and written."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url

from storage.backlog import Backlog
from storage.clearing import clear_sent
from storage.counters import Counters
from storage.engine import Engine
from storage.errors import WrongSchema
from storage.lanes import Lanes
from storage.pacing import Pacing
from storage.schema import SchemaState, migrate
from storage.seals import Seals
from storage.sqlite import SQLite
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:  # see storage/seals.py and `verify`
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from storage.verification import Report


class Database:
    """A database, named by its URL: ``sqlite:///ospo.sqlite3`` or ``postgresql://…``.

    ``lanes`` and ``pacing`` are for delivery, ``backlog`` for operators, ``seals`` for the clock; they make their own
    transactions.

    Args:
        url: as DATABASE_URL has it. Raises ValueError for any other kind of URL.
        now: the clock of the units.
    """

    def __init__(self, url: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._url = _url(url)
        self.engine = _engine(self._url)
        self._counters = Counters(self.engine)
        self.lanes = Lanes(self.engine, now)
        self.pacing = Pacing(self.engine)
        self.backlog = Backlog(self.engine, now)
        self.seals = Seals(self.engine)

    async def start(self) -> None:
        """Open the database. Raises Unavailable."""
        await self.engine.start()

    async def stop(self) -> None:
        """Finish what is under way and close it."""
        await self.engine.stop()

    async def schema_state(self) -> SchemaState:
        """How the tables compare with what this version works with; one small query."""
        return SchemaState.of(await self.engine.revision())

    async def migrate(self) -> None:
        """Bring the tables up to date. Safe in several processes at once.

        Raises WrongSchema when a newer version was here before, and Unavailable.
        """
        state = await self.schema_state()
        if state is SchemaState.AHEAD:
            raise WrongSchema(
                "The database was migrated by a newer version of OSPO Bot. Please start that version, or restore a "
                "backup from before."
            )
        if state is not SchemaState.CURRENT:
            await asyncio.to_thread(migrate, self._url)

    async def verify(self, *keys: "Ed25519PublicKey") -> "Report":
        """Check every chain of events and every seal, page by page; with public keys their signatures too."""
        from storage.verification import verify_all  # noqa: PLC0415 - only who verifies waits for its statements

        return await verify_all(self.engine, keys)

    def transaction(self) -> UnitOfWork:
        """A unit that writes. It is on disk when its block ends, and an error in the block leaves nothing behind.

        Reads see what was committed before them, not the unit's own writes. Raises, out of the block: Conflict,
        DuplicateForm or Unavailable.
        """
        return UnitOfWork(self.engine, self._now, writable=True)

    def reading(self) -> UnitOfWork:
        """A unit that only reads, and waits for no writer."""
        return UnitOfWork(self.engine, self._now, writable=False)

    async def clear_sent(self, *, at_once: int = 200) -> int:
        """Delete notices that were sent long ago and whose keys are not needed any more; returns how many.

        ``at_once`` are deleted in one transaction at most.
        """
        return await clear_sent(self.engine, self._now(), at_once=at_once)

    async def workspaces(self) -> list[str]:
        """The workspaces that have requests."""
        return await self._counters.workspaces()

    async def next_number(self, workspace: str) -> int:
        """A number for a new request: unique in its workspace, never given twice; numbers may be left out."""
        return await self._counters.next(workspace, "request")

    async def next_precedent(self, workspace: str) -> int:
        """A number for a new precedent, such as 3 of P-3, in the same way."""
        return await self._counters.next(workspace, "precedent")


def _url(text: str) -> URL:
    url = make_url(text)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise ValueError("DATABASE_URL has to begin with sqlite:/// and a path, or with postgresql://")


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        return SQLite(Path(url.database or ""))
    from storage.postgresql import PostgreSQL  # noqa: PLC0415 - psycopg is loaded only where it is used

    return PostgreSQL(url.render_as_string(hide_password=False))


__all__ = ["Database", "UnitOfWork"]
