# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Delivery when Slack refuses: what is given up and explained, what is shown as text, what is posted again."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics import Metrics
from bot.practice.faults import FaultKind
from bot.services.delivery import Delivery, parked_lines, retry
from tests.support.delivering import ROOM, WORKSPACE, Desk, SharedTime, plain

BLOCK = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}

WORDS = {
    "not_in_channel": "invite",
    "channel_not_found": "organization.toml",
    "is_archived": "Unarchive",
    "restricted_action": "settings",
    "restricted_action_read_only_channel": "settings",
    "messages_tab_disabled": "App Home",
    "user_not_found": "no channel C0REQUESTS any more",
    "user_disabled": "deactivated",
    "cannot_dm_bot": "Name a person",
    "user_not_in_channel": "Add them",
    "cannot_reply_to_message": "thread",
}


@pytest.mark.parametrize("error", WORDS)
async def test_what_a_person_has_to_repair_is_parked_with_what_to_do(light_desk: Desk, error: str) -> None:
    light_desk.break_("chat.postMessage", "error", error=error, channel=ROOM)
    await light_desk.queue(plain("card@1"))
    await light_desk.deliver()
    problem = (await light_desk.problems())["card@1"]
    assert WORDS[error].lower() in problem.lower()
    assert any(problem in line for line in await parked_lines(light_desk.first.database))
    assert any(problem in text for text in light_desk.texts("C0OSPO"))


async def test_really_missing_places_are_parked(desk: Desk) -> None:
    for n, to in enumerate(["C0GENERAL", "C0OLD", "C0NOWHERE", "U0OSPOBOT", "U0NOBODY"]):
        await desk.queue(plain(f"m{n}@1", lane=f"lane-{n}", to=to))
    await desk.deliver()
    assert set(await desk.problems()) == {f"m{n}@1" for n in range(5)}


async def test_a_cause_is_told_to_the_ospo_once_a_day_and_never_about_itself(desk: Desk) -> None:
    desk.practice.workspace.channels["C0OSPO"].members.discard("U0OSPOBOT")
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}", to="C0OLD") for n in range(5)))
    await desk.deliver()
    assert len(await desk.problems()) == 6  # five, and the one message that would have told of them
    lines = await parked_lines(desk.first.database)
    assert [line.split(":")[0] for line in lines] == ["5 messages are parked", "1 message is parked"]


async def test_a_parked_root_parks_what_stands_below_it_and_nothing_else(desk: Desk) -> None:
    await desk.queue(
        plain("card@1", to="C0GENERAL"), plain("step@1", thread="card", to="C0GENERAL"), plain("dm@1", to="U0DANA")
    )
    await desk.deliver()
    assert desk.texts("D0DANA") == ["dm@1"]
    assert set(await desk.problems()) == {"card@1", "step@1"}


async def test_once_the_cause_is_repaired_a_retry_sends_what_was_parked_in_order(desk: Desk) -> None:
    await desk.queue(plain("card@1", to="C0GENERAL"), plain("step@1", thread="card", to="C0GENERAL"))
    await desk.deliver()
    desk.practice.workspace.channels["C0GENERAL"].members.add("U0OSPOBOT")
    assert await retry(desk.first.database) == 2
    await desk.deliver()
    assert desk.texts("C0GENERAL") == ["card@1", "step@1"]
    assert await parked_lines(desk.first.database) == []


async def test_a_retry_looks_first_whether_an_uncertain_notice_has_arrived(desk: Desk) -> None:
    desk.break_("chat.postMessage", "lost_answer")
    desk.break_("conversations.history", "error", error="missing_scope")
    await desk.queue(plain("card@1"))
    await desk.deliver()
    await retry(desk.first.database)
    await desk.deliver()
    assert (desk.texts(), await desk.problems()) == (["card@1"], {})


async def test_refused_blocks_are_sent_as_text_and_can_be_edited_back(desk: Desk) -> None:
    desk.break_("chat.postMessage", "error", error="invalid_blocks")
    await desk.queue(plain("card@1"))
    await desk.deliver()
    assert [(message.text, message.blocks) for message in desk.messages()] == [("card@1", [])]
    await desk.queue(plain("card@2"))
    desk.break_("chat.update", "error", error="msg_too_long")
    await desk.deliver()
    assert [(message.text, message.blocks) for message in desk.messages()] == [("card@2", [])]


async def test_text_that_is_refused_as_well_is_parked(light_desk: Desk) -> None:
    light_desk.break_("chat.postMessage", "error", times=2, error="invalid_blocks", channel=ROOM)
    await light_desk.queue(plain("card@1"))
    await light_desk.deliver()
    assert "its plain text too" in (await light_desk.problems())["card@1"]


async def test_an_unknown_error_is_parked_after_a_few_tries_and_shown(light_desk: Desk) -> None:
    light_desk.break_("chat.postMessage", "error", times=50, error="moon_is_full", channel=ROOM)
    await light_desk.queue(plain("card@1"))
    await light_desk.deliver(seconds=3600)
    assert "`moon_is_full`" in (await light_desk.problems())["card@1"]
    assert light_desk.first.calls("chat.postMessage") == 9  # eight tries, and telling the OSPO
    assert any("moon_is_full" in line for line in await parked_lines(light_desk.first.database))


async def test_a_revoked_token_pauses_everything_and_parks_nothing(desk: Desk) -> None:
    token = desk.practice.workspace.grants.tokens[desk.practice.bot_token]
    token.revoked = True
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}", to="U0DANA") for n in range(20)))
    await desk.deliver(seconds=600, step=10)
    assert await desk.problems() == {}
    assert desk.first.calls("chat.postMessage") < 100
    assert any("token" in line for line in await parked_lines(desk.first.database))
    token.revoked = False
    await desk.deliver()
    assert len(desk.texts("D0DANA")) == 20
    assert await parked_lines(desk.first.database) == []


async def test_a_deleted_message_is_posted_again_once_and_then_left_alone(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    workspace = desk.practice.workspace
    workspace.delete(desk.messages()[0])
    await desk.queue(plain("card@2"))
    await desk.deliver()
    assert desk.texts() == ["card@2"]
    workspace.delete(desk.messages()[0])
    await desk.queue(plain("card@3"))
    await desk.deliver()
    assert (desk.texts(), await desk.problems()) == ([], {})


async def test_a_lost_answer_to_the_second_post_of_a_deleted_message_leaves_one(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.practice.workspace.delete(desk.messages()[0])
    desk.break_("chat.postMessage", "lost_answer")
    await desk.queue(plain("card@2"))
    await desk.deliver()
    assert desk.texts() == ["card@2"]


async def reposted_without_an_answer(desk: Desk) -> None:
    """A deleted card was posted again, and the answer got lost: nobody knows where it stands."""
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.practice.workspace.delete(desk.messages()[0])
    desk.break_("chat.postMessage", "lost_answer")
    await desk.queue(plain("card@2"))
    await desk.drain()
    desk.time.move(seconds=10)
    assert desk.texts() == ["card@2"]


async def test_a_second_post_that_may_be_there_is_looked_for_after_waiting_for_a_turn_too(desk: Desk) -> None:
    await reposted_without_an_answer(desk)
    now = desk.time.now()
    await desk.first.database.pacing.hold(f"chat.update:{WORKSPACE}", now=now, until=now + timedelta(seconds=30))
    assert await desk.drain() == 0
    await desk.deliver()
    assert (desk.texts(), await desk.unsent()) == (["card@2"], 0)


@pytest.mark.parametrize(
    "kind, how",
    [
        ("rate_limited", {"seconds": 20}),
        ("error", {"error": "token_revoked"}),
        ("error", {"error": "service_unavailable"}),
        ("error", {"error": "is_archived"}),
    ],
)
async def test_a_second_post_that_may_be_there_is_looked_for_whatever_its_edit_meets_first(
    light_desk: Desk, kind: FaultKind, how: dict[str, Any]
) -> None:
    await reposted_without_an_answer(light_desk)
    light_desk.break_("chat.update", kind, **how)
    await light_desk.drain()
    light_desk.practice.faults.clear()
    await retry(light_desk.first.database)
    await light_desk.deliver()
    assert (light_desk.texts(), await light_desk.problems()) == (["card@2"], {})


class UnreachedByEdits(AsyncWebClient):
    """No edit reaches Slack."""

    async def chat_update(self, **_: Any) -> AsyncSlackResponse:
        raise aiohttp.ConnectionTimeoutError


async def test_a_second_post_that_may_be_there_is_looked_for_after_slack_was_not_reached(light_desk: Desk) -> None:
    await reposted_without_an_answer(light_desk)
    other = await light_desk.worker(light_desk.client(UnreachedByEdits))
    assert await other.delivery.drain() == 0
    light_desk.workers.remove(other)
    await light_desk.deliver()
    assert (light_desk.texts(), await light_desk.unsent()) == (["card@2"], 0)
    await other.database.stop()


class DiesWaiting(SharedTime):
    """The process ends while it waits for a turn."""

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as a clock is asked
        raise asyncio.CancelledError


async def test_a_worker_that_dies_before_its_turn_forgets_no_second_post_that_may_be_there(desk: Desk) -> None:
    await reposted_without_an_answer(desk)
    now, database = desk.time.now(), desk.first.database
    await database.pacing.hold(f"chat.update:{WORKSPACE}", now=now, until=now + timedelta(seconds=1))
    doomed = Delivery(database, desk.client(), desk.first.catalog, DiesWaiting(now), Metrics())
    with pytest.raises(asyncio.CancelledError):
        await doomed.drain()
    await desk.deliver()
    assert desk.texts() == ["card@2"]


async def test_a_reply_below_a_deleted_card_has_the_card_posted_again_first(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.practice.workspace.delete(desk.messages()[0])
    await desk.queue(plain("step@1", thread="card"))
    await desk.deliver()
    card, step = desk.messages()
    assert (card.text, step.text, step.thread_ts) == ("card@1", "step@1", card.ts)


@pytest.mark.parametrize("error", ["cant_update_message", "edit_window_closed"])
async def test_a_message_that_may_not_be_edited_is_posted_again_once(desk: Desk, error: str) -> None:
    await desk.queue(plain("card@1"))
    await desk.drain()
    desk.break_("chat.update", "error", times=9, error=error)
    await desk.queue(plain("card@2"))
    await desk.deliver()
    assert desk.texts() == ["card@1", "card@2"]
    await desk.queue(plain("card@3"))
    await desk.deliver()
    assert desk.texts() == ["card@1", "card@2"]
    assert "may be old" in (await desk.problems())["card@3"]
