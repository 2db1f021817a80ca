# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What SQLite needs: one writer, shared commits, other processes on the same file, and death at any moment."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import Unavailable
from storage.instant import to_text
from storage.sqlite import SQLite
from storage.statements import Batch, Script
from tests.support.records import AUTHOR, START, WORKSPACE, Clock, a_request, queued, stored
from tests.support.records import a_notice as notice
from workflows.events import verify
from workflows.people import Person
from workflows.queue import EVERYTHING

#: A process of its own that stores requests as fast as it can, and prints each number once it is acknowledged.
_SUBMITS = """
import asyncio, sys
from storage.database import Database
from tests.support.records import AUTHOR, WORKSPACE, a_notice, a_request

async def submit(database, rounds):
    for _ in range(rounds):
        number = await database.next_number(WORKSPACE)
        request = a_request(number)
        async with database.transaction() as tx:
            await tx.requests.add(request, view_id=None, user=AUTHOR.id)
            await tx.events.append(request)
            await tx.outbox.add(a_notice(f"card:{request.id}@1", lane=request.id))
        print(number, flush=True)

async def main():
    database = Database(sys.argv[1])
    await database.start()
    await asyncio.gather(*(submit(database, int(sys.argv[2])) for _ in range(8)))
    await database.stop()

asyncio.run(main())
"""


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    await database.start()
    await database.migrate()
    yield database
    await database.stop()


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
def engine(database: Database) -> SQLite:
    assert isinstance(database.engine, SQLite)
    return database.engine


async def submitting(url: str, rounds: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SUBMITS, url, str(rounds), stdout=asyncio.subprocess.PIPE
    )


async def numbers_stored(database: Database) -> list[int]:
    async with database.reading() as tx:
        found, _ = await tx.queues.waiting_for(Person(WORKSPACE, "U0X"), ["legal"], EVERYTHING, now=START, rows=100_000)
        for request in found:
            assert verify(await tx.events.chain(request.id)).problem == ""
    assert (await database.backlog.counts())["waiting"].count == len(found)
    return [request.number for request in found]


async def test_what_is_acknowledged_is_synced_to_the_disk(engine: SQLite) -> None:
    assert engine._writer.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
    assert engine._writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert engine._writer.execute("PRAGMA foreign_keys").fetchone() == (1,)


async def test_units_that_arrive_together_share_a_commit(database: Database, engine: SQLite) -> None:
    statements: list[str] = []
    engine._writer.set_trace_callback(statements.append)
    await asyncio.gather(*(stored(database, a_request(number)) for number in range(40)))
    assert 1 <= statements.count("COMMIT") <= 5
    assert statements.count("SAVEPOINT unit") == 40


async def test_one_refused_unit_does_not_touch_the_others_of_its_group(database: Database) -> None:
    results = await asyncio.gather(
        *(stored(database, a_request(number)) for number in (1, 2, 2, 3)), return_exceptions=True
    )
    assert [type(result).__name__ for result in results] == ["Request", "Request", "Conflict", "Request"]
    async with database.reading() as tx:
        assert [one.number for one in await tx.requests.of_requester(AUTHOR, 9)] == [3, 2, 1]


async def test_a_commit_that_fails_fails_every_unit_of_its_group_and_not_the_next(
    database: Database, engine: SQLite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken_disk:
        broken_disk.setattr(engine, "_commit", broken)
        results = await asyncio.gather(
            *(stored(database, a_request(number)) for number in (1, 2, 3)), return_exceptions=True
        )
    assert [type(result) for result in results] == [Unavailable] * 3
    assert "disk I/O error" in str(results[0])
    await stored(database, a_request(4))
    assert await numbers_of_requester(database) == [4]


async def numbers_of_requester(database: Database) -> list[int]:
    async with database.reading() as tx:
        return [one.number for one in await tx.requests.of_requester(AUTHOR, 9)]


async def test_a_fault_of_the_code_is_raised_to_its_unit_and_the_writer_goes_on(
    database: Database, engine: SQLite
) -> None:
    def faulty() -> Script[None]:
        yield Batch([])
        raise ZeroDivisionError

    results = await asyncio.gather(engine.run(faulty()), stored(database, a_request(1)), return_exceptions=True)
    assert isinstance(results[0], ZeroDivisionError)
    assert await numbers_of_requester(database) == [1]


async def test_a_unit_waits_for_another_process_without_stopping_the_loop(database: Database, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(stored(database, a_request(1)))
    for _ in range(5):
        await asyncio.sleep(0.01)
        async with database.reading() as tx:
            assert await tx.requests.of_requester(AUTHOR, 1) == []
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    assert (await waiting).number == 1


async def test_a_file_that_stays_locked_is_an_error_that_says_so(database: Database, file: Path) -> None:
    impatient = SQLite(file, patience=0.05)
    await impatient.start()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def nothing() -> Script[None]:
        yield Batch([])

    with pytest.raises(Unavailable, match="Another process has been writing"):
        await impatient.run(nothing())
    other.execute("ROLLBACK")
    other.close()
    await impatient.run(nothing())
    await impatient.stop()
    assert await database.next_number(WORKSPACE) == 1


async def test_whoever_goes_away_while_waiting_disturbs_nobody(database: Database) -> None:
    tasks = [asyncio.create_task(stored(database, a_request(number))) for number in range(1, 6)]
    asking = [asyncio.create_task(database.next_number(WORKSPACE)) for _ in range(5)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    asking[0].cancel()
    await asyncio.gather(*tasks[1:], *asking[1:])
    assert {2, 3, 4, 5} <= set(await numbers_of_requester(database))


async def test_two_processes_share_a_file(database: Database, sqlite_url: str) -> None:
    processes = [await submitting(sqlite_url, 15) for _ in range(2)]
    printed = [(await process.communicate())[0] for process in processes]
    acknowledged = sorted(int(line) for lines in printed for line in lines.split())
    assert acknowledged == list(range(1, 241))
    assert await numbers_stored(database) == acknowledged


async def test_a_killed_process_loses_nothing_that_it_acknowledged(database: Database, sqlite_url: str) -> None:
    process = await submitting(sqlite_url, 100_000)
    assert process.stdout is not None
    lines = [await process.stdout.readline() for _ in range(300)]
    process.send_signal(signal.SIGKILL)
    lines += (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    acknowledged = {int(line) for line in lines if line.endswith(b"\n")}
    assert acknowledged <= set(await numbers_stored(database))
    assert await database.next_number(WORKSPACE) > max(acknowledged)


async def test_what_is_under_way_when_the_database_stops_is_finished(sqlite_url: str, database: Database) -> None:
    other = Database(sqlite_url)
    await other.start()
    under_way = asyncio.create_task(queued(other, notice("card@1")))
    await asyncio.sleep(0)
    await other.stop()
    await under_way
    assert (await database.backlog.counts())["waiting"].count == 1


async def test_what_comes_when_the_database_is_being_closed_is_refused(sqlite_url: str, database: Database) -> None:
    other = Database(sqlite_url)
    await other.start()
    stopping = asyncio.create_task(other.stop())
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="closed"):
        await queued(other, notice("card@1"))
    with pytest.raises(Unavailable, match="closed"):
        await other.backlog.counts()
    await stopping
    assert await database.backlog.counts() == {}


async def test_a_path_that_cannot_be_opened_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        await Database(f"sqlite:///{tmp_path / 'nowhere' / 'file'}").start()


async def test_every_row_of_one_insertion_keeps_its_instants_alike(tmp_path: Path) -> None:
    file = tmp_path / "record.sqlite3"
    database = Database(f"sqlite:///{file}", now=Clock())
    await database.start()
    await database.migrate()
    await queued(database, *(notice(f"message-{number}@1") for number in range(9)))
    await database.stop()
    stored_at = {at for (at,) in sqlite3.connect(file).execute("SELECT created_at FROM outbox")}
    assert stored_at == {to_text(START)}
