# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""SQLite: one writer for each process, whose units share a COMMIT, and readers that never wait for it.

Statements run on the event loop, microseconds each; only COMMIT, which waits for the disk, runs in a thread. Units that
arrive meanwhile form the next group. Other processes may use the same file: the write lock is asked for without
blocking the loop.
"""

import asyncio
import random
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, FromClause
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from storage.engine import play
from storage.errors import Duplicate, StorageError, Unavailable
from storage.statements import Call, Result, Row, Script

T = TypeVar("T")

#: Units that share one COMMIT at most, so that the first of them does not wait for long.
GROUP = 64
#: How long another process may hold the write lock before a unit gives up, in seconds.
PATIENCE = 10.0
SCANNERS = 2
#: What a savepoint would undo is kept in memory: a file of its own for it was a twentieth of all work.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)


class _Compiler(SQLiteCompiler):
    """Writes hints such as INDEXED BY behind their table: SQLAlchemy leaves them out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        del table
        return text


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite's own words, with hints."""

    statement_compiler = _Compiler
    supports_statement_cache = True


@dataclass(slots=True)
class _Job(Generic[T]):
    """A unit that waits for its turn, and who waits for it."""

    script: Script[T]
    answer: "asyncio.Future[T]"
    durable: bool
    value: T | None = None
    error: BaseException | None = None

    def tell(self, error: BaseException | None = None) -> None:
        """Answer with the value, or with what went wrong; whoever asked may have gone away."""
        if self.answer.done():
            return
        error = error or self.error
        if error is not None:
            self.answer.set_exception(error)
        else:
            self.answer.set_result(self.value)  # type: ignore[arg-type]  # without an error the value is there


class SQLite:
    """A database file. ``sleep`` is how it waits between two tries for the write lock."""

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        self.dialect: Dialect = _Dialect(paramstyle="qmark")
        self._patience = patience
        self._waiting: deque[_Job[Any]] = deque()
        self._working: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Open the writer, the reader of the loop and those for scans."""
        self._closing = False
        self._threads = ThreadPoolExecutor(1 + SCANNERS, thread_name_prefix="sqlite")
        try:
            self._writer = await self._in_thread(self._connect)
            self._reader = await self._in_thread(self._connect)
            self._scanners: asyncio.LifoQueue[sqlite3.Connection] = asyncio.LifoQueue()
            for _ in range(SCANNERS):
                self._scanners.put_nowait(await self._in_thread(self._connect))
        except sqlite3.Error as error:
            raise Unavailable(f"The database file {self.path} cannot be opened: {error}.") from error

    async def stop(self) -> None:
        """Let the units under way commit, then close; once is enough.

        A connection in use must not be closed: that ends the process.
        """
        if self._closing:
            return
        self._closing = True
        while self._working is not None:
            await asyncio.wait([self._working])
        for _ in range(SCANNERS):
            (await self._scanners.get()).close()
        self._reader.close()
        await self._in_thread(self._writer.close)  # the last one to close copies the log into the file
        self._threads.shutdown()

    async def read(self, call: Call) -> list[Row]:
        """Run a short read on the event loop."""
        self._check_open()
        return _guarded(lambda: self._execute(self._reader, call).rows)

    async def scan(self, call: Call) -> list[Row]:
        """Run a longer read in a thread, on a connection of its own."""
        self._check_open()
        connection = await self._scanners.get()
        try:
            return await self._in_thread(lambda: _guarded(lambda: self._execute(connection, call).rows))
        finally:
            self._scanners.put_nowait(connection)

    async def revision(self) -> str | None:
        """Ask the file which migration it is at."""
        return _guarded(partial(_revision, self._reader))

    async def run(self, script: Script[T], *, durable: bool = True) -> T:
        """Queue a unit for the next group."""
        self._check_open()
        job = _Job(script, asyncio.get_running_loop().create_future(), durable)
        self._waiting.append(job)
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        value: T = await job.answer
        return value

    def _check_open(self) -> None:
        if self._closing:
            raise Unavailable("The database is being closed. Nothing was stored.")

    async def _work(self) -> None:
        """Write group after group until nobody waits."""
        try:
            while self._waiting:
                group: list[_Job[Any]] = []
                try:
                    await self._begin()
                    self._write(group)
                    await self._in_thread(self._commit)
                except Exception as error:  # noqa: BLE001 - whatever it is, each unit is told, and the next group goes on
                    self._fail(group, error)
                else:
                    for job in group:
                        job.tell()
        finally:
            self._working = None

    async def _begin(self) -> None:
        """Take the write lock; while another process has it, try again with growing pauses."""
        deadline = asyncio.get_running_loop().time() + self._patience
        pause = 0.001
        while True:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not _busy(error):
                    raise
                if asyncio.get_running_loop().time() > deadline:
                    raise Unavailable(
                        f"Another process has been writing to {self.path} for {self._patience:.0f} s. "
                        "Nothing was stored; please try again."
                    ) from error
                await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - spreads the tries, no secret
                pause = min(pause * 2, 0.05)
            else:
                return

    def _write(self, group: list[_Job[Any]]) -> None:
        """Run the waiting units, each in its savepoint. What a refused one read is committed before it is told."""
        while self._waiting and len(group) < GROUP:
            job = self._waiting.popleft()
            group.append(job)
            self._writer.execute("SAVEPOINT unit")
            try:
                job.value = _guarded(partial(play, job.script, self._execute_write))
            except Exception as error:
                job.error = error
                if not self._writer.in_transaction:  # such as a full disk: SQLite has undone the whole group
                    raise Unavailable(f"The database file refused to go on: {error}.") from error
                self._writer.execute("ROLLBACK TO unit")
            self._writer.execute("RELEASE unit")
            if not job.durable:
                job.tell()

    def _commit(self) -> None:
        self._writer.execute("COMMIT")

    def _fail(self, group: list[_Job[Any]], error: Exception) -> None:
        """Nothing of the group is stored: say so to each of its units, or to the first that waits if none had begun."""
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        if not group:
            group = [self._waiting.popleft()]
        for job in group:
            failure = error if isinstance(error, StorageError) else Unavailable(f"Nothing was stored: {error}.")
            failure.__cause__ = failure.__cause__ or error
            job.tell(job.error or failure)

    def _execute_write(self, call: Call) -> Result:
        return self._execute(self._writer, call)

    def _execute(self, connection: sqlite3.Connection, call: Call) -> Result:
        compiled = call.statement.compiled(self.dialect)
        cursor = connection.execute(compiled.sql, compiled.arguments(call.values))
        if not compiled.gives_rows:
            return Result([], cursor.rowcount)
        rows = compiled.rows(cursor.fetchall())
        return Result(rows, len(rows))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=self._patience, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA busy_timeout=0")
        return connection

    async def _in_thread(self, work: Callable[[], T]) -> T:
        value: T = await asyncio.get_running_loop().run_in_executor(self._threads, work)
        return value


def _revision(connection: sqlite3.Connection) -> str | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row: tuple[str] | None = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _guarded(work: Callable[[], T]) -> T:
    """Do some work, and name the driver's errors in the words of this room."""
    try:
        return work()
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}:
            raise Duplicate(str(error).partition(": ")[2]) from error
        raise
    except sqlite3.OperationalError as error:
        raise Unavailable(f"The database file did not answer: {error}.") from error
