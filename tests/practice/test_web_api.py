# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The real AsyncWebClient talks to the practice workspace and meets Slack's answers, refusals included."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.practice import Practice
from tests.support.practice_calls import MODAL, SECTION, refusal


async def test_a_missing_scope_is_named(client: AsyncWebClient, practice: Practice) -> None:
    token = practice.workspace.grants.tokens[practice.bot_token]
    token.scopes = frozenset({"chat:write"})

    answer = await refusal(client.conversations_history(channel="C0REQUESTS"))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "channels:history",
        "chat:write",
    )
    assert (await refusal(client.users_info(user="U0DANA")))["needed"] == "users:read"


@pytest.mark.parametrize("token,error", [("", "not_authed"), ("xoxb-nobody", "invalid_auth")])
async def test_a_wrong_token_is_refused(client: AsyncWebClient, token: str, error: str) -> None:
    client.token = token

    assert (await refusal(client.auth_test()))["error"] == error


async def test_a_revoked_or_app_level_token_is_refused(client: AsyncWebClient, practice: Practice) -> None:
    client.token = practice.app_token
    assert (await refusal(client.auth_test()))["error"] == "not_allowed_token_type"

    practice.uninstall()
    client.token = practice.bot_token
    assert (await refusal(client.auth_test()))["error"] == "token_revoked"


async def test_unknown_methods_and_missing_arguments_are_named(client: AsyncWebClient) -> None:
    assert (await refusal(client.api_call("chat.shout")))["error"] == "unknown_method"

    answer = await refusal(client.api_call("chat.postMessage", json={"text": "x"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


@pytest.mark.parametrize(
    "method,given,message",
    [
        ("conversations.history", {"limit": "many"}, "must be a valid integer [json-pointer:/limit]"),
        ("conversations.history", {"inclusive": "maybe"}, "must be a valid boolean [json-pointer:/inclusive]"),
        ("chat.postMessage", {"text": 7}, "must provide a string [json-pointer:/text]"),
        ("chat.postMessage", {"attachments": {}}, "must provide an array [json-pointer:/attachments]"),
    ],
)
async def test_an_argument_of_the_wrong_type_is_named(
    client: AsyncWebClient, method: str, given: dict[str, Any], message: str
) -> None:
    answer = await refusal(client.api_call(method, json={"channel": "C0REQUESTS", **given}))

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {message}"]


@pytest.mark.parametrize(
    "given,error",
    [
        ({"cursor": "somewhere"}, "invalid_cursor"),
        ({"limit": 1000}, "invalid_limit"),
        ({"oldest": "yesterday"}, "invalid_ts_latest"),
    ],
)
async def test_a_page_that_cannot_be_is_refused(client: AsyncWebClient, given: dict[str, Any], error: str) -> None:
    await client.chat_postMessage(channel="C0REQUESTS", text="x")

    assert (await refusal(client.conversations_history(channel="C0REQUESTS", **given)))["error"] == error


async def test_api_test_answers_with_the_error_that_it_was_given(client: AsyncWebClient) -> None:
    assert (await client.api_test())["ok"]
    assert (await refusal(client.api_test(error="my_error")))["error"] == "my_error"


@pytest.mark.parametrize(
    "given,error",
    [
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": "U0OSPOBOT"}, "cannot_dm_bot"),
        ({}, "users_list_not_supplied"),
    ],
)
async def test_direct_messages_that_cannot_be_opened_are_refused(
    client: AsyncWebClient, given: dict[str, Any], error: str
) -> None:
    assert (await refusal(client.api_call("conversations.open", json=given)))["error"] == error


async def test_forms_and_json_are_read_alike(practice: Practice) -> None:
    given = {"channel": "C0REQUESTS", "text": "x", "blocks": [SECTION]}
    form = given | {"blocks": json.dumps([SECTION]), "token": practice.bot_token, "unfurl_links": "0"}
    async with aiohttp.ClientSession() as session:
        address = f"{practice.api_url}chat.postMessage"
        sent_as_form = await (await session.post(address, data=form)).json()
        bearer = {"Authorization": f"Bearer {practice.bot_token}"}
        sent_as_json = await (await session.post(address, json=given, headers=bearer)).json()
        broken = await (
            await session.post(address, data=b"{", headers=bearer | {"Content-Type": "application/json"})
        ).json()

    assert sent_as_form["ok"]
    assert sent_as_json["ok"]
    assert broken == {"ok": False, "error": "invalid_json"}


async def test_people_groups_and_places_are_told(client: AsyncWebClient) -> None:
    assert (await client.auth_test())["user_id"] == "U0OSPOBOT"
    assert (await client.users_info(user="U0GUS"))["user"]["is_restricted"] is True
    assert (await refusal(client.users_info(user="U0NOBODY")))["error"] == "user_not_found"
    listed = [user["id"] for user in (await client.users_list())["members"]]
    assert "U0DANA" in listed
    assert "U0OLGA" not in listed
    assert (await client.usergroups_users_list(usergroup="S0LEGAL"))["users"] == ["U0LENA", "U0TOMAS"]
    assert "S0OSPO" in [group["id"] for group in (await client.usergroups_list(include_users=True))["usergroups"]]
    assert (await client.conversations_info(channel="C0PARTNERS"))["channel"]["is_ext_shared"] is True
    assert "U0LENA" in (await client.conversations_members(channel="C0LEGAL"))["members"]
    opened = await client.conversations_open(users="U0LENA")
    assert (opened["channel"]["id"], opened["already_open"]) == ("D0LENA", False)


async def test_marks_need_scopes_that_the_app_does_not_ask_for(client: AsyncWebClient, practice: Practice) -> None:
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="x")
    eyes = {"channel": "C0REQUESTS", "timestamp": posted["ts"], "name": "eyes"}
    assert (await refusal(client.reactions_add(**eyes)))["needed"] == "reactions:write"

    token = practice.workspace.grants.tokens[practice.bot_token]
    token.scopes |= {"reactions:write", "pins:write", "bookmarks:write", "team:read"}
    await client.reactions_add(**eyes)
    assert (await refusal(client.reactions_add(**eyes)))["error"] == "already_reacted"
    await client.pins_add(channel="C0REQUESTS", timestamp=posted["ts"])
    link = await client.bookmarks_add(channel_id="C0REQUESTS", title="Policy", type="link", link="https://example.com")
    assert link["bookmark"]["title"] == "Policy"
    assert (await client.team_info())["team"]["id"] == "T0PRACTICE"


async def test_permalinks_lead_to_messages(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="x")
    found = await client.chat_getPermalink(channel="C0REQUESTS", message_ts=posted["ts"])

    assert found["permalink"].endswith(f"/archives/C0REQUESTS/p{posted['ts'].replace('.', '')}")


async def test_blocks_can_be_validated_without_being_shown(client: AsyncWebClient) -> None:
    assert (await client.api_call("blocks.validate", json={"blocks": [SECTION]}))["errors"] == []

    answer = await refusal(client.api_call("blocks.validate", json={"view": MODAL | {"title": None}}))
    assert [(one["pointer"], one["code"]) for one in answer["errors"]] == [("/title", "wrong_type")]
