# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What PostgreSQL needs: clean errors when connections break, a pool that recovers, and sessions that are all alike."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Integer, cast, literal, select

from storage.database import Database
from storage.errors import Conflict, Unavailable
from storage.postgresql import PostgreSQL
from storage.statements import Batch, Script, Statement
from tests.support.records import WORKSPACE, a_request, stored


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    database = Database(postgresql_url)
    await database.start()
    await database.migrate()
    yield database
    await database.stop()


def cut_connections(url: str) -> None:
    """What a restart of the server does to everybody."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_a_broken_connection_is_one_clean_error_and_the_pool_recovers(
    database: Database, postgresql_url: str
) -> None:
    await asyncio.gather(*(stored(database, a_request(number)) for number in range(1, 30)))
    await asyncio.to_thread(cut_connections, postgresql_url)
    with pytest.raises(Unavailable, match="did not answer"):
        await stored(database, a_request(30))
    await asyncio.gather(*(stored(database, a_request(number)) for number in range(31, 50)))


def become_standby(url: str, *, standby: bool) -> None:
    """Have new sessions refuse changes, as those of a server do that lost its role to another."""
    with psycopg.connect(url, autocommit=True, options="-c default_transaction_read_only=off") as connection:
        name, value = sql.Identifier(connection.info.dbname), sql.SQL("on" if standby else "off")
        connection.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}").format(name, value))


@pytest.mark.usefixtures("database")
async def test_connections_to_a_server_that_takes_no_changes_any_more_are_replaced(postgresql_url: str) -> None:
    await asyncio.to_thread(become_standby, postgresql_url, standby=True)
    ours = Database(postgresql_url)
    try:
        await ours.start()
    finally:
        await asyncio.to_thread(become_standby, postgresql_url, standby=False)
    with pytest.raises(Unavailable, match="takes no changes"):
        await stored(ours, a_request(1))  # on a connection from before
    await stored(ours, a_request(1))
    await ours.stop()


async def test_whatever_else_the_server_refuses_is_an_error_of_the_record(database: Database) -> None:
    def impossible() -> Script[None]:
        yield Batch([Statement(select(cast(literal("rubbish"), Integer)))()], last=True)

    with pytest.raises(Unavailable, match="refused"):
        await database.engine.run(impossible())


async def test_a_small_pool_does_not_run_dry_against_itself(postgresql_url: str, database: Database) -> None:
    small = Database(postgresql_url)
    small.engine = PostgreSQL(postgresql_url, connections=1)
    await small.start()

    async def submit() -> None:
        async with small.transaction() as tx:
            request = a_request(await database.next_number(WORKSPACE))
            await tx.requests.add(request, view_id=None, user=request.requester.id)
            await tx.events.append(request)

    await asyncio.wait_for(asyncio.gather(*(submit() for _ in range(20))), 20)
    await small.stop()


async def test_a_row_that_stays_locked_is_an_error_and_not_a_wait_for_ever(
    database: Database, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await stored(database, a_request(1))
    monkeypatch.setattr("storage.postgresql.PATIENCE", 0.1)
    impatient = Database(postgresql_url)
    await impatient.start()

    async def save() -> None:
        async with impatient.transaction() as tx:
            await tx.requests.save(before)

    async with await psycopg.AsyncConnection.connect(postgresql_url) as other:
        await other.execute("SELECT 1 FROM requests FOR UPDATE")
        with pytest.raises(Unavailable, match="lock timeout"):
            await save()
    await save()
    with pytest.raises(Conflict):
        await save()
    await impatient.stop()


async def test_a_server_that_is_not_there_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.postgresql.PATIENCE", 0.2)
    with pytest.raises(Unavailable, match="does not answer"):
        await Database("postgresql://nobody@127.0.0.1:1/nothing").start()


async def test_times_are_utc_whatever_the_server_prefers(database: Database, postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE \"{connection.info.dbname}\" SET timezone = 'Asia/Tokyo'")
    other = Database(postgresql_url)
    await other.start()
    async with other.transaction() as tx:
        await tx.installations.put("token", (WORKSPACE, "", "", ""), a_request(1).submitted_at)
    await other.stop()
    with psycopg.connect(postgresql_url) as connection:
        [stored_at] = connection.execute("SELECT learned_at AT TIME ZONE 'UTC' FROM installations").fetchone() or [None]
    assert stored_at == a_request(1).submitted_at.replace(tzinfo=None)
    assert await database.schema_state() == "current"
