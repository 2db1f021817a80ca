# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Faults and limits: what goes wrong on purpose goes wrong exactly as asked, and Slack's limits bite."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import PlainTextResponse

from bot.practice.faults import Fault
from bot.practice.practice import Practice
from bot.practice.rate_limits import PER_MINUTE, RateLimits
from bot.practice.web_api.methods import METHODS
from tests.practice.conftest import Bench
from tests.practice.recorder import Recorder


async def post(client: AsyncWebClient, text: str = "x") -> dict[str, Any]:
    return dict((await client.chat_postMessage(channel="C0REQUESTS", text=text)).data)  # type: ignore[arg-type]  # JSON


async def test_a_rate_limit_says_when_to_come_back(client: AsyncWebClient, practice: Practice) -> None:
    practice.faults.add(Fault("chat.postMessage", "rate_limited", seconds=7))
    with pytest.raises(SlackApiError) as refused:
        await post(client)

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"
    assert (await post(client))["ok"]


async def test_a_fault_can_wait_for_a_later_call(client: AsyncWebClient, practice: Practice) -> None:
    practice.faults.add(Fault("*", "error", error="fatal_error", from_call=2))
    await post(client)
    with pytest.raises(SlackApiError, match="fatal_error"):
        await post(client)
    await post(client)


async def test_a_fault_can_be_limited_to_a_channel(client: AsyncWebClient, practice: Practice) -> None:
    practice.faults.add(Fault("chat.postMessage", "error", error="is_archived", times=9, channel="C0DIGEST"))
    await post(client)
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel="C0DIGEST", text="x")


async def test_a_lost_answer_was_done_and_a_dropped_call_was_not(client: AsyncWebClient, practice: Practice) -> None:
    practice.faults.add(Fault("chat.postMessage", "dropped"))
    practice.faults.add(Fault("chat.postMessage", "lost_answer"))
    for text in ("dropped", "lost"):
        with pytest.raises(aiohttp.ClientError):
            await post(client, text)

    assert [message.text for message in practice.person("U0DANA").messages("C0REQUESTS")] == ["lost"]


async def test_a_server_error_does_nothing(client: AsyncWebClient, practice: Practice) -> None:
    practice.faults.add(Fault("chat.postMessage", "server_error", status=503))
    with pytest.raises(SlackApiError) as refused:
        await post(client)

    assert refused.value.response.status_code == 503
    assert practice.person("U0DANA").messages("C0REQUESTS") == []


async def test_a_slow_call_takes_its_time_and_succeeds(bench: Bench, client: AsyncWebClient) -> None:
    bench.practice.faults.add(Fault("chat.postMessage", "slow", seconds=20))
    await post(client)

    assert bench.time.passed == 20


async def test_faults_are_set_listed_and_lifted_over_http(practice: Practice) -> None:
    address = f"{practice.base_url}/faults"
    async with aiohttp.ClientSession() as session:
        added = await session.post(address, json={"target": "chat.update", "kind": "dropped", "times": 2})
        assert (await added.json())["faults"][0]["target"] == "chat.update"
        wrongs: tuple[Any, ...] = (
            {"target": "chat.update", "kind": "explode"},
            {"target": "x", "kind": "slow", "colour": 1},
            {"target": "chat.update", "kind": "duplicate"},
            [],
        )
        for wrong in wrongs:
            async with session.post(address, json=wrong) as refused:
                assert refused.status == 400
        assert (await (await session.delete(address)).json()) == {"faults": []}


async def test_deliveries_can_be_doubled_dropped_and_their_acknowledgement_lost(
    bench: Bench, practice: Practice
) -> None:
    recorder = Recorder(bench)
    practice.faults.add(Fault("delivery:events", "duplicate"))
    await practice.person("U0DANA").open_home()
    assert len(recorder.bodies) == 2
    assert recorder.bodies[0] == recorder.bodies[1]

    practice.faults.add(Fault("delivery:interactions", "dropped"))
    await practice.person("U0DANA").shortcut("x")
    assert len(recorder.bodies) == 2
    practice.faults.add(Fault("delivery:interactions", "lost_ack"))
    await practice.person("U0DANA").shortcut("x")
    assert len(recorder.bodies) == 3
    assert practice.person("U0DANA").troubles == ["dispatch_failed", "operation_timeout"]


async def test_events_can_arrive_in_the_wrong_order(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench, PlainTextResponse(""))
    practice.faults.add(Fault("order:events", "reordered"))
    dana = practice.person("U0DANA")
    await dana.write("", "first")
    await dana.write("", "second")

    assert [recorder.payload(number)["event"]["text"] for number in range(2)] == ["second", "first"]


async def test_a_channel_takes_a_short_burst_and_then_one_post_a_second(bench: Bench, client: AsyncWebClient) -> None:
    for _ in range(4):
        await post(client)
    with pytest.raises(SlackApiError) as refused:
        await post(client)
    assert refused.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel="C0DIGEST", text="another channel")

    bench.time.passed += 1
    await post(client)
    with pytest.raises(SlackApiError):
        await post(client)


def test_each_method_has_the_limit_of_its_tier() -> None:
    passed = 0.0
    limits = RateLimits(lambda: passed)

    allowed = [limits.refused_for("chat.update") for _ in range(51)]
    assert allowed == [0] * 50 + [2]
    passed += 1.2
    assert limits.refused_for("chat.update") == 0
    assert limits.refused_for("api.test") == 0


def test_a_person_and_their_direct_messages_are_one_channel() -> None:
    limits = RateLimits(lambda: 0.0)
    waits = [limits.refused_for("chat.postMessage", place) for place in ("U0DANA", "D0DANA") * 3]

    assert waits == [0, 0, 0, 0, 1, 1]


def test_limits_can_be_scaled_and_lifted() -> None:
    limits = RateLimits(lambda: 0.0, scale=2)
    assert [limits.refused_for("usergroups.list") for _ in range(41)].count(0) == 40
    limits.enabled = False
    assert limits.refused_for("usergroups.list") == 0


def test_every_limited_method_exists() -> None:
    assert set(PER_MINUTE) <= set(METHODS)
    assert set(METHODS) - set(PER_MINUTE) == {"api.test"}
