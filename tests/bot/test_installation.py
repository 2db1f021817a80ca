# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who we are, learned in spite of everything, and who is ours: by Slack's word to us, never by a payload's."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Identity, Installation
from bot.listeners.reading import actor, event_actor
from bot.listeners.workspace import removed
from storage.database import Database
from tests.support.timing import SimulatedTime
from workflows.errors import Outsider, WorkspaceUnknown

US = Identity("T0US", "E0US", "B0BOT", "U0BOT")
TOLD = {"team_id": "T0US", "enterprise_id": "E0US", "bot_id": "B0BOT", "user_id": "U0BOT"}
ORG_WIDE = {"team_id": "E0US", "enterprise_id": "E0US", "is_enterprise_install": True}


class Answer(dict[str, Any]):
    """An answer as the SDK gives it, with what Slack says of the token beside it."""

    headers: ClassVar[dict[str, str]] = {"X-OAuth-Scopes": "commands,files:read"}


class Telling(AsyncWebClient):
    """A Slack that tells who we are only after the failures it was given."""

    def __init__(self, *failures: Exception, answer: dict[str, Any] = TOLD, teams: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._failures, self._answer_, self._teams = list(failures), answer, teams

    async def auth_test(self, **_: Any) -> Any:
        if self._failures:
            raise self._failures.pop(0)
        return Answer(self._answer_)

    async def auth_teams_list(
        self,
        cursor: str | None = None,
        limit: int | None = None,  # noqa: ARG002 - the SDK's signature
        include_icon: bool | None = None,  # noqa: ARG002 - same
        **_: Any,
    ) -> Any:
        here = int(cursor or 0)
        more = str(here + 1) if here + 1 < len(self._teams) else ""
        return {"teams": [{"id": self._teams[here]}], "response_metadata": {"next_cursor": more}}


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    await database.start()
    yield database
    await database.stop()


def installation(database: Database, client: AsyncWebClient | None = None) -> Installation:
    return Installation("xoxb-ours", client or Telling(), database, SimulatedTime())


async def told(database: Database, **changes: Any) -> Installation:
    ours = installation(database, Telling(answer=TOLD | changes))
    await database.migrate()
    await ours.learn()
    return ours


def clicked(home: str, *, team: str = "T0US", enterprise: str | None = None) -> dict[str, Any]:
    enterprise_ = {"id": enterprise, "name": "x"} if enterprise else None
    return {"user": {"id": "U0X", "team_id": home}, "team": {"id": team}, "enterprise": enterprise_}


@pytest.mark.parametrize(
    "failure",
    [
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        TimeoutError(),
        OSError(),
        RuntimeError("nobody thought of this"),
        SlackApiError("no", {"error": "internal_error"}),  # type: ignore[no-untyped-call]  # the SDK leaves it so
        SlackApiError("no", {"error": "invalid_auth"}),  # type: ignore[no-untyped-call]  # same
    ],
)
async def test_no_failure_keeps_us_from_learning_who_we_are(database: Database, failure: Exception) -> None:
    await database.migrate()
    ours = installation(database, Telling(failure, failure))
    await ours.learn()
    assert ours.identity == US
    assert ours.problem == ""


async def test_who_we_are_is_known_though_it_cannot_be_stored_yet(database: Database) -> None:
    ours = installation(database)  # no table is there: reading and storing both fail
    learning = asyncio.create_task(ours.learn())
    async with asyncio.timeout(5):
        while not ours.known:  # noqa: ASYNC110 - what is waited for is another task's answer
            await asyncio.sleep(0)
    assert not learning.done()
    await database.migrate()
    await asyncio.wait_for(learning, 5)
    async with database.reading() as tx:
        assert await tx.installations.get("xoxb-ours") == ("T0US", "E0US", "B0BOT", "U0BOT")


async def test_the_enterprise_of_a_payload_lets_nobody_in(database: Database) -> None:
    ours = await told(database)
    with pytest.raises(Outsider):
        actor(clicked("T0EVIL", enterprise="E0US"), ours)
    with pytest.raises(Outsider):
        actor(clicked("T0EVIL", team="T0EVIL", enterprise="E0US"), ours)
    with pytest.raises(Outsider):
        actor(clicked("T0US", team="T0EVIL", enterprise="E0US"), ours)


async def test_a_home_that_is_our_workspace_or_our_enterprise_is_served(database: Database) -> None:
    ours = await told(database)
    assert actor(clicked("T0US"), ours).workspace == "T0US"
    assert actor(clicked("E0US", enterprise="E0US"), ours).workspace == "T0US"


async def test_an_event_of_somebody_at_home_elsewhere_is_refused(database: Database) -> None:
    ours = await told(database)
    event = {"type": "app_mention", "user": "U0X", "user_team": "T0EVIL"}
    with pytest.raises(Outsider):
        event_actor({"team_id": "T0US", "enterprise_id": "E0US", "event": event}, ours)
    assert event_actor({"team_id": "T0US", "event": event | {"user_team": "E0US"}}, ours).id == "U0X"


async def test_no_enterprise_at_all_makes_no_enterprise_ours(database: Database) -> None:
    ours = await told(database, enterprise_id=None)
    assert not ours.ours("")
    assert not ours.ours("E0EVIL")


async def test_an_organization_wide_installation_serves_the_workspaces_it_was_granted(database: Database) -> None:
    await database.migrate()
    ours = installation(database, Telling(answer=ORG_WIDE, teams=("T0ONE", "T0TWO")))
    await ours.learn()
    assert [ours.ours(one) for one in ("T0ONE", "T0TWO", "E0US", "T0EVIL")] == [True, True, True, False]


async def test_nobody_is_served_until_slack_has_told_who_we_are(database: Database) -> None:
    with pytest.raises(WorkspaceUnknown, match="try again in a minute"):
        actor(clicked("T0US"), installation(database))


async def test_nobody_is_served_after_the_app_was_removed(database: Database) -> None:
    ours = await told(database)
    await removed({"event": {"type": "app_uninstalled"}}, ours)
    with pytest.raises(WorkspaceUnknown):
        actor(clicked("T0US"), ours)
    assert "removed" in ours.problem


async def test_a_revoked_token_of_a_person_changes_nothing(database: Database) -> None:
    ours = await told(database)
    await removed({"event": {"type": "tokens_revoked", "tokens": {"oauth": ["U0X"], "bot": []}}}, ours)
    assert actor(clicked("T0US"), ours).id == "U0X"
    await removed({"event": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}}, ours)
    assert not ours.known
