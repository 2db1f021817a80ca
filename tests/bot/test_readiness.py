# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What `/readyz` tells a platform of a process that delivers."""

import asyncio
import socket
from datetime import datetime
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.bootstrap import build_office
from bot.running import web_application
from bot.settings import Settings
from tests.support.organization import organization
from tests.support.serving import served
from tests.support.timing import SimulatedTime


class BreakingClock(SimulatedTime):
    """A clock that cannot be read any more: what ends a loop that survives every error of the others."""

    broken = False

    def now(self) -> datetime:
        if self.broken:
            raise OSError("the clock is gone")
        return super().now()


async def test_a_process_whose_delivery_has_ended_is_not_ready(sqlite_url: str, tmp_path: Path) -> None:
    timing = BreakingClock()
    settings = Settings(
        slack_bot_token=SecretStr("xoxb-nobody"),
        slack_signing_secret=SecretStr("s"),
        slack_api_url="http://127.0.0.1:9/api/",
        database_url=sqlite_url,
        ospo_organization=organization(tmp_path / "company"),
    )
    office = await build_office(settings, timing=timing)
    await office.database.start()
    await office.database.migrate()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        async with served(web_application(office, works=True), listening), aiohttp.ClientSession() as session:
            address = f"http://127.0.0.1:{listening.getsockname()[1]}/readyz"
            assert "delivery" not in await missing(session, address)
            timing.broken = True
            async with asyncio.timeout(5):
                while "delivery" not in await missing(session, address):  # noqa: ASYNC110 - nobody tells of the end
                    await asyncio.sleep(0.01)
    await office.session.close()
    await office.database.stop()


async def missing(session: aiohttp.ClientSession, address: str) -> dict[str, str]:
    async with session.get(address) as answer:
        assert answer.status == 503  # Slack has not said who we are
        given: dict[str, str] = (await answer.json())["missing"]
        return given
