# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A process that only serves follows changed files by itself, and a bad user group takes no other one with it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

import bot.ticking
from bot.bootstrap import Office, build_office
from bot.catalog import LiveCatalog
from bot.running import web_application
from bot.services.people import PeopleService
from bot.services.upkeep import Upkeep
from bot.settings import Settings
from storage.database import Database
from tests.support.organization import organization
from tests.support.timing import SimulatedTime
from workflows.people import Person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return organization(tmp_path / "company")


@pytest.fixture
async def office(sqlite_url: str, folder: Path) -> AsyncIterator[Office]:
    """An office whose Slack refuses every connection."""
    office = await build_office(
        Settings(
            slack_bot_token=SecretStr("xoxb-nobody"),
            slack_signing_secret=SecretStr("s"),
            slack_api_url="http://127.0.0.1:9/api/",
            database_url=sqlite_url,
            ospo_organization=folder,
        )
    )
    await office.database.start()
    await office.database.migrate()
    yield office
    await office.session.close()
    await office.database.stop()


async def test_a_process_that_only_serves_reads_changed_files(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.ticking, "_POLICY_EVERY", 0.02)
    newcomer = Person("T0US", "U0NEWCOMER")
    application = web_application(office, works=False)
    async with application.router.lifespan_context(application):
        assert newcomer not in (await office.people.staff("T0US")).members["ospo"]
        text = (folder / "organization.toml").read_text()
        (folder / "organization.toml").write_text(text.replace('["U0OSPO"]', '["U0OSPO", "U0NEWCOMER"]'))
        async with asyncio.timeout(10):
            while newcomer not in (await office.people.staff("T0US")).members["ospo"]:  # noqa: ASYNC110 - the clock tells nobody
                await asyncio.sleep(0.01)


class OneBadGroup(AsyncWebClient):
    """A Slack whose connection drops whenever legal's group is asked for."""

    async def usergroups_users_list(self, *, usergroup: str, **_: Any) -> Any:
        if usergroup == "S0LEGAL":
            raise aiohttp.ServerDisconnectedError
        return {"users": ["U0SOMEBODY"]}


async def test_a_group_that_cannot_be_read_leaves_the_others_fresh(office: Office, folder: Path) -> None:
    groups = {"legal": "S0LEGAL", "ospo": "S0OSPO", "security": "S0SECURITY"}
    (folder / "organization.toml").write_text(
        '[channels]\nrequests = "C0REQUESTS"\n'
        + "".join(f'[groups.{name}]\nusergroup = "{usergroup}"\n' for name, usergroup in groups.items())
    )
    timing = SimulatedTime()
    database: Database = office.database
    catalog = LiveCatalog(folder, timing.now)
    people = PeopleService(database, catalog, timing)
    await Upkeep(database, catalog, people, OneBadGroup(), timing).refresh_groups("T0US")
    assert (await people.staff("T0US")).stale == {"legal"}
