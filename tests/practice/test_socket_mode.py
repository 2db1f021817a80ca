# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Socket Mode with Bolt's own handler: the journey over a websocket, a forced disconnect, and ten connections."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.practice import Practice
from bot.practice.sending import Answer
from tests.practice.conftest import Bench


@pytest.fixture
async def handler(bench: Bench) -> AsyncIterator[AsyncSocketModeHandler]:
    web_client = AsyncWebClient(base_url=bench.practice.api_url, retry_handlers=[])
    handler = AsyncSocketModeHandler(bench.bolt, bench.practice.app_token, web_client=web_client)
    bench.practice.sending.over_sockets = True
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    yield handler
    await handler.close_async()  # type: ignore[no-untyped-call]  # same


async def test_a_command_and_its_answer_travel_over_the_socket(
    bench: Bench, practice: Practice, handler: AsyncSocketModeHandler
) -> None:
    @bench.bolt.command("/ospo")
    async def answer(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(f"You said {body['text']}")

    dana = practice.person("U0DANA")
    await dana.command("/ospo", "help", channel="C0GENERAL")

    assert isinstance(handler.client, SocketModeClient)
    assert [message.text for message in dana.ephemerals("C0GENERAL")] == ["You said help"]


@pytest.mark.usefixtures("handler")
async def test_a_submission_is_answered_with_errors_over_the_socket(bench: Bench, practice: Practice) -> None:
    @bench.bolt.view("form")
    async def refuse(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"why": "Say more."})

    field = {
        "type": "input",
        "block_id": "why",
        "optional": True,
        "label": {"type": "plain_text", "text": "Why"},
        "element": {"type": "plain_text_input", "action_id": "value"},
    }
    form = {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [field],
    }
    practice.workspace.modals.open("U0DANA", form)
    await practice.person("U0DANA").submit()

    assert practice.person("U0DANA").modal_errors == {"why": "Say more."}


@pytest.mark.usefixtures("handler")
async def test_an_envelope_that_a_disconnect_left_unacknowledged_is_sent_again(
    bench: Bench, practice: Practice
) -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    @bench.bolt.event("app_home_opened")
    async def home(event: dict[str, Any]) -> None:
        heard.append(event["tab"])
        reached.set()
        await go_on.wait()

    visit = asyncio.create_task(practice.person("U0DANA").open_home())
    await reached.wait()
    await practice.sockets.disconnect()
    reached.clear()
    async with asyncio.timeout(20):
        await reached.wait()  # on the connection that the handler opened anew
    go_on.set()
    await visit

    assert heard == ["home", "home"]


async def test_without_a_connection_a_command_fails_as_slack_says(bench: Bench, practice: Practice) -> None:
    practice.sending.over_sockets = True
    practice.sockets.ack_seconds = 0.01
    answer = await practice.sending.deliver("commands", {})

    assert answer == Answer(failure="connection_failed")
    assert bench.practice.sockets.connections == 0


async def test_ten_connections_share_the_payloads_and_an_eleventh_is_refused(practice: Practice) -> None:
    practice.sending.over_sockets = True
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(practice.socket_url()) for _ in range(10)]
        assert [(await one.receive_json())["type"] for one in sockets] == ["hello"] * 10
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(practice.socket_url())

        for one in sockets[:2]:
            sending = asyncio.create_task(practice.sending.deliver("interactions", {"type": "shortcut"}))
            envelope = await one.receive_json()
            assert envelope["type"] == "interactive"
            assert envelope["accepts_response_payload"] is True
            await one.send_json({"envelope_id": envelope["envelope_id"], "payload": {"ok": 1}})
            assert await sending == Answer(200, {"ok": 1})
        for one in sockets:
            await one.close()


async def test_a_ticket_opens_one_connection(practice: Practice) -> None:
    address = practice.socket_url()
    async with aiohttp.ClientSession() as session, session.ws_connect(address):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
