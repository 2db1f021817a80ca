# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The journey over websockets: two processes of the office on one database, and connections that end."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.bootstrap import build_office
from bot.practice.messages import Message
from bot.practice.practice import Practice
from bot.practice.sample import sample_practice
from bot.practice.server import practice_app
from bot.socket_mode import socket_mode
from tests.journeys.conftest import ORGANIZATION
from tests.support.filling import fill
from tests.support.processes import Process, process
from tests.support.relay import relay
from tests.support.running import settings_for
from tests.support.serving import free_port, served
from tests.support.walking import buttons

REQUESTS = "C0REQUESTS"


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    """A practice workspace that talks to the office over websockets alone."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        here = f"http://127.0.0.1:{listening.getsockname()[1]}"
        practice = sample_practice(base_url=f"{here}/practice", request_url="http://127.0.0.1:9/")
        practice.sending.over_sockets = True
        async with served(Starlette(routes=[Mount("/practice", practice_app(practice))]), listening):
            yield practice
            await practice.close()


def settings(practice: Practice, database_url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": practice.bot_token,
        "SLACK_APP_TOKEN": practice.app_token,
        "SLACK_API_URL": practice.api_url,
        "DATABASE_URL": database_url,
        "OSPO_ORGANIZATION": str(ORGANIZATION),
    }


async def connected(practice: Practice, connections: int) -> None:
    """Wait until so many connections are open. Polled: nobody is told of a connection that opens."""
    async with asyncio.timeout(30):
        while practice.sockets.connections != connections:  # noqa: ASYNC110 - as said
            await asyncio.sleep(0.05)


async def test_the_journey_over_two_processes_survives_a_disconnect_in_the_middle(
    practice: Practice, postgresql_url: str, tmp_path: Path
) -> None:
    given = settings(practice, postgresql_url)
    async with AsyncExitStack() as stack:
        migrating = await stack.enter_async_context(process("migrate", settings=given, folder=tmp_path))
        assert await migrating.ended() == 0, migrating.said
        offices = [
            await stack.enter_async_context(
                process("serve", settings=given | {"PORT": str(free_port())}, folder=tmp_path)
            )
            for _ in range(2)
        ]
        for office in offices:
            await office.answers("/readyz")
        await connected(practice, 2)
        await nobody_takes_slack_over_http(offices[0])
        await submitted_while_the_connections_end(practice)
        await connected(practice, 2)
        await approved_after_a_disconnect(practice)
        for office in offices:
            assert await office.stop() == 0, office.said


async def nobody_takes_slack_over_http(office: Process) -> None:
    assert (await office.answer("/slack/events"))[0] == 404


async def submitted_while_the_connections_end(practice: Practice) -> None:
    """Submit while both connections are told to go; the form is stored once, and its card stands once."""
    dana, omar = practice.person("U0DANA"), practice.person("U0OMAR")
    await dana.command("/ospo", "contribute https://github.com/example/parser", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    submitting = asyncio.create_task(dana.submit())
    await practice.sockets.disconnect()
    await practice.sockets.disconnect()
    answer = await submitting
    assert answer is not None
    assert answer.ok
    assert dana.modal is None
    await practice.until(lambda: len(omar.messages(REQUESTS)) == 1 and bool(thread(practice)), within=30)
    await practice.until(lambda: len(dana.direct_messages()) == 1, within=30)


async def approved_after_a_disconnect(practice: Practice) -> None:
    """Approve while one of the two connections is on its way out."""
    dana, omar = practice.person("U0DANA"), practice.person("U0OMAR")
    await practice.sockets.disconnect()
    await omar.click(thread(practice)[0], "Approve")
    await practice.until(lambda: "approved" in dana.sees(dana.direct_messages()[-1]), within=30)
    await practice.until(lambda: "Approve" not in buttons(thread(practice)[0]), within=30)
    # Not by its number: when the form arrives twice, whichever process is first stores it, under the number it drew.
    assert ["Fix the parser" in omar.sees(card) for card in omar.messages(REQUESTS)] == [True]
    assert len(thread(practice)) == 1
    assert len(dana.direct_messages()) == 2
    assert omar.troubles == dana.troubles == []


def thread(practice: Practice) -> list[Message]:
    """What stands in the card's thread."""
    omar = practice.person("U0OMAR")
    return [reply for card in omar.messages(REQUESTS) for reply in omar.thread(card)]


async def test_a_worker_never_opens_a_connection(practice: Practice, sqlite_url: str, tmp_path: Path) -> None:
    async with process("work", settings=settings(practice, sqlite_url), folder=tmp_path) as worker:
        await practice.until(lambda: "usergroups.users.list" in called(practice), within=30)
        assert await worker.stop() == 0, worker.said
    assert "apps.connections.open" not in called(practice)


def called(practice: Practice) -> list[str]:
    return [exchange.name for exchange in practice.traffic.last if exchange.direction == "from_bot"]


async def test_a_connection_that_died_silently_is_opened_anew(practice: Practice, sqlite_url: str) -> None:
    direct = practice.api_url
    port = int(practice.base_url.rpartition(":")[2].partition("/")[0])
    async with relay(port) as (wire, relayed):
        practice.base_url = practice.base_url.replace(str(port), str(relayed))
        given = settings_for(practice, sqlite_url, ORGANIZATION)
        token = SecretStr(practice.app_token)
        office = await build_office(given.model_copy(update={"slack_app_token": token, "slack_api_url": direct}))
        await office.database.start()
        await office.database.migrate()
        await office.installation.learn()
        async with socket_mode(office, ping_every=0.2):
            await connected(practice, 1)
            await helped(practice, answers=1)  # our side knows it too: a handshake cut in half is another story
            wire.silence()
            await connected(practice, 2)  # Slack's side has not noticed yet that the first is dead
            await practice.sockets.disconnect()
            await helped(practice, answers=2)
        await office.session.close()
        await office.database.stop()


async def helped(practice: Practice, *, answers: int) -> None:
    """Ask for help over the connection, and see that it was answered."""
    dana = practice.person("U0DANA")
    await dana.command("/ospo", "help", channel="C0GENERAL")
    said = [message.text for message in dana.ephemerals("C0GENERAL")]
    assert ["Open Source Office" in text for text in said] == [True] * answers
