# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The outbox as delivery uses it: order within a lane, one worker for each lane, nothing twice, nothing lost."""

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
from storage.delivery import Message
from storage.errors import LeaseLost
from storage.lane_scripts import LANE_LENGTH
from tests.support.lanes import MINUTE, begun, keys, leased, only_lease, standing
from tests.support.records import WORKSPACE, Clock, a_notice, queued


async def test_notices_come_in_the_order_in_which_they_were_added(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1"))
    await queued(database, a_notice("other@1", lane="lane-2"), a_notice("card@2"))
    leases = {lease.lane: lease for lease in await leased(database)}
    assert keys(leases["lane-1"]) == ["card@1", "step@1", "card@2"]
    assert keys(leases["lane-2"]) == ["other@1"]


async def test_a_key_is_one_notice_however_often_it_is_added(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("card@1"))
    await queued(database, a_notice("card@1"))
    await queued(database, a_notice("card@1", workspace="T0OTHER"))
    assert [len(lease.dues) for lease in await leased(database)] == [1, 1]


async def test_a_leased_lane_is_nobody_elses_until_the_lease_runs_out(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    assert len(await leased(database)) == 1
    assert await leased(database) == []
    clock.pass_by(seconds=61)
    assert len(await leased(database)) == 1


async def test_a_lease_that_is_renewed_holds_for_longer(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    clock.pass_by(seconds=50)
    renewed = await database.lanes.renew(lease, MINUTE)
    clock.pass_by(seconds=50)
    assert renewed.until > clock()
    assert await leased(database) == []


async def test_a_worker_that_lost_its_lease_records_nothing(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    slow = await only_lease(database)
    due = await begun(database, slow, slow.dues[0])
    clock.pass_by(seconds=61)
    quick = await only_lease(database)
    lanes = database.lanes
    for late in (
        lanes.sent(slow, due, standing(due)),
        lanes.later(slow, due, clock(), "no answer", ambiguous=True),
        lanes.postpone(slow, due, clock()),
        lanes.park(slow, due, "no such channel"),
        lanes.begin(slow, due),
        lanes.renew(slow, MINUTE),
    ):
        with pytest.raises(LeaseLost):
            await late
    await lanes.release(slow)
    assert await lanes.message(WORKSPACE, "card") is None
    assert (await begun(database, quick, quick.dues[0])).ambiguous


async def test_what_was_sent_is_not_due_again_and_its_message_is_known_to_the_next(database: Database) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    due = await begun(database, lease, lease.dues[0])
    assert (due.attempts, due.ambiguous, due.standing) == (1, False, None)
    await database.lanes.sent(lease, due, standing(due))
    await database.lanes.release(lease)
    assert await leased(database) == []
    await queued(database, a_notice("card@2"), a_notice("step@1", thread="card"))
    edit, reply = (await only_lease(database)).dues
    assert edit.standing == reply.root == Message("card", "C0REQUESTS", "1.0", due.notice_id)
    assert reply.standing is None


async def test_later_edits_of_a_message_collapse_into_the_first_at_its_place(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1", thread="card"), a_notice("card@2"))
    lease = await only_lease(database)
    await queued(database, a_notice("card@3", detail={"newest": 1}))
    first = await begun(database, lease, lease.dues[0])
    assert (first.id, first.notice_id) == (lease.dues[0].id, lease.dues[0].notice_id)
    assert (first.notice.key, first.notice.detail) == ("card@3", {"newest": 1})
    await database.lanes.sent(lease, first, standing(first))
    assert (await begun(database, lease, lease.dues[1])).notice.key == "step@1"
    assert await database.lanes.begin(lease, lease.dues[2]) is None


async def test_after_an_unclear_answer_the_notice_is_tried_again_as_it_was(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    due = await begun(database, lease, lease.dues[0])
    again = clock() + timedelta(seconds=30)
    await database.lanes.later(lease, due, again, "Slack did not answer.", ambiguous=True)
    await queued(database, a_notice("card@2"))
    await database.lanes.release(lease)
    assert await leased(database) == []
    clock.pass_by(seconds=30)
    lease = await only_lease(database)
    due = await begun(database, lease, lease.dues[0])
    assert (due.ambiguous, due.notice.key, due.attempts) == (True, "card@1", 2)
    await database.lanes.sent(lease, due, standing(due))
    assert (await begun(database, lease, lease.dues[1])).notice.key == "card@2"


async def test_a_worker_that_died_while_sending_leaves_an_ambiguous_notice(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    await begun(database, lease, lease.dues[0])
    clock.pass_by(seconds=61)
    assert (await only_lease(database)).dues[0].ambiguous


async def test_a_refused_try_is_not_ambiguous_and_holds_the_lane_until_its_time(
    database: Database, clock: Clock
) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1"))
    lease = await only_lease(database)
    due = await begun(database, lease, lease.dues[0])
    await database.lanes.later(lease, due, clock() + MINUTE, "Slack asks to wait.", ambiguous=False)
    await database.lanes.release(lease)
    await queued(database, a_notice("other@1"))
    assert await leased(database) == []
    clock.pass_by(minutes=1)
    first = (await only_lease(database)).dues[0]
    assert (first.notice.key, first.ambiguous, first.attempts) == ("card@1", False, 1)


async def test_a_clock_that_is_set_back_holds_up_no_lane(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"), a_notice("leased@1", lane="lane-2"))
    for lease in await leased(database):
        if lease.lane == "lane-1":
            await database.lanes.postpone(lease, lease.dues[0], clock() + MINUTE)
            await database.lanes.release(lease)
    clock.pass_by(hours=-1)
    leases = {lease.lane: lease for lease in await leased(database)}
    assert leases.keys() == {"lane-1", "lane-2"}
    assert leases["lane-1"].dues[0].not_before is None


async def test_a_notice_waits_for_five_minutes_at_most(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    due = await begun(database, lease, lease.dues[0])
    await database.lanes.later(lease, due, clock() + timedelta(days=1), "Slack asks to wait.", ambiguous=False)
    await database.lanes.release(lease)
    clock.pass_by(minutes=5)
    assert keys(await only_lease(database)) == ["card@1"]


async def test_a_postponed_notice_was_not_tried(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    await database.lanes.postpone(lease, lease.dues[0], clock() + MINUTE)
    await database.lanes.release(lease)
    assert await leased(database) == []
    clock.pass_by(minutes=1)
    assert (await only_lease(database)).dues[0].attempts == 0


async def test_the_backlog_counts_by_state_and_knows_the_oldest(database: Database, clock: Clock) -> None:
    first = clock()
    await queued(database, a_notice("a@1"))
    clock.pass_by(minutes=5)
    await queued(database, a_notice("b@1"))
    counts = await database.backlog.counts()
    assert {state: (one.count, one.oldest) for state, one in counts.items()} == {"waiting": (2, first)}


async def test_a_long_lane_is_read_in_parts(database: Database) -> None:
    await queued(database, *(a_notice(f"m{n}@1") for n in range(LANE_LENGTH + 1)))
    lease = await only_lease(database)
    assert len(lease.dues) == LANE_LENGTH
    for due in lease.dues:
        await database.lanes.sent(lease, await begun(database, lease, due), None)
    await database.lanes.release(lease)
    assert keys(await only_lease(database)) == [f"m{LANE_LENGTH}@1"]


async def test_two_workers_send_three_thousand_notices_once_and_in_order(database: Database) -> None:
    for start in range(0, 3000, 100):
        await queued(database, *(a_notice(f"m{n}@1", lane=f"lane-{n % 30}") for n in range(start, start + 100)))
    sent: list[tuple[str, int]] = []

    async def worker() -> None:
        while leases := await database.lanes.lease(2, MINUTE):
            for lease in leases:
                for due in lease.dues:
                    sent.append((lease.lane, int(due.notice.message[1:])))
                    await asyncio.sleep(0)
                    await database.lanes.sent(lease, due, None)
                await database.lanes.release(lease)

    await asyncio.gather(worker(), worker())
    assert sorted(number for _, number in sent) == list(range(3000))
    for lane in range(30):
        numbers = [number for name, number in sent if name == f"lane-{lane}"]
        assert numbers == sorted(numbers)


async def test_a_notice_that_is_added_while_the_lane_is_released_is_not_forgotten(database: Database) -> None:
    for turn in range(30):
        await queued(database, a_notice(f"a{turn}@1"))
        lease = await only_lease(database)
        for due in lease.dues:
            await database.lanes.sent(lease, due, None)
        await asyncio.gather(database.lanes.release(lease), queued(database, a_notice(f"b{turn}@1")))
        again = await only_lease(database)
        assert keys(again) == [f"b{turn}@1"]
        await database.lanes.sent(again, again.dues[0], None)
        await database.lanes.release(again)
