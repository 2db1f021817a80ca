# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A small bot walks the whole way: command, form, submission, card, click, thread, direct message."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.practice import Practice
from tests.practice.conftest import Bench

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "request",
    "title": {"type": "plain_text", "text": "New request"},
    "submit": {"type": "plain_text", "text": "Submit"},
    "blocks": [
        {
            "type": "input",
            "block_id": "project",
            "label": {"type": "plain_text", "text": "Project"},
            "element": {"type": "plain_text_input", "action_id": "value"},
        },
        {
            "type": "input",
            "block_id": "usage",
            "optional": True,
            "dispatch_action": True,
            "label": {"type": "plain_text", "text": "How is it used?"},
            "element": {
                "type": "static_select",
                "action_id": "value",
                "options": [
                    {"text": {"type": "plain_text", "text": "Linked"}, "value": "linked"},
                    {"text": {"type": "plain_text", "text": "As a tool"}, "value": "tool"},
                ],
            },
        },
    ],
}


def card(text: str) -> list[dict[str, Any]]:
    approve = {
        "type": "button",
        "action_id": "review:approve",
        "text": {"type": "plain_text", "text": "Approve"},
        "value": "OSPO-1",
        "visible_to_user_ids": ["U0LENA"],
    }
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return [section, {"type": "actions", "elements": [approve]}]


def add_listeners(bench: Bench) -> None:
    bolt = bench.bolt

    @bolt.command("/ospo")
    async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @bolt.action("value")
    async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        chosen = body["actions"][0]["selected_option"]["text"]["text"]
        note = {"type": "section", "block_id": "preview", "text": {"type": "mrkdwn", "text": f"Route for {chosen}"}}
        view = body["view"]
        await client.views_update(
            view_id=view["id"], hash=view["hash"], view=FORM | {"blocks": [*FORM["blocks"], note]}
        )
        await ack()

    @bolt.view("request")
    async def submit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        project = body["view"]["state"]["values"]["project"]["value"]["value"]
        if project == "bad":
            await ack(response_action="errors", errors={"project": "Give the address of a repository."})
            return
        await client.chat_postMessage(channel="C0REQUESTS", text="OSPO-1", blocks=card(f"*{project}* <@U0LENA>"))
        await client.chat_postMessage(channel=body["user"]["id"], text="OSPO-1 waits for legal")
        await ack()

    @bolt.action("review:approve")
    async def approve(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        place, ts = body["channel"]["id"], body["message"]["ts"]
        done = [{"type": "section", "text": {"type": "mrkdwn", "text": "Approved"}}]
        await client.chat_update(channel=place, ts=ts, text="Approved", blocks=done)
        await client.chat_postMessage(channel=place, thread_ts=ts, text="Approved by <@U0LENA> &amp; recorded")
        await ack()


async def test_a_request_goes_from_command_to_decision(bench: Bench, practice: Practice) -> None:
    add_listeners(bench)
    dana, lena = practice.person("U0DANA"), practice.person("U0LENA")

    await dana.command("/ospo", "contribute", channel="C0GENERAL")
    assert dana.modal is not None
    assert "Project" in dana.sees(dana.modal)
    assert await dana.submit() is None
    assert dana.modal_errors == {"project": "Please complete this required field."}

    await dana.type("Project", "bad")
    await dana.submit()
    assert dana.modal_errors == {"project": "Give the address of a repository."}

    await dana.type("Project", "https://example.com/lib")
    await dana.choose("usage", "As a tool")
    assert "Route for As a tool" in dana.sees(dana.modal)
    await dana.submit()
    assert not dana.modals
    assert [dana.sees(message) for message in dana.direct_messages()] == ["OSPO-1 waits for legal"]

    (posted,) = lena.messages("C0REQUESTS")
    assert lena.sees(posted) == "*https://example.com/lib* @lena\n[Approve]"
    assert dana.sees(posted) == "*https://example.com/lib* @lena"
    await lena.click(posted, "Approve")
    assert lena.sees(posted) == "Approved"
    assert [lena.sees(reply) for reply in lena.thread(posted)] == ["Approved by @lena & recorded"]
