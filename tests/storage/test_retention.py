# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is kept for a time only, and what holds it to the events."""

import asyncio

import pytest

from storage.database import Database
from storage.people import Profile
from tests.support.records import AUTHOR, START, Clock, a_request, run, stored


async def test_people_are_remembered_until_a_day_and_forgotten_once(database: Database, clock: Clock) -> None:
    async with database.transaction() as tx:
        await tx.askers.put(AUTHOR, {"usage": "saas"})
        await tx.people.put(
            AUTHOR, Profile(is_bot=False, is_guest=False, is_outside=False, timezone="UTC", refreshed_at=START)
        )
    before = clock.pass_by(days=-1)
    async with database.reading() as tx:
        assert await tx.retained.remembered(before) == 0
        assert await tx.retained.remembered(START) == 2
    async with database.transaction() as tx:
        await tx.retained.forget_remembered(START)
    async with database.reading() as tx:
        assert await tx.retained.remembered(START) == 0
        assert await tx.askers.answers(AUTHOR) is None


@pytest.mark.parametrize(
    "statement,problem",
    [
        ("UPDATE requests SET held = true", "OSPO-1: it is not on legal hold as its events say"),
        ("UPDATE requests SET forgotten = true", "OSPO-1: it was not erased as its events say"),
    ],
)
async def test_a_hold_or_an_erasure_without_its_event_is_found(
    database: Database, migrated_url: str, statement: str, problem: str
) -> None:
    await stored(database, a_request(1))
    await asyncio.to_thread(run, migrated_url, statement)
    assert (await database.verify()).problems == [problem]
