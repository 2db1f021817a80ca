# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL: a pool of psycopg connections; a unit's writes travel together, in one message with their BEGIN.

No operation holds a connection while it waits for anything but its own answers, so that a small pool cannot run dry
against itself.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import psycopg
from psycopg import AsyncClientCursor, AsyncConnection, errors
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.errors import Conflict, Duplicate, Unavailable
from storage.statements import Batch, Call, Result, Row, Script

T = TypeVar("T")

CONNECTIONS = 8
#: How long a unit waits for a free connection or for a locked row before it gives up, in seconds.
PATIENCE = 10


class PostgreSQL:
    """A database on a server, named by a ``postgresql://`` URL."""

    def __init__(self, url: str, *, connections: int = CONNECTIONS) -> None:
        self.dialect: Dialect = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]  # SQLAlchemy's own gap
        self._pool: AsyncConnectionPool[AsyncConnection[Row]] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=PATIENCE,
            open=False,
            configure=_configure,
            kwargs={"autocommit": True},
            name="ospo",
        )

    async def start(self) -> None:
        """Connect. Raises Unavailable when the server does not answer."""
        try:
            await self._pool.open(wait=True, timeout=PATIENCE)
        except PoolTimeout as error:
            raise Unavailable("The PostgreSQL server of DATABASE_URL does not answer.") from error

    async def stop(self) -> None:
        """Close the connections."""
        await self._pool.close()

    async def read(self, call: Call) -> list[Row]:
        """Read on any free connection."""
        async with self._connection() as connection:
            compiled = call.statement.compiled(self.dialect)
            cursor = await connection.execute(compiled.sql, compiled.arguments(call.values))
            return compiled.rows(await cursor.fetchall())

    async def scan(self, call: Call) -> list[Row]:
        """The same: waiting for a server does not stop the loop."""
        return await self.read(call)

    async def revision(self) -> str | None:
        """Ask the server which migration its tables are at."""
        async with self._connection() as connection:
            found = await connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
            if await found.fetchone() == (False,):
                return None
            row = await (await connection.execute("SELECT version_num FROM alembic_version")).fetchone()
            return str(row[0]) if row else None

    async def run(self, script: Script[T], *, durable: bool = True) -> T:
        """Run a script in one transaction. Each batch is one message with its values in it, and so one round trip.

        Values are bound by psycopg, which costs half of what a pipeline of prepared statements does.
        """
        async with self._connection() as connection:
            cursor = AsyncClientCursor(connection)
            begin = "BEGIN" if durable else "BEGIN; SET LOCAL synchronous_commit = off"
            try:
                batch = next(script)
                while True:
                    results = await self._send(cursor, begin, batch)
                    begin = ""
                    batch = script.send(results)
            except StopIteration as done:
                if connection.info.transaction_status != TransactionStatus.IDLE:
                    await cursor.execute("COMMIT")
                value: T = done.value
                return value

    async def _send(self, cursor: AsyncClientCursor[Row], begin: str, batch: Batch) -> list[Result]:
        compiled = [call.statement.compiled(self.dialect) for call in batch.calls]
        words = [
            cursor.mogrify(one.sql, one.arguments(call.values)) for one, call in zip(compiled, batch.calls, strict=True)
        ]
        await cursor.execute(";".join([*filter(None, [begin]), *words, *(["COMMIT"] if batch.last else [])]))
        for _ in range(begin.count(";") + 1 if begin else 0):
            cursor.nextset()
        results = []
        for one in compiled:
            rows = one.rows(await cursor.fetchall()) if one.gives_rows else []
            results.append(Result(rows, cursor.rowcount))
            cursor.nextset()
        return results

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection[Row]]:
        """A connection of the pool; what the driver raises meanwhile is named in the words of this room."""
        try:
            async with self._pool.connection() as connection:
                yield connection
        except errors.UniqueViolation as error:
            raise Duplicate(error.diag.constraint_name or str(error)) from error
        except (errors.SerializationFailure, errors.DeadlockDetected) as error:
            raise Conflict(f"PostgreSQL let another unit go first: {error}") from error
        except errors.ReadOnlySqlTransaction as error:
            await self._pool.drain()  # after a failover: these connections lead to what is a standby now
            raise Unavailable(f"The PostgreSQL server takes no changes: {error}") from error
        except psycopg.OperationalError as error:
            await self._pool.check()  # after a restart of the server: replace every connection that broke with it
            raise Unavailable(f"The PostgreSQL server did not answer: {error}") from error
        except psycopg.Error as error:
            raise Unavailable(f"The PostgreSQL server refused: {error}") from error


async def _configure(connection: AsyncConnection[Row]) -> None:
    """Make every session alike, whatever the server's defaults."""
    await connection.execute(
        f"SET TIME ZONE 'UTC'; SET lock_timeout = '{PATIENCE}s'; SET default_transaction_isolation = 'read committed'"
    )
