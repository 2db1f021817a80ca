# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pacing budgets: two workers together stay within what Slack allows."""

import asyncio
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.database import Database
from storage.pacing import next_slot
from tests.support.records import START, Clock

SECOND = timedelta(seconds=1)


async def slots(database: Database, count: int, now: datetime, *, burst: int = 1) -> list[float]:
    taken = await asyncio.gather(
        *(
            database.pacing.reserve("post:C1", SECOND, burst=burst, now=now, patience=timedelta(hours=1))
            for _ in range(count)
        )
    )
    return sorted((slot.at - now).total_seconds() for slot in taken)


async def test_a_budget_gives_a_slot_each_second_to_whoever_asks(database: Database, clock: Clock) -> None:
    assert await slots(database, 5, clock()) == [0, 1, 2, 3, 4]


async def test_a_rested_budget_gives_a_burst_at_once(database: Database, clock: Clock) -> None:
    assert await slots(database, 5, clock(), burst=3) == [0, 0, 0, 1, 2]
    clock.pass_by(hours=1)
    assert await slots(database, 4, clock(), burst=3) == [0, 0, 0, 1]


async def test_budgets_do_not_share_slots(database: Database, clock: Clock) -> None:
    await slots(database, 5, clock())
    other = await database.pacing.reserve("post:C2", SECOND, burst=1, now=clock(), patience=SECOND)
    assert other.at == clock()


async def test_a_slot_beyond_patience_is_not_taken(database: Database, clock: Clock) -> None:
    await slots(database, 3, clock())
    asked = [await database.pacing.reserve("post:C1", SECOND, burst=1, now=clock(), patience=SECOND) for _ in "ab"]
    assert [(slot.granted, slot.at) for slot in asked] == [(False, clock() + 3 * SECOND)] * 2


async def test_a_budget_that_slack_held_gives_nothing_before(database: Database, clock: Clock) -> None:
    await database.pacing.hold("post:C1", now=clock(), until=clock() + 30 * SECOND)
    await database.pacing.hold("post:C1", now=clock(), until=clock() + 10 * SECOND)
    assert await slots(database, 3, clock(), burst=2) == [30, 30, 31]


async def test_a_clock_that_is_set_back_gives_slots_again_at_its_own_pace(database: Database, clock: Clock) -> None:
    await slots(database, 3, clock())
    await database.pacing.hold("post:C1", now=clock(), until=clock() + 30 * SECOND)
    clock.pass_by(hours=-1)
    taken = []
    for _ in range(4):
        slot = await database.pacing.reserve("post:C1", SECOND, burst=1, now=clock(), patience=timedelta(0))
        taken.append((slot.granted, slot.at - clock()))
        clock.pass_by(seconds=1)
    assert taken[1:] == [(True, timedelta(0))] * 3


async def test_nobody_holds_a_budget_for_longer_than_five_minutes(database: Database, clock: Clock) -> None:
    await database.pacing.hold("post:C1", now=clock(), until=clock() + timedelta(days=400))
    assert await slots(database, 1, clock()) == [300]


@given(
    asked=st.lists(st.integers(min_value=0, max_value=5_000), min_size=1, max_size=60),
    burst=st.integers(min_value=1, max_value=5),
)
def test_no_window_ever_holds_more_than_its_burst_and_its_seconds(asked: list[int], burst: int) -> None:
    now, spent, given_ = START, START, list[datetime]()
    for wait in asked:
        now += timedelta(milliseconds=wait)
        at, spent = next_slot(now, spent, START, SECOND, burst)
        assert at >= now
        given_.append(at)
    given_.sort()
    for first, last in ((a, b) for a in range(len(given_)) for b in range(a, len(given_))):
        window = (given_[last] - given_[first]) / SECOND
        assert last - first + 1 <= burst + window
