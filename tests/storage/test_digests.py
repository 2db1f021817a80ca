# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests in the record: one for each period, none for the same time, and what Slack changed of their schedules."""

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
from storage.digests import Known
from storage.errors import Conflict
from tests.support.records import START, WORKSPACE, a_notice
from workflows.rhythms import rhythm_of
from workflows.schedules import UNCHANGED, Change, Run, Schedule

WEEKLY = Schedule("maturity", "maturity", "C0DIGEST", rhythm_of("mon 09:00"), "UTC")
WEEK = timedelta(weeks=1)
FIRST = Run("2026-W48", START - WEEK, START)
SECOND = Run("2026-W49", START, START + WEEK)


async def add(database: Database, run: Run, document: str = "{}", trial_for: str = "") -> None:
    async with database.transaction() as tx:
        await tx.digests.add(WORKSPACE, WEEKLY, run, document, trial_for=trial_for)


async def test_the_newest_digest_is_the_last_and_each_is_found_by_its_period(database: Database) -> None:
    await add(database, FIRST, '{"open":1}')
    await add(database, SECOND)
    async with database.reading() as tx:
        last = await tx.digests.last(WORKSPACE, "maturity")
        first = await tx.digests.made(WORKSPACE, "maturity", "2026-W48")
        assert await tx.digests.last(WORKSPACE, "other") is None
    assert last is not None
    assert (last.run, last.channel, last.digest, last.trial) == (SECOND, "C0DIGEST", "maturity", False)
    assert first is not None
    assert (first.run, first.document) == (FIRST, '{"open":1}')


async def test_of_several_at_once_one_makes_the_digest_of_a_period(database: Database) -> None:
    outcomes = await asyncio.gather(*(add(database, FIRST) for _ in range(5)), return_exceptions=True)
    assert sorted(map(str, (one.__class__.__name__ for one in outcomes))) == ["Conflict"] * 4 + ["NoneType"]


async def test_no_two_digests_tell_of_the_same_time(database: Database) -> None:
    await add(database, FIRST)
    with pytest.raises(Conflict):
        await add(database, Run("2026-W49", FIRST.since, START + WEEK))


async def test_a_trial_stands_beside_them_and_is_forgotten(database: Database) -> None:
    await add(database, FIRST)
    await add(database, Run("trial-1", FIRST.since, START + WEEK), trial_for="U0OSPO")
    async with database.transaction() as tx:
        last, trial = (
            await tx.digests.last(WORKSPACE, "maturity"),
            await tx.digests.made(WORKSPACE, "maturity", "trial-1"),
        )
        assert last is not None
        assert last.run == FIRST
        assert trial is not None
        assert (trial.trial, trial.channel) == (True, "U0OSPO")
        await tx.digests.forget(START - WEEK, START + 2 * WEEK)
    async with database.reading() as tx:
        assert await tx.digests.made(WORKSPACE, "maturity", "trial-1") is None
        assert await tx.digests.made(WORKSPACE, "maturity", FIRST.period) is not None


async def test_old_digests_are_forgotten_but_for_the_newest_which_the_next_one_follows(database: Database) -> None:
    await add(database, FIRST)
    await add(database, SECOND)
    await add(database, Run("trial-1", FIRST.since, START + 3 * WEEK), trial_for="U0OSPO")
    async with database.transaction() as tx:
        await tx.digests.forget(START + 2 * WEEK, START)
    async with database.reading() as tx:
        assert await tx.digests.made(WORKSPACE, "maturity", FIRST.period) is None
        assert (await tx.digests.last(WORKSPACE, "maturity")).run == SECOND  # type: ignore[union-attr]  # it is there
        assert await tx.digests.made(WORKSPACE, "maturity", "trial-1") is not None


async def test_a_schedule_is_known_since_it_was_seen_first_and_keeps_what_slack_changed(database: Database) -> None:
    for since in (START, START + WEEK):
        async with database.transaction() as tx:
            await tx.digests.know(WORKSPACE, "maturity", since)
    async with database.transaction() as tx:
        assert await tx.digests.known(WORKSPACE) == {"maturity": Known(START, UNCHANGED)}
        await tx.digests.change(WORKSPACE, "maturity", Known(START + WEEK, Change(when="fri 16:00", paused=True)))
    async with database.reading() as tx:
        known = await tx.digests.known(WORKSPACE)
    assert known == {"maturity": Known(START + WEEK, Change(when="fri 16:00", paused=True))}


async def test_what_became_of_its_post_is_known(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.outbox.add(a_notice("digest:1"))
        assert await tx.digests.problem(WORKSPACE, "digest:long-ago") == ""
    async with database.reading() as tx:
        assert await tx.digests.problem(WORKSPACE, "digest:1") is None
    [lease] = await database.lanes.lease(1, timedelta(minutes=1))
    await database.lanes.begin(lease, lease.dues[0])
    await database.lanes.park(lease, lease.dues[0], "The channel is archived.")
    async with database.reading() as tx:
        assert await tx.digests.problem(WORKSPACE, "digest:1") == "The channel is archived."
