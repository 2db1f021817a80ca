# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A practice workspace on a loopback port, with a small Bolt app behind it that the tests give their listeners."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator

import pytest
import uvicorn
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.practice.practice import Practice
from bot.practice.sample import BOT, sample_practice
from bot.practice.server import practice_app


class SimulatedTime:
    """Time that starts now and passes only when somebody sleeps or the test says so."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.started = time.time()

    def now(self) -> float:
        return self.started + self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds
        await asyncio.sleep(0)


class Bench:
    """The workspace, a client of the bot, and the bot itself; `answer_events` can be replaced to misbehave."""

    def __init__(self, practice: Practice, bolt: AsyncApp, time: SimulatedTime) -> None:
        self.practice = practice
        self.bolt = bolt
        self.time = time
        self.client = bolt.client
        self.received: list[Request] = []
        self._handler = AsyncSlackRequestHandler(bolt)

    async def answer_events(self, request: Request) -> Response:
        self.received.append(request)
        return await self._handler.handle(request)


@pytest.fixture
def simulated() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
async def bench(simulated: SimulatedTime) -> AsyncIterator[Bench]:
    listening = socket.create_server(("127.0.0.1", 0))
    here = f"http://127.0.0.1:{listening.getsockname()[1]}"
    practice = sample_practice(
        base_url=f"{here}/practice",
        request_url=f"{here}/slack/events",
        now=simulated.now,
        sleep=simulated.sleep,
    )
    client = AsyncWebClient(token=practice.bot_token, base_url=practice.api_url, retry_handlers=[])

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0PRACTICE", bot_id="B0OSPOBOT", bot_user_id=BOT, bot_token=practice.bot_token
        )

    bolt = AsyncApp(
        client=client,
        signing_secret=practice.signing_secret,
        authorize=authorize,
        process_before_response=True,
    )
    bench = Bench(practice, bolt, simulated)

    async def events(request: Request) -> Response:
        return await bench.answer_events(request)

    app = Starlette(
        routes=[Mount("/practice", practice_app(practice)), Route("/slack/events", events, methods=["POST"])]
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield bench
    finally:
        await practice.close()
        server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        listening.close()


@pytest.fixture
def practice(bench: Bench) -> Practice:
    return bench.practice


@pytest.fixture
def client(bench: Bench) -> AsyncWebClient:
    return bench.client
