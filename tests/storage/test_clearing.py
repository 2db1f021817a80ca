# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clearing the outbox: what was sent long ago goes, and nothing is ever sent a second time for it."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.delivery import Message
from tests.support.records import Clock, a_notice, a_request, approved, queued, stored
from workflows.notice import Notice
from workflows.request import Request


async def sent(database: Database, *notices: Notice, stands: bool = True) -> None:
    """Queue notices and record that Slack has them; those of one message collapse."""
    await queued(database, *notices)
    for lease in await database.lanes.lease(10, timedelta(minutes=1)):
        for due in lease.dues:
            if begun := await database.lanes.begin(lease, due):
                place = Message(due.notice.message, "C0REQUESTS", "1.0", due.notice_id)
                await database.lanes.sent(lease, begun, place if stands else None)
        await database.lanes.release(lease)


async def closed(database: Database) -> Request:
    request = await stored(database, a_request(1))
    async with database.transaction() as tx:
        await tx.requests.save(approved(request))
    return request


async def is_known(database: Database, notice: Notice) -> bool:
    """Whether the key of a notice is still there, so that adding it again adds nothing."""
    await queued(database, notice)
    leases = await database.lanes.lease(10, timedelta(minutes=1))
    known = not any(lease.dues for lease in leases)
    for lease in leases:
        await database.lanes.release(lease)
    return known


async def test_notices_of_a_closed_request_go_after_thirty_days(database: Database, clock: Clock) -> None:
    lane = (await closed(database)).id
    await sent(database, *(a_notice(f"card@{n}", lane=lane) for n in range(3)), a_notice("step@1", lane=lane))
    clock.pass_by(days=29)
    assert await database.clear_sent(at_once=2) == 0
    clock.pass_by(days=1)
    assert await database.clear_sent(at_once=2) == 4
    assert await database.clear_sent(at_once=2) == 0


async def test_what_is_under_way_or_stuck_stays(database: Database, clock: Clock) -> None:
    lane = (await closed(database)).id
    await sent(database, a_notice("card@1", lane=lane))
    await queued(database, a_notice("card@2", lane=lane), a_notice("step@1", lane=lane))
    [lease] = await database.lanes.lease(1, timedelta(minutes=1))
    await database.lanes.park(lease, lease.dues[1], "The channel is archived.")
    clock.pass_by(days=999)
    assert await database.clear_sent() == 1
    assert {state: one.count for state, one in (await database.backlog.counts()).items()} == {"waiting": 1, "parked": 1}


async def test_the_keys_of_an_open_request_stay_so_that_nothing_of_it_is_told_again(
    database: Database, clock: Clock
) -> None:
    overdue = a_notice("overdue:legal:1", lane=(await stored(database, a_request(1))).id)
    await sent(database, overdue)
    clock.pass_by(days=999)
    assert await database.clear_sent() == 0
    assert await is_known(database, overdue)


@pytest.mark.parametrize("days, cleared", [(399, 0), (400, 1)])
async def test_the_key_of_a_digest_stays_for_longer_than_any_period(
    database: Database, clock: Clock, days: int, cleared: int
) -> None:
    digest = a_notice("digest:2026", lane="plain:C0DIGEST")
    await sent(database, digest)
    clock.pass_by(days=days)
    assert await database.clear_sent() == cleared
    assert await is_known(database, digest) is not cleared


async def test_what_was_kept_back_on_purpose_is_not_sent_for_lack_of_its_key(database: Database, clock: Clock) -> None:
    card = a_notice("card@1", lane=(await closed(database)).id)
    await sent(database, card, stands=False)
    clock.pass_by(days=999)
    assert await database.clear_sent() == 0
    assert await is_known(database, card)
