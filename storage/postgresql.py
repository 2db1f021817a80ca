# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL: a pool of psycopg connections; a unit's writes travel together, in one pipeline with their BEGIN.

No operation holds a connection while it waits for anything but its own answers, so that a small pool cannot run dry
against itself.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import psycopg
from psycopg import AsyncConnection, AsyncCursor, errors
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.errors import Conflict, Duplicate, Unavailable
from storage.statements import Call, Result, Row, Script

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

    async def run(self, script: Script[T], *, durable: bool = True) -> T:
        """Run a script in one transaction; its first calls travel with BEGIN, and COMMIT needs no answer of its own."""
        async with self._connection() as connection, connection.pipeline() as pipeline:
            await connection.execute("BEGIN")
            if not durable:
                await connection.execute("SET LOCAL synchronous_commit = off")
            try:
                calls = next(script)
                while True:
                    sent = [await self._send(connection, call) for call in calls]
                    await pipeline.sync()
                    calls = script.send([await self._received(call, cursor) for call, cursor in sent])
            except StopIteration as done:
                await connection.execute("COMMIT")
                value: T = done.value
                return value  # leaving the pipeline waits for the answer to COMMIT, and raises what it says

    async def _send(self, connection: AsyncConnection[Row], call: Call) -> tuple[Call, AsyncCursor[Row]]:
        compiled = call.statement.compiled(self.dialect)
        return call, await connection.execute(compiled.sql, compiled.arguments(call.values))

    async def _received(self, call: Call, cursor: AsyncCursor[Row]) -> Result:
        compiled = call.statement.compiled(self.dialect)
        rows = compiled.rows(await cursor.fetchall()) if compiled.gives_rows else []
        return Result(rows, cursor.rowcount)

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
        except psycopg.OperationalError as error:
            await self._pool.check()  # after a restart of the server: replace every connection that broke with it
            raise Unavailable(f"The PostgreSQL server did not answer: {error}. Nothing was stored.") from error


async def _configure(connection: AsyncConnection[Row]) -> None:
    """Make every session alike, whatever the server's defaults."""
    await connection.execute(
        f"SET TIME ZONE 'UTC'; SET lock_timeout = '{PATIENCE}s'; SET default_transaction_isolation = 'read committed'"
    )
