# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Delivery when Slack, the network or the worker itself fails: nothing is lost, and nothing is visible twice."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy import String, literal, update

from bot.practice.faults import FaultKind
from bot.practice.messages import Message
from bot.services.delivery import retry
from bot.services.delivery.pace import back_off
from storage.instant import to_text
from storage.outbox_tables import OutboxRow
from storage.rows import table
from storage.statements import Batch, Script, Statement
from tests.support.delivering import ROOM, WORKSPACE, Desk, one_a_second, plain


async def test_retry_after_holds_the_channel_for_every_worker_and_no_other_channel(desk: Desk) -> None:
    second = await desk.worker()
    desk.break_("chat.postMessage", "rate_limited", seconds=5, channel=ROOM)
    await desk.queue(plain("card@1"))
    start = desk.time.epoch()
    await desk.drain()
    await desk.queue(plain("note@1", lane="lane-2"), plain("news@1", lane="lane-3", to="C0DIGEST"))
    await second.delivery.drain()
    assert desk.texts("C0DIGEST") == ["news@1"]
    await desk.deliver()
    assert sorted(desk.texts()) == ["card@1", "note@1"]
    assert min(desk.times("posted", ROOM)) >= start + 5


async def test_a_long_retry_after_holds_the_method_in_the_whole_workspace(desk: Desk) -> None:
    desk.break_("chat.postMessage", "rate_limited", seconds=30)
    await desk.queue(plain("card@1"))
    start = desk.time.epoch()
    await desk.drain()
    await desk.queue(plain("news@1", lane="lane-2", to="C0DIGEST"))
    await desk.deliver()
    assert min(desk.times("posted")) >= start + 30
    assert (desk.texts(), desk.texts("C0DIGEST")) == (["card@1"], ["news@1"])


@pytest.mark.parametrize("seconds", [10**6, 10**300])
async def test_a_retry_after_of_whatever_length_is_over_after_five_minutes(light_desk: Desk, seconds: int) -> None:
    light_desk.break_("chat.postMessage", "rate_limited", seconds=seconds)
    await light_desk.queue(plain("card@1"))
    assert 300 <= await light_desk.deliver() < 310
    assert light_desk.texts() == ["card@1"]


async def test_a_clock_that_is_set_back_an_hour_stops_delivery_for_seconds(desk: Desk) -> None:
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}") for n in range(30)))
    await desk.drain()
    desk.time.move(hours=-1)
    assert await desk.deliver() < 60
    assert sorted(desk.texts()) == sorted(f"m{n}@1" for n in range(30))


async def test_a_limited_edit_holds_edits_and_no_posts(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.break_("chat.update", "rate_limited", seconds=20)
    await desk.queue(plain("card@2"), plain("note@1", lane="lane-2"))
    start = desk.time.epoch()
    await desk.drain()
    assert desk.texts() == ["card@1", "note@1"]
    await desk.deliver()
    assert desk.texts() == ["card@2", "note@1"]
    assert min(desk.times("edited")) >= start + 20


@pytest.mark.parametrize("kind", ["server_error", "dropped", "lost_answer"])
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
async def test_after_any_broken_call_the_message_is_there_once(desk: Desk, kind: FaultKind, method: str) -> None:
    await desk.queue(plain("card@1"), plain("step@1", thread="card"))
    desk.break_(method, kind, times=3)
    await desk.deliver()
    await desk.queue(plain("card@2"))
    await desk.deliver()
    assert desk.texts() == ["card@2", "step@1"]


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable", "message_limit_exceeded"])
async def test_an_error_of_slack_itself_is_tried_again(light_desk: Desk, error: str) -> None:
    light_desk.break_("chat.postMessage", "error", times=4, error=error)
    await light_desk.queue(plain("card@1"))
    await light_desk.deliver()
    assert light_desk.texts() == ["card@1"]


async def test_a_lost_answer_to_a_direct_message_is_looked_up_where_it_landed(desk: Desk) -> None:
    desk.break_("chat.postMessage", "lost_answer")
    await desk.queue(plain("progress@1", to="U0DANA"))
    await desk.deliver()
    await desk.queue(plain("progress@2", to="U0DANA"))
    await desk.deliver()
    assert desk.texts("D0DANA") == ["progress@2"]


async def test_a_lost_answer_in_a_thread_is_looked_up_in_the_thread(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.break_("chat.postMessage", "lost_answer")
    await desk.queue(plain("step@1", thread="card"))
    await desk.deliver()
    assert desk.texts() == ["card@1", "step@1"]
    assert desk.first.calls("conversations.replies") == 1


async def test_nothing_is_posted_before_a_look_says_that_it_is_missing(desk: Desk) -> None:
    desk.break_("chat.postMessage", "lost_answer")
    desk.break_("conversations.history", "server_error", times=4)
    await desk.queue(plain("card@1"))
    await desk.deliver()
    assert desk.texts() == ["card@1"]
    assert (desk.first.calls("chat.postMessage"), desk.first.calls("conversations.history")) == (1, 5)


async def test_where_looking_is_impossible_a_notice_is_uncertain_and_not_repeated(desk: Desk) -> None:
    desk.break_("chat.postMessage", "lost_answer")
    desk.break_("conversations.history", "error", error="missing_scope")
    await desk.queue(plain("card@1"), plain("note@1"))
    await desk.deliver()
    assert desk.texts() == ["card@1", "note@1"]
    assert "may not look" in (await desk.problems())["card@1"]
    [told] = desk.texts("C0OSPO")
    assert "history scopes" in told
    assert "every day" not in told
    assert "`ospo retry` looks for it once more" in told


async def test_an_old_uncertain_notice_is_found_in_a_busy_channel(light_desk: Desk) -> None:
    await light_desk.queue(plain("card@1"))
    chatter(light_desk)
    light_desk.break_("chat.postMessage", "lost_answer", channel=ROOM)
    light_desk.break_("conversations.history", "error", error="missing_scope")
    await light_desk.deliver()
    assert "may not look" in (await light_desk.problems())["card@1"]
    chatter(light_desk)
    await retry(light_desk.first.database)
    await light_desk.deliver()
    assert light_desk.texts().count("card@1") == 1
    assert await light_desk.problems() == {}


def set_created_at(value: object) -> Script[None]:
    yield Batch([Statement(update(table(OutboxRow)).values(created_at=literal(value, String)))()], last=True)


async def test_an_error_that_nobody_has_thought_of_is_logged_and_delivery_goes_on(
    light_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await light_desk.queue(plain("card@1"))
    engine = light_desk.first.database.engine
    await engine.run(set_created_at("rubbish"))  # a damaged file: reading the outbox is a ValueError
    assert await light_desk.drain() == 0
    assert "reference " in caplog.text
    assert "the outbox cannot be read: ValueError" in caplog.text
    await engine.run(set_created_at(to_text(light_desk.time.now())))
    assert await light_desk.drain() == 1


def chatter(desk: Desk) -> None:
    """Hours in which people write more than a look reads."""
    workspace = desk.practice.workspace
    for _ in range(1100):
        desk.time.move(seconds=10)
        workspace.post(ROOM, Message(ROOM, workspace.next_ts(), "U0DANA", WORKSPACE, "Good morning"))


class DiesBeforePosting(AsyncWebClient):
    """The process ends when it is about to post."""

    async def chat_postMessage(self, **_: Any) -> AsyncSlackResponse:  # noqa: N802 - Slack's name
        raise asyncio.CancelledError


class DiesAfterCalling(AsyncWebClient):
    """The process ends when Slack has done what it was asked, before it knows."""

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        await super().api_call(api_method, **arguments)
        raise asyncio.CancelledError


@pytest.mark.parametrize("dying", [DiesBeforePosting, DiesAfterCalling])
async def test_a_worker_that_dies_at_a_post_leaves_it_visible_once(desk: Desk, dying: type[AsyncWebClient]) -> None:
    doomed = await desk.worker(desk.client(dying))
    await desk.queue(plain("card@1"), plain("step@1", thread="card"))
    with pytest.raises(asyncio.CancelledError):
        await doomed.delivery.drain()
    desk.workers.remove(doomed)
    await desk.drain()
    assert len(desk.texts()) == (dying is DiesAfterCalling)
    await desk.deliver()
    assert desk.texts() == ["card@1", "step@1"]
    await doomed.database.stop()


async def test_a_worker_that_dies_at_an_edit_leaves_the_message_edited(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    doomed = await desk.worker(desk.client(DiesAfterCalling))
    await desk.queue(plain("card@2"))
    with pytest.raises(asyncio.CancelledError):
        await doomed.delivery.drain()
    desk.workers.remove(doomed)
    await desk.queue(plain("card@3"))
    await desk.deliver()
    assert desk.texts() == ["card@3"]
    await doomed.database.stop()


class Sluggish(AsyncWebClient):
    """Slack answers only after another worker has the lane."""

    desk: Desk

    async def chat_postMessage(self, **arguments: Any) -> AsyncSlackResponse:  # noqa: N802 - as above
        answer = await super().chat_postMessage(**arguments)
        self.desk.time.move(seconds=200)
        await self.desk.drain()
        return answer


async def test_a_worker_that_has_lost_its_lease_records_nothing_and_goes_no_further(desk: Desk) -> None:
    client = desk.client(Sluggish)
    assert isinstance(client, Sluggish)
    client.desk = desk
    slow = await desk.worker(client)
    await desk.queue(plain("card@1"), plain("note@1"))
    assert await slow.delivery.drain() == 0
    await desk.deliver()
    assert desk.texts() == ["card@1", "note@1"]


class RefusesSlowly(AsyncWebClient):
    """Slack takes nearly as long as it may for each answer, does not know the message any more, and another looks."""

    desk: Desk

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        self.desk.time.move(seconds=28)
        assert await self.desk.drain() == 0
        return await super().api_call(api_method, **arguments)


async def test_a_worker_keeps_its_lane_over_several_slow_calls(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.practice.workspace.delete(desk.messages()[0])
    client = desk.client(RefusesSlowly)
    assert isinstance(client, RefusesSlowly)
    client.desk = desk
    slow = await desk.worker(client)
    await desk.queue(plain("card@2"))
    desk.break_("chat.postMessage", "error", error="invalid_blocks")
    assert await slow.delivery.drain() == 1  # an edit, a post with blocks, a post without: 84 seconds
    assert desk.texts() == ["card@2"]


async def test_an_outage_of_an_hour_loses_nothing_and_ends_in_no_stampede(desk: Desk) -> None:
    desk.break_("*", "server_error", times=100_000)
    people = ["U0DANA", "U0PRIYA", "U0LENA", "U0TOMAS", "U0OMAR", "U0MIKA"]
    notices = [plain(f"m{n}-{i}@1", lane=f"lane-{n}", to=people[n % 6]) for n in range(18) for i in range(2)]
    await desk.queue(*notices)
    await desk.deliver(seconds=3600, step=10)
    tries = desk.first.calls("chat.postMessage") + desk.first.calls("conversations.open")
    assert tries < 18 * 40
    desk.practice.faults.clear()
    await desk.deliver(seconds=1200, step=5)
    texts = [text for person in people for text in desk.texts(f"D{person[1:]}")]
    assert sorted(texts) == sorted(notice.key for notice in notices)
    for person in people:
        assert one_a_second(desk.times("posted", f"D{person[1:]}"))


def test_pauses_grow_to_five_minutes_and_differ() -> None:
    assert all(timedelta(seconds=1) <= back_off(1) <= timedelta(seconds=2) for _ in range(20))
    assert all(timedelta(seconds=150) <= back_off(1000) <= timedelta(minutes=5) for _ in range(20))
    assert len({back_off(30) for _ in range(20)}) > 10
