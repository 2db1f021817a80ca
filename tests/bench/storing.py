# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How fast units are stored, next to one bare INSERT on the driver that waits for the disk, in one run.

A unit is what a submission writes: a number, a request, its event, and four notices.
"""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg_pool import AsyncConnectionPool

from storage.database import Database
from storage.postgresql import CONNECTIONS
from storage.randomness import time_ordered_id
from tests.support.postgres import fresh_database, postgresql
from tests.support.records import WORKSPACE, a_notice, a_request

AT_ONCE = 32
SECONDS = 2.0
ROUNDS = 3
Work = Callable[[], Awaitable[None]]


async def measured(work: Work) -> tuple[float, list[float]]:
    """How often a second the work was done with so many at once, and how long each took, in ms."""
    delays: list[float] = []
    until = time.perf_counter() + SECONDS

    async def one_of_many() -> None:
        while (started := time.perf_counter()) < until:
            await work()
            delays.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(one_of_many() for _ in range(AT_ONCE)))
    return len(delays) / SECONDS, sorted(delays)


def unit(database: Database) -> Work:
    """The write of one submission."""
    template = a_request(0)
    notices = [a_notice(f"{name}@1") for name in ("card", "step", "progress", "decision")]

    async def work() -> None:
        number = await database.next_number(WORKSPACE)
        request = template.model_copy(update={"id": time_ordered_id(), "number": number})
        own = [replace(notice, key=f"{notice.message}:{request.id}@1", lane=request.id) for notice in notices]
        async with database.transaction() as tx:
            await tx.requests.add(request, view_id=f"V{number}", user=request.requester.id)
            await tx.events.append(request)
            await tx.outbox.add(*own)

    return work


@asynccontextmanager
async def bare_sqlite(folder: Path) -> AsyncIterator[Work]:
    """One INSERT with its own COMMIT that is synced to the disk, on the event loop."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE IF NOT EXISTS bare (document TEXT)",
    ):
        connection.execute(statement)

    async def work() -> None:
        connection.execute("INSERT INTO bare VALUES (?)", ("x" * 2000,))
        await asyncio.sleep(0)

    yield work
    connection.close()


@asynccontextmanager
async def bare_postgresql(url: str) -> AsyncIterator[Work]:
    """One INSERT with its own COMMIT, over a pool of the same size."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (document TEXT)")
    pool = AsyncConnectionPool(url, min_size=CONNECTIONS, open=False, kwargs={"autocommit": True})
    async with pool:

        async def work() -> None:
            async with pool.connection() as connection:
                await connection.execute("INSERT INTO bare VALUES (%s)", ("x" * 2000,))

        yield work


async def compare(what: str, url: str, bare: Callable[[], AbstractAsyncContextManager[Work]]) -> None:
    """Measure both in turns, so that the machine's moods meet both, and print the median ratio."""
    database = Database(url)
    await database.start()
    await database.migrate()
    ratios = []
    for _ in range(ROUNDS):
        async with bare() as floor:
            floor_rate, _ = await measured(floor)
        rate, delays = await measured(unit(database))
        ratios.append(rate / floor_rate)
        print(
            f"  {what}: {rate:5.0f} units/s of {floor_rate:5.0f} bare inserts/s = {ratios[-1]:.2f}; "
            f"p50 {delays[len(delays) // 2]:.1f} ms, p99 {delays[int(len(delays) * 0.99)]:.1f} ms, "
            f"worst {delays[-1]:.0f} ms"
        )
    await database.stop()
    print(f"{what}: a unit costs {1 / statistics.median(ratios):.1f} bare inserts")


async def main() -> None:
    """Print what a unit costs on both engines."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        await compare("units, SQLite FULL", f"sqlite:///{folder / 'units.sqlite3'}", lambda: bare_sqlite(folder))
    with postgresql(durable=True) as server, fresh_database(server) as fresh:
        url = fresh.render_as_string(hide_password=False)
        await compare("units, PostgreSQL", url, lambda: bare_postgresql(url))


if __name__ == "__main__":
    asyncio.run(main())
