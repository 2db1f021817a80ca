# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The real AsyncWebClient talks to the practice workspace and meets Slack's answers, refusals included."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.faults import Fault
from bot.practice.practice import Practice
from tests.practice.conftest import Bench

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
MODAL: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [SECTION]}


async def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        await call
    answer: dict[str, Any] = refused.value.response.data
    return answer


async def test_a_post_comes_back_with_its_ids_filled_in(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="Hello", blocks=[SECTION])

    (block,) = posted["message"]["blocks"]
    assert block["block_id"]
    assert block["text"]["verbatim"] is False
    assert posted["message"]["bot_id"] == "B0OSPOBOT"


async def test_timestamps_rise_within_one_instant(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0REQUESTS", text="x"))["ts"] for _ in range(3)]

    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    "channel,error",
    [
        ("C0NOWHERE", "channel_not_found"),
        ("C0GENERAL", "not_in_channel"),
        ("C0OLD", "is_archived"),
        ("U0NOBODY", "channel_not_found"),
        ("U0OLGA", "channel_not_found"),
        ("U0OSPOBOT", "cannot_dm_bot"),
    ],
)
async def test_a_post_to_the_wrong_place_is_refused(client: AsyncWebClient, channel: str, error: str) -> None:
    assert (await refusal(client.chat_postMessage(channel=channel, text="x")))["error"] == error


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(
    client: AsyncWebClient, practice: Practice
) -> None:
    practice.workspace.channels["C0LEGAL"].members.discard("U0OSPOBOT")

    assert (await refusal(client.conversations_info(channel="C0LEGAL")))["error"] == "channel_not_found"


async def test_a_post_to_a_person_opens_the_direct_messages(client: AsyncWebClient, practice: Practice) -> None:
    posted = await client.chat_postMessage(channel="U0DANA", text="Hello")

    assert posted["channel"] == "D0DANA"
    assert [message.text for message in practice.person("U0DANA").direct_messages()] == ["Hello"]


async def test_direct_messages_need_the_messages_tab(client: AsyncWebClient, practice: Practice) -> None:
    practice.workspace.messages_tab = False

    assert (await refusal(client.chat_postMessage(channel="U0DANA", text="x")))["error"] == "messages_tab_disabled"


async def test_invalid_blocks_are_refused_with_their_places(client: AsyncWebClient) -> None:
    answer = await refusal(client.chat_postMessage(channel="C0REQUESTS", text="x", blocks=[{"type": "section"}]))

    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must define at least one of text, fields [json-pointer:/blocks/0]"
    ]


@pytest.mark.parametrize(
    "content,error",
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"blocks": [{**SECTION, "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5}, "msg_blocks_too_long"),
    ],
)
async def test_bad_content_is_refused_by_name(client: AsyncWebClient, content: dict[str, Any], error: str) -> None:
    call = client.api_call("chat.postMessage", json={"channel": "C0REQUESTS", **content})

    assert (await refusal(call))["error"] == error


async def test_a_long_post_is_cut_and_a_long_edit_is_refused(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="x" * 50_000)
    assert len(posted["message"]["text"]) == 40_000

    edit = client.chat_update(channel="C0REQUESTS", ts=posted["ts"], text="x" * 4_001)
    assert (await refusal(edit))["error"] == "msg_too_long"


async def test_an_edit_keeps_what_it_does_not_name(client: AsyncWebClient) -> None:
    metadata = {"event_type": "notice", "event_payload": {"id": "n1"}}
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="x", blocks=[SECTION], metadata=metadata)

    await client.chat_update(channel="C0REQUESTS", ts=posted["ts"], text="y")
    kept = (await client.conversations_history(channel="C0REQUESTS", include_all_metadata=True))["messages"][0]
    assert (kept["text"], kept["metadata"], len(kept["blocks"])) == ("y", metadata, 1)

    await client.chat_update(channel="C0REQUESTS", ts=posted["ts"], text="z", blocks=[], metadata={})
    bare = (await client.conversations_history(channel="C0REQUESTS", include_all_metadata=True))["messages"][0]
    assert "blocks" not in bare
    assert "metadata" not in bare


async def test_metadata_is_returned_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "notice", "event_payload": {"id": "n1"}}
    posted = await client.chat_postMessage(channel="C0REQUESTS", text="x", metadata=metadata)
    plain = await client.conversations_replies(channel="C0REQUESTS", ts=posted["ts"])
    asked = await client.conversations_replies(channel="C0REQUESTS", ts=posted["ts"], include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert asked["messages"][0]["metadata"] == metadata


async def test_only_own_messages_can_be_edited(client: AsyncWebClient, practice: Practice) -> None:
    said = await practice.person("U0DANA").write("C0REQUESTS", "Hello")

    edit = client.chat_update(channel="C0REQUESTS", ts=said.ts, text="y")
    assert (await refusal(edit))["error"] == "cant_update_message"
    gone = client.chat_update(channel="C0REQUESTS", ts="1.000001", text="y")
    assert (await refusal(gone))["error"] == "message_not_found"


async def test_a_parent_tells_of_its_replies_and_stays_as_a_tombstone(client: AsyncWebClient) -> None:
    parent = await client.chat_postMessage(channel="C0REQUESTS", text="parent")
    reply = await client.chat_postMessage(channel="C0REQUESTS", text="reply", thread_ts=parent["ts"])
    thread = (await client.conversations_replies(channel="C0REQUESTS", ts=parent["ts"]))["messages"]
    assert (thread[0]["thread_ts"], thread[0]["reply_count"]) == (parent["ts"], 1)
    assert (thread[1]["parent_user_id"], thread[1]["ts"]) == ("U0OSPOBOT", reply["ts"])

    await client.chat_delete(channel="C0REQUESTS", ts=parent["ts"])
    history = (await client.conversations_history(channel="C0REQUESTS"))["messages"]
    assert history[0]["subtype"] == "tombstone"
    assert (await refusal(client.chat_delete(channel="C0REQUESTS", ts=parent["ts"])))["error"] == "message_not_found"


async def test_history_comes_newest_first_in_pages(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0DIGEST", text=str(one)))["ts"] for one in range(3)]
    first = await client.conversations_history(channel="C0DIGEST", limit=2)
    rest = await client.conversations_history(
        channel="C0DIGEST", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in first["messages"] + rest["messages"]] == ["2", "1", "0"]

    between = await client.conversations_history(channel="C0DIGEST", oldest=stamps[0], latest=stamps[2])
    assert [message["text"] for message in between["messages"]] == ["1"]
    bounds = await client.conversations_history(channel="C0DIGEST", oldest=stamps[0], latest=stamps[0], inclusive=True)
    assert [message["text"] for message in bounds["messages"]] == ["0"]


async def test_an_ephemeral_message_reaches_one_member_only(client: AsyncWebClient, practice: Practice) -> None:
    await client.chat_postEphemeral(channel="C0REQUESTS", user="U0DANA", text="psst")
    assert [message.text for message in practice.person("U0DANA").ephemerals("C0REQUESTS")] == ["psst"]
    assert practice.person("U0LENA").ephemerals("C0REQUESTS") == []

    outside = client.chat_postEphemeral(channel="C0REQUESTS", user="U0GUS", text="psst")
    assert (await refusal(outside))["error"] == "user_not_in_channel"


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


async def test_a_reply_can_also_stand_in_the_channel(client: AsyncWebClient, practice: Practice) -> None:
    parent = await client.chat_postMessage(channel="C0REQUESTS", text="parent")
    reply = await client.chat_postMessage(
        channel="C0REQUESTS", text="outcome", thread_ts=parent["ts"], reply_broadcast=True
    )
    below = await client.chat_postMessage(channel="C0REQUESTS", text="below", thread_ts=reply["ts"])

    assert reply["message"]["subtype"] == "thread_broadcast"
    assert below["message"]["thread_ts"] == parent["ts"]
    assert [message.text for message in practice.person("U0DANA").messages("C0REQUESTS")] == ["parent", "outcome"]


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


async def test_a_trigger_opens_one_view_within_three_seconds(bench: Bench, client: AsyncWebClient) -> None:
    grants = bench.practice.workspace.grants
    once = grants.trigger("U0DANA").id
    await client.views_open(trigger_id=once, view=MODAL)
    assert (await refusal(client.views_open(trigger_id=once, view=MODAL)))["error"] == "exchanged_trigger_id"

    late = grants.trigger("U0DANA").id
    bench.time.passed += 3.1
    assert (await refusal(client.views_open(trigger_id=late, view=MODAL)))["error"] == "expired_trigger_id"
    assert (await refusal(client.views_open(trigger_id="1.2", view=MODAL)))["error"] == "invalid_trigger_id"


async def test_an_invalid_view_does_not_use_up_its_trigger(client: AsyncWebClient, practice: Practice) -> None:
    trigger = practice.workspace.grants.trigger("U0DANA").id
    answer = await refusal(client.views_open(trigger_id=trigger, view=MODAL | {"blocks": [{"type": "section"}]}))
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/blocks/0]" in answer["response_metadata"]["messages"][0]

    too_large = MODAL | {"blocks": [{"type": "divider", "block_id": "x" * 260_000}]}
    assert (await refusal(client.views_open(trigger_id=trigger, view=too_large)))["error"] == "view_too_large"
    assert (await client.views_open(trigger_id=trigger, view=MODAL))["ok"]


async def test_modals_stack_three_high_and_updates_carry_a_hash(client: AsyncWebClient, practice: Practice) -> None:
    grants = practice.workspace.grants
    root = (await client.views_open(trigger_id=grants.trigger("U0DANA").id, view=MODAL))["view"]
    for _ in range(2):
        top = practice.person("U0DANA").modals[-1]
        pushed = await client.views_push(trigger_id=grants.trigger("U0DANA", view=top.id).id, view=MODAL)
        assert (pushed["view"]["root_view_id"], pushed["view"]["previous_view_id"]) == (root["id"], top.id)
    fourth = client.views_push(trigger_id=grants.trigger("U0DANA", view=root["id"]).id, view=MODAL)
    assert (await refusal(fourth))["error"] == "push_limit_reached"

    updated = await client.views_update(view_id=root["id"], hash=root["hash"], view=MODAL)
    assert updated["view"]["hash"] != root["hash"]
    stale = client.views_update(view_id=root["id"], hash=root["hash"], view=MODAL)
    assert (await refusal(stale))["error"] == "hash_conflict"
    assert (await refusal(client.views_update(view_id="V0", view=MODAL)))["error"] == "not_found"


async def test_a_file_is_announced_sent_and_completed(client: AsyncWebClient, practice: Practice) -> None:
    done = await client.files_upload_v2(filename="chart.png", content=b"png", alt_txt="A chart", title="Chart")

    assert done["files"][0]["title"] == "Chart"
    (file,) = practice.workspace.files.values()
    assert (file.content, file.alt_text, file.completed) == (b"png", "A chart", True)


async def test_a_picture_is_shown_once_it_is_processed_and_nothing_else_is(
    client: AsyncWebClient, practice: Practice
) -> None:
    async def shown(file_id: str) -> Any:
        blocks = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart"}]
        return await client.chat_postMessage(channel="C0REQUESTS", text="A chart", blocks=blocks)

    practice.faults.add(Fault("file-processing", "slow", seconds=20))
    slow = (await client.files_upload_v2(filename="slow.png", content=b"png"))["files"][0]["id"]
    text = (await client.files_upload_v2(filename="chart.txt", content=b"txt"))["files"][0]["id"]
    for unknown in ("F00000000", text, slow):
        refused = await refusal(shown(unknown))
        assert refused["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
        assert refused["error"] == "invalid_blocks"
    practice.workspace.files[slow].ready_at = practice.workspace.now()
    assert (await shown(slow))["ok"]


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


async def test_a_canvas_is_made_changed_whole_and_read_by_whom_it_was_sent_to(
    client: AsyncWebClient, practice: Practice
) -> None:
    content = {"type": "markdown", "markdown": "# One"}
    canvas = (await client.canvases_create(title="Strategy", document_content=content))["canvas_id"]
    await client.canvases_edit(
        canvas_id=canvas, changes=[{"operation": "replace", "document_content": content | {"markdown": "# Two"}}]
    )
    assert practice.workspace.canvases[canvas].markdown == "# Two"

    shared = client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=["U0DANA"])
    assert (await refusal(shared))["error"] == "failed_to_update_user_ids"
    await client.chat_postMessage(channel="U0DANA", text=f"https://example.com/docs/T0/{canvas}")
    await client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=["U0DANA"])
    assert practice.workspace.canvases[canvas].access == {"U0DANA": "read"}


@pytest.mark.parametrize(
    "method,arguments,error",
    [
        ("canvases.edit", {"canvas_id": "F0", "changes": [{"operation": "replace"}]}, "canvas_not_found"),
        ("canvases.create", {"document_content": {"type": "html"}}, "invalid_arguments"),
        ("canvases.access.set", {"canvas_id": "F0", "access_level": "read"}, "canvas_not_found"),
    ],
)
async def test_a_canvas_that_cannot_be_is_refused_by_name(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert (await refusal(client.api_call(method, json=arguments)))["error"] == error


async def test_on_a_free_plan_there_are_no_canvases_of_their_own(client: AsyncWebClient, practice: Practice) -> None:
    practice.workspace.free_plan = True
    assert (await refusal(client.canvases_create(title="x")))["error"] == "free_teams_cannot_create_non_tabbed_canvases"
