# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What `kill -9` costs: nothing. Requests through several processes, of which one after the other is killed."""

import asyncio
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, create_engine, text

from storage.database import Database
from tests.soak.soaking import Soak, soak

PLACES = "SELECT name, channel, ts, notice_id FROM messages"
#: The messages of a request that was approved, in the order in which people have to see them.
IN_ORDER = ("card", "step", "progress", "decision")


def rows(database_url: str, query: str) -> list[Row[Any]]:
    """What stands in the database, read past the office."""
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(query)))
    finally:
        engine.dispose()


async def settled(database_url: str) -> None:
    """Wait until every notice is sent. Polled: the processes tell nobody."""
    database = Database(database_url)
    await database.start()
    try:
        async with asyncio.timeout(120):
            while counts := await database.backlog.counts():
                assert {"waiting", "sending"} >= counts.keys(), await database.backlog.stuck()
                await asyncio.sleep(0.25)
    finally:
        await database.stop()


def check_every_submission(database_url: str, soak: Soak, count: int) -> None:
    """Every acknowledged submission exists once."""
    stored = [row[0] for row in rows(database_url, "SELECT view_id FROM requests")]
    assert len(stored) == count
    assert set(stored) == soak.acknowledged
    numbers = rows(database_url, "SELECT DISTINCT number FROM requests")
    assert len(numbers) == count


def check_every_notice(database_url: str, soak: Soak, approved: int) -> None:
    """Every notice is visible once, and those of a request stand in order."""
    assert rows(database_url, "SELECT id FROM outbox WHERE state NOT IN ('sent', 'collapsed')") == []
    standing = {(row.channel, row.ts): row.name for row in rows(database_url, PLACES)}
    seen = [(message.channel, message.ts) for message in soak.messages()]
    assert sorted(seen) == sorted(standing)
    by_request: dict[str, dict[str, float]] = defaultdict(dict)
    for (_, ts), name in standing.items():
        kind, request = re.match(r"(\w+):(\w+)", name).groups()  # type: ignore[union-attr]  # every name is so
        assert kind not in by_request[request]
        by_request[request][kind] = float(ts)
    for found in by_request.values():
        assert sorted(found, key=found.__getitem__) == [one for one in IN_ORDER if one in found]
        assert {"card", "step", "progress"} <= found.keys()
    assert sum("decision" in found for found in by_request.values()) == approved


async def migrated(database_url: str) -> None:
    database = Database(database_url)
    await database.start()
    await database.migrate()
    await database.stop()


@pytest.mark.timeout(300)
async def test_500_requests_over_two_web_processes_and_two_workers_lose_nothing_to_five_kills(
    postgresql_url: str, tmp_path: Path
) -> None:
    await migrated(postgresql_url)
    async with soak(postgresql_url, tmp_path) as soaking:
        async with soaking.running("web", "web", "work", "work") as (web, other_web, worker, other_worker):
            kills = [(60, web), (150, worker), (300, other_web), (600, other_worker), (900, worker)]
            async with asyncio.TaskGroup() as group:
                group.create_task(soaking.submit(500))
                group.create_task(soaking.approve(100))
                group.create_task(soaking.kill(kills))
            await settled(postgresql_url)
        check_every_submission(postgresql_url, soaking, 500)
        check_every_notice(postgresql_url, soaking, 100)


@pytest.mark.timeout(300)
async def test_100_requests_over_two_processes_on_one_sqlite_file_lose_nothing_to_two_kills(
    sqlite_url: str, tmp_path: Path
) -> None:
    await migrated(sqlite_url)
    async with soak(sqlite_url, tmp_path) as soaking:
        async with soaking.running("serve", "work") as (office, worker):
            async with asyncio.TaskGroup() as group:
                group.create_task(soaking.submit(100))
                group.create_task(soaking.approve(20))
                group.create_task(soaking.kill([(40, worker), (120, office)]))
            await settled(sqlite_url)
        check_every_submission(sqlite_url, soaking, 100)
        check_every_notice(sqlite_url, soaking, 20)
