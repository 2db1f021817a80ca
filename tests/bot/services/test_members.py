# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is served: what Slack says of a person, asked once a day, and never waited for when Slack is not well."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Identity, Installation
from bot.services.members import Members, Standing
from bot.services.people import PeopleService
from bot.services.profiles import ProfileLookup
from storage.database import Database
from tests.support.organization import organization
from tests.support.timing import SimulatedTime
from workflows.errors import Outsider
from workflows.people import Person

DEV = Person("T0US", "U0DEV")


class Slack(AsyncWebClient):
    """Tells of one person, or fails as it was told to, and counts how often it was asked."""

    def __init__(self, **user: Any) -> None:
        super().__init__()
        self.user: dict[str, Any] = {"id": "U0DEV", "team_id": "T0US", "tz": "Europe/Berlin"} | user
        self.failure: Exception | None = None
        self.hangs = False
        self.asked = 0

    async def users_info(self, **_: Any) -> Any:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.failure:
            raise self.failure
        return {"user": self.user}


def refusal(code: str) -> Exception:
    return SlackApiError("no", {"error": code})  # type: ignore[no-untyped-call]  # the SDK leaves it so


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return organization(tmp_path / "company")


def members(slack: Slack, database: Database, company: Path, timing: SimulatedTime) -> Members:
    ours = Installation("xoxb", slack, database, timing)
    ours.identity = Identity("T0US", "E0US", "B0BOT", "U0BOT")
    people = PeopleService(database, LiveCatalog(company, timing.now), timing)
    return Members(database, people, ProfileLookup(slack, ours, timing), timing)


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def here(slack: Slack, database: Database, company: Path, timing: SimulatedTime) -> Members:
    return members(slack, database, company, timing)


@pytest.mark.parametrize(
    "user,standing",
    [
        ({}, Standing.MEMBER),
        ({"is_restricted": True}, Standing.GUEST),
        ({"is_restricted": True, "is_ultra_restricted": True}, Standing.GUEST),
        ({"is_restricted": True, "is_stranger": True}, Standing.OUTSIDER),
        ({"is_restricted": True, "deleted": True}, Standing.OUTSIDER),
        ({"is_restricted": True, "team_id": "T0EVIL"}, Standing.OUTSIDER),
        ({"is_stranger": True}, Standing.OUTSIDER),
        ({"deleted": True}, Standing.OUTSIDER),
        ({"team_id": "T0EVIL"}, Standing.OUTSIDER),
        ({"team_id": "T0EVIL", "enterprise_user": {"enterprise_id": "E0EVIL"}}, Standing.OUTSIDER),
        ({"team_id": "T0SISTER", "enterprise_user": {"enterprise_id": "E0US"}}, Standing.MEMBER),
        ({"team_id": "E0US"}, Standing.MEMBER),
        ({"is_bot": True}, Standing.BOT),
        ({"id": "USLACKBOT", "is_bot": False}, Standing.BOT),
    ],
)
async def test_who_is_a_member_is_what_slack_says(
    user: dict[str, Any], standing: Standing, slack: Slack, here: Members
) -> None:
    slack.user |= user
    assert await here.standing(DEV) is standing
    if standing is Standing.MEMBER:
        await here.check(DEV)
    else:
        with pytest.raises(Outsider):
            await here.check(DEV)


async def test_slack_is_asked_once_a_day_whatever_process_asks(
    slack: Slack, database: Database, company: Path, timing: SimulatedTime
) -> None:
    processes = [members(slack, database, company, timing) for _ in range(3)]
    for process in processes * 3:
        await process.check(DEV)
    assert slack.asked == 1
    slack.user |= {"is_restricted": True}
    timing.move(hours=25)
    with pytest.raises(Outsider):
        await processes[0].check(DEV)
    assert slack.asked == 2


async def test_a_guest_stays_one_while_slack_cannot_be_asked_again(
    slack: Slack, here: Members, timing: SimulatedTime
) -> None:
    slack.user |= {"is_restricted": True}
    await here.standing(DEV)
    slack.failure = aiohttp.ServerDisconnectedError()
    timing.move(days=3)
    with pytest.raises(Outsider):
        await here.check(DEV)


@pytest.mark.parametrize(
    "failure",
    [
        aiohttp.ServerDisconnectedError(),
        OSError(),
        ValueError("no JSON"),
        refusal("missing_scope"),
        refusal("unknown_method"),
        refusal("ratelimited"),
    ],
)
async def test_a_look_up_that_fails_stops_nobody_and_is_not_tried_for_anybody_for_minutes(
    failure: Exception, slack: Slack, here: Members, timing: SimulatedTime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    slack.failure = failure
    for number in range(20):
        await here.check(Person("T0US", f"U0DEV{number}"))
    timing.move(minutes=4)
    await here.check(DEV)
    assert slack.asked == 2
    assert len([one for one in caplog.records if one.name.endswith("profiles")]) == 1, "said once"
    slack.failure = None
    slack.user |= {"is_restricted": True}
    timing.move(minutes=4)
    with pytest.raises(Outsider):
        await here.check(DEV)


async def test_nobody_waits_long_for_a_slack_that_does_not_answer(slack: Slack, here: Members) -> None:
    slack.hangs = True
    async with asyncio.timeout(1):
        for _ in range(50):
            await here.check(DEV)
    assert slack.asked == 1


async def test_somebody_of_whom_slack_does_not_know_is_no_manager(slack: Slack, here: Members) -> None:
    slack.failure = refusal("user_not_found")
    assert "colleague" in (await here.unfit(["manager"], {"manager": "U0NOBODY"}, DEV))["manager"]
    slack.failure = None
    assert await here.unfit(["manager"], {"manager": "U0OTHER"}, DEV) == {}


async def test_a_database_that_has_no_room_for_profiles_stops_nobody(
    slack: Slack, tmp_path: Path, company: Path, timing: SimulatedTime
) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    await empty.start()
    here = members(slack, empty, company, timing)
    assert await here.standing(DEV) is Standing.MEMBER
    await empty.stop()
