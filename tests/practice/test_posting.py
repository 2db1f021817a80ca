# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages of the practice workspace: posted, edited, taken away and read again as in Slack."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.practice import Practice
from tests.support.practice_calls import SECTION, refusal


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


async def test_a_reply_can_also_stand_in_the_channel(client: AsyncWebClient, practice: Practice) -> None:
    parent = await client.chat_postMessage(channel="C0REQUESTS", text="parent")
    reply = await client.chat_postMessage(
        channel="C0REQUESTS", text="outcome", thread_ts=parent["ts"], reply_broadcast=True
    )
    below = await client.chat_postMessage(channel="C0REQUESTS", text="below", thread_ts=reply["ts"])

    assert reply["message"]["subtype"] == "thread_broadcast"
    assert below["message"]["thread_ts"] == parent["ts"]
    assert [message.text for message in practice.person("U0DANA").messages("C0REQUESTS")] == ["parent", "outcome"]
