# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An office and a practice workspace on a loopback port, as `ospo serve` runs them, with time moved by hand."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.bootstrap import Office, build_office
from bot.practice.messages import Message
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.sample import sample_practice
from bot.practice.server import practice_app
from bot.running import web_application
from bot.settings import Settings
from tests.support.serving import served
from tests.support.timing import SimulatedTime

#: Of no office but these.
SIDE_ROOM_KEY = "c2lkZS1yb29tLWtleS1vZi1ub2JvZHktYnV0LXRlc3Q="


def service_of(office: Office, name: str) -> Any:
    """A service as listeners are given it, by the name under which they ask for it."""
    return office.slack.services[name]  # type: ignore[attr-defined]  # of our own subclass of Bolt's application


@dataclass
class Running:
    """What a journey holds: the people's side (practice), the office's side, and the clock of both."""

    practice: Practice
    office: Office
    time: SimulatedTime
    address: str

    def person(self, name: str) -> Person:
        return self.practice.person(f"U0{name.upper()}")

    async def deliver(self) -> None:
        """Let the office send all that is waiting."""
        await self.office.delivery.drain()

    def card(self, number: int) -> Message:
        """The card of a request, as the OSPO lead sees it in the requests channel."""
        lead = self.person("omar")
        return next(m for m in lead.messages("C0REQUESTS") if f"OSPO-{number}" in lead.sees(m) and not m.thread_ts)


@contextlib.asynccontextmanager
async def running(database_url: str, folder: Path) -> AsyncIterator[Running]:
    """A served office in a fresh practice workspace; delivery goes only when the journey says so."""
    time = SimulatedTime()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        practice = sample_practice(
            base_url=f"{address}/practice", request_url=f"{address}/slack/events", now=time.epoch, sleep=time.sleep
        )
        # Slack's three seconds are real time, which a busy machine has less of; tests/practice looks at them.
        practice.sending.http.ack_seconds = 60
        settings = settings_for(practice, database_url, folder)
        office = await build_office(settings, timing=time)
        await office.database.start()
        await office.database.migrate()
        application = web_application(office, works=False)
        application.mount("/practice", practice_app(practice))
        async with served(application, listening):
            await practice_ready(office)
            await office.upkeep.refresh_groups(office.workspace)
            house = Running(practice, office, time, address)
            yield house
        await practice.close()
        await put_away(house.office)


async def put_away(office: Office) -> None:
    """Close what an office holds."""
    await office.session.close()
    await office.database.stop()


def settings_for(practice: Practice, database_url: str, folder: Path) -> Settings:
    """Settings as a deployment would have them, for this practice workspace."""
    return Settings(
        slack_bot_token=SecretStr(practice.bot_token),
        slack_signing_secret=SecretStr(practice.signing_secret),
        slack_api_url=practice.api_url,
        database_url=database_url,
        ospo_organization=folder,
        ospo_side_room_keys=SecretStr(SIDE_ROOM_KEY),
    )


async def practice_ready(office: Office) -> None:
    """Wait until Slack has told the office who it is."""
    async with asyncio.timeout(5):
        while not office.installation.known:  # noqa: ASYNC110 - what is waited for is another task's answer
            await asyncio.sleep(0.01)
