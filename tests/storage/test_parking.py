# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Notices that cannot be sent now: what is parked with them, what goes on, and how it goes on when they can."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update

from storage.database import Database
from storage.outbox_tables import OutboxRow
from storage.rows import table
from storage.statements import Batch, Script, Statement
from tests.support.lanes import begun, keys, leased, only_lease, standing
from tests.support.records import Clock, a_notice, queued
from workflows.notice import Notice


def rewritten(document: str) -> Script[None]:
    yield Batch([Statement(update(table(OutboxRow)).values(document=bindparam("document")))(document=document)])


def unreadable(key: str, **changes: object) -> Notice:
    """A notice as a newer version stores it: of a template that this one does not know."""
    facts: dict[str, Any] = {"template": "hologram", **changes}
    return replace(a_notice(key), **facts)


async def test_a_notice_of_a_newer_version_is_parked_with_why_and_the_lane_goes_on(database: Database) -> None:
    await queued(database, unreadable("card@1"), a_notice("note@1"), unreadable("other@1", lane="lane-2"))
    lease = await only_lease(database)
    assert keys(lease) == ["note@1"]
    stuck = await database.backlog.stuck()
    assert [(one.key, one.state) for one in stuck] == [("card@1", "parked"), ("other@1", "parked")]
    assert all("newer version" in one.problem for one in stuck)
    await database.lanes.release(lease)
    assert [lease.lane for lease in await leased(database)] == ["lane-1"]


async def test_content_of_a_newer_version_does_not_collapse_into_a_notice_that_can_be_read(database: Database) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    await queued(database, unreadable("card@2"))
    assert (await begun(database, lease, lease.dues[0])).notice.key == "card@1"


async def test_an_unreadable_notice_that_may_have_arrived_stays_uncertain(database: Database, clock: Clock) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    await begun(database, lease, lease.dues[0])
    await database.engine.run(rewritten('{"template": "hologram"}'))
    clock.pass_by(seconds=61)
    assert await leased(database) == []
    assert [one.state for one in await database.backlog.stuck()] == ["uncertain"]


async def test_a_parked_root_parks_only_its_thread(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1", thread="card"), a_notice("progress@1"))
    lease = await only_lease(database)
    card = await begun(database, lease, lease.dues[0])
    assert await database.lanes.park(lease, card, "The channel is archived.") == 2
    assert await database.lanes.begin(lease, lease.dues[1]) is None
    assert (await begun(database, lease, lease.dues[2])).notice.key == "progress@1"
    stuck = await database.backlog.stuck()
    assert [(one.key, one.state) for one in stuck] == [("card@1", "parked"), ("step@1", "parked")]
    assert stuck[0].problem == "The channel is archived."
    assert "could not be posted" in stuck[1].problem


async def test_a_reply_that_comes_after_its_root_was_parked_is_parked_too(database: Database) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    await database.lanes.park(lease, await begun(database, lease, lease.dues[0]), "The channel is archived.")
    await database.lanes.release(lease)
    await queued(database, a_notice("step@1", thread="card"))
    lease = await only_lease(database)
    assert await database.lanes.begin(lease, lease.dues[0]) is None
    assert len(await database.backlog.stuck()) == 2


async def test_an_edit_that_cannot_be_made_parks_nothing_else(database: Database) -> None:
    await queued(database, a_notice("card@1"))
    lease = await only_lease(database)
    card = await begun(database, lease, lease.dues[0])
    await database.lanes.sent(lease, card, standing(card))
    await queued(database, a_notice("card@2"), a_notice("step@1", thread="card"))
    await database.lanes.release(lease)
    lease = await only_lease(database)
    edit = await begun(database, lease, lease.dues[0])
    assert await database.lanes.park(lease, edit, "The message is too old to edit.", uncertain=True) == 1
    assert (await begun(database, lease, lease.dues[1])).root is not None
    assert [one.state for one in await database.backlog.stuck()] == ["uncertain"]


async def test_when_the_root_stands_at_last_its_thread_goes_on_in_order(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1", thread="card"))
    lease = await only_lease(database)
    await database.lanes.park(lease, await begun(database, lease, lease.dues[0]), "The bot is not in the channel.")
    await database.lanes.release(lease)
    await queued(database, a_notice("card@2"))
    lease = await only_lease(database)
    card = await begun(database, lease, lease.dues[0])
    await database.lanes.sent(lease, card, standing(card))
    await database.lanes.release(lease)
    assert await database.backlog.stuck() == []
    assert keys(await only_lease(database)) == ["step@1"]


async def test_a_person_can_resume_what_was_parked(database: Database) -> None:
    await queued(database, a_notice("card@1"), a_notice("step@1", thread="card"))
    lease = await only_lease(database)
    await database.lanes.park(lease, await begun(database, lease, lease.dues[0]), "The bot is not in the channel.")
    await database.lanes.release(lease)
    assert await leased(database) == []
    stuck = await database.backlog.stuck()
    assert await database.backlog.resume(*(one.id for one in stuck)) == 2
    assert await database.backlog.resume(*(one.id for one in stuck)) == 0
    assert keys(await only_lease(database)) == ["card@1", "step@1"]
