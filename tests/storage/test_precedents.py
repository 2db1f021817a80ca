# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents in the record: stored once, read while they hold, ended once, and held to the events."""

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict
from tests.support.precedents import BY, REVIEW_ON, made
from tests.support.records import START, WORKSPACE, run
from workflows import precedents
from workflows.precedents import Ending, Precedent

TODAY = START.date()


async def withdrawn(database: Database, precedent: Precedent) -> None:
    async with database.transaction() as tx:
        request, ended = precedents.withdraw(
            await tx.requests.by_id(precedent.request_id), precedent, by=BY, now=START + timedelta(days=1)
        )
        await tx.requests.save(request)
        await tx.events.append(request)
        await tx.precedents.end(ended)


async def test_a_precedent_comes_back_as_it_was_made(database: Database) -> None:
    precedent = await made(database)
    async with database.reading() as tx:
        assert await tx.precedents.get(WORKSPACE, 1) == precedent
        assert await tx.precedents.get(WORKSPACE, 2) is None
        assert await tx.precedents.get("T1OTHER", 1) is None
        assert await tx.precedents.of_request(precedent.request_id) == [precedent]


async def test_those_that_hold_are_read_newest_first_and_due_ones_oldest_first(database: Database) -> None:
    first, second = await made(database, 1), await made(database, 2, review_on=REVIEW_ON + timedelta(days=1))
    async with database.reading() as tx:
        assert await tx.precedents.valid(WORKSPACE, TODAY) == [second, first]
        assert await tx.precedents.valid(WORKSPACE, REVIEW_ON) == [second]
        assert await tx.precedents.valid("T1OTHER", TODAY) == []
        assert await tx.precedents.due(REVIEW_ON - timedelta(days=1), 10) == []
        assert await tx.precedents.due(REVIEW_ON + timedelta(days=1), 10) == [first, second]
        assert await tx.precedents.due(REVIEW_ON + timedelta(days=1), 1) == [first]


async def test_an_ended_one_is_kept_and_never_read_as_valid_or_due(database: Database) -> None:
    precedent = await made(database)
    await withdrawn(database, precedent)
    async with database.reading() as tx:
        assert await tx.precedents.valid(WORKSPACE, TODAY) == []
        assert await tx.precedents.due(REVIEW_ON, 10) == []
        found = await tx.precedents.get(WORKSPACE, 1)
    assert found is not None
    assert (found.ending, found.ended_at) == (Ending.WITHDRAWN, START + timedelta(days=1))
    assert found.shown == precedent.shown


async def test_it_ends_once(database: Database) -> None:
    precedent = await made(database)
    await withdrawn(database, precedent)

    async def again() -> None:
        async with database.transaction() as tx:
            await tx.precedents.end(precedent.model_copy(update={"ending": Ending.EXPIRED, "ended_at": START}))

    with pytest.raises(Conflict):
        await again()


async def test_numbers_are_given_once_beside_those_of_requests(database: Database) -> None:
    await database.next_number(WORKSPACE)
    numbers = await asyncio.gather(*(database.next_precedent(WORKSPACE) for _ in range(3)))
    assert sorted(numbers) == [1, 2, 3]


async def test_the_record_with_precedents_verifies(database: Database) -> None:
    await withdrawn(database, await made(database, 1))
    await made(database, 2)
    assert (await database.verify()).problems == []


async def test_an_erased_text_is_no_contradiction(database: Database) -> None:
    precedent = await made(database)
    async with database.transaction() as tx:
        await tx.events.erase(precedent.request_id, ["precedent.question"])
    assert (await database.verify()).problems == []


@pytest.mark.parametrize(
    "statement,problem",
    [
        ("DELETE FROM precedents", "P-1: is missing, and an event says that it was made"),
        (
            "UPDATE precedents SET document = replace(document, 'Yes, as', 'Never as')",
            "P-1: is not what its request's events say was made",
        ),
        (
            "UPDATE precedents SET document = replace(document, '\"approve\"', '\"decline\"')",
            "P-1: is not what its request's events say was made",
        ),
        ("UPDATE precedents SET review_on = '2099-01-01'", "P-1: its columns differ from its document"),
        (
            "UPDATE precedents SET ending = 'expired', ended_at = (SELECT changed_at FROM requests)",
            "P-1: has not ended as its request's events say",
        ),
        ("UPDATE precedents SET document = '{}'", "P-1: is not readable"),
    ],
)
async def test_a_precedent_that_was_changed_behind_the_bot_is_found(
    database: Database, migrated_url: str, statement: str, problem: str
) -> None:
    await made(database)
    await asyncio.to_thread(run, migrated_url, statement)
    assert (await database.verify()).problems == [problem]


async def test_an_end_that_was_taken_back_behind_the_bot_is_found(database: Database, migrated_url: str) -> None:
    await withdrawn(database, await made(database))
    await asyncio.to_thread(run, migrated_url, "UPDATE precedents SET ending = '', ended_at = NULL")
    assert (await database.verify()).problems == ["P-1: has not ended as its request's events say"]
