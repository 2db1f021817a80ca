# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Deliveries to the bot: signatures, shapes, the three-second limit, and what a person sees when it fails."""

import asyncio
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.modals import View
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.records import Json
from bot.practice.sending import HttpDelivery
from tests.practice.conftest import Bench
from tests.practice.recorder import Recorder

MODAL: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "optional": True,
            "label": {"type": "plain_text", "text": "Why"},
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
}


def opened(practice: Practice, person: Person) -> View:
    return practice.workspace.modals.open(person.user.id, MODAL)


async def test_every_delivery_is_signed_as_bolt_verifies_it(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    await practice.person("U0DANA").command("/ospo", "größer & mehr", channel="C0GENERAL")

    verifier = SignatureVerifier(practice.signing_secret)
    assert verifier.is_valid_request(recorder.bodies[0], recorder.headers[0])
    assert not verifier.is_valid_request(recorder.bodies[0] + b"x", recorder.headers[0])


async def test_a_command_carries_the_form_fields_of_slack(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    await practice.person("U0LENA").command("/ospo", "queue", channel="C0LEGAL")
    await practice.person("U0LENA").command("/ospo", "queue")

    form = {key: value[0] for key, value in parse_qs(recorder.bodies[0].decode()).items()}
    assert set(form) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text",
        "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    assert (form["channel_name"], form["is_enterprise_install"]) == ("privategroup", "false")
    assert parse_qs(recorder.bodies[1].decode())["channel_name"] == ["directmessage"]


async def test_the_acknowledgement_of_a_command_is_shown_to_its_sender(bench: Bench, practice: Practice) -> None:
    dana = practice.person("U0DANA")
    Recorder(
        bench,
        PlainTextResponse("plain"),
        JSONResponse({"text": "private"}),
        JSONResponse({"response_type": "in_channel", "text": "open"}),
    )
    for _ in range(3):
        await dana.command("/ospo", channel="C0GENERAL")

    assert [message.text for message in dana.ephemerals("C0GENERAL")] == ["plain", "private"]
    assert [message.text for message in dana.messages("C0GENERAL")] == ["open"]


async def test_a_command_that_fails_says_so_in_slacks_words(bench: Bench, practice: Practice) -> None:
    dana = practice.person("U0DANA")
    Recorder(bench, PlainTextResponse("", 500))
    await dana.command("/ospo", channel="C0GENERAL")

    assert dana.sees(dana.ephemerals("C0GENERAL")[-1]) == '/ospo failed with the error "dispatch_failed"'


@pytest.fixture
def impatient(practice: Practice) -> Practice:
    http = practice.sending.http
    practice.sending.http = HttpDelivery(http.request_url, practice.signing_secret, bench_time, 0.05)
    return practice


def bench_time() -> float:
    return 1_795_000_000.0


async def test_a_bot_that_takes_too_long_leaves_the_form_open(bench: Bench, impatient: Practice) -> None:
    async def never(request: Request) -> Response:
        await request.body()
        await asyncio.sleep(1)
        return PlainTextResponse("")

    bench.answer_events = never  # type: ignore[method-assign]  # the bench says it can be replaced
    dana = impatient.person("U0DANA")
    await dana.command("/ospo", channel="C0GENERAL")
    assert dana.sees(dana.ephemerals("C0GENERAL")[-1]) == '/ospo failed with the error "operation_timeout"'

    view = opened(impatient, dana)
    await dana.type("Why", "typed")
    await dana.submit()
    assert dana.modals == [view]
    assert view.trouble == "We had some trouble connecting. Try again?"
    assert view.state["why"]["value"]["value"] == "typed"


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("", 404),
        JSONResponse({"response_action": "errors", "errors": {"nowhere": "x"}}),
        JSONResponse({"response_action": "errors", "errors": {}}),
        JSONResponse({"response_action": "update", "view": {"type": "modal"}}),
        JSONResponse({"response_action": "dance"}),
    ],
    ids=["status", "errors for no field", "no errors", "invalid view", "unknown action"],
)
async def test_an_unusable_answer_to_a_submission_keeps_the_form(
    bench: Bench, practice: Practice, answer: Response
) -> None:
    Recorder(bench, answer)
    dana = practice.person("U0DANA")
    view = opened(practice, dana)
    await dana.submit()

    assert dana.modals == [view]
    assert view.trouble == "We had some trouble connecting. Try again?"


async def test_a_submission_is_answered_with_errors_update_push_and_clear(bench: Bench, practice: Practice) -> None:
    dana = practice.person("U0DANA")
    second = MODAL | {"callback_id": "second"}
    Recorder(
        bench,
        JSONResponse({"response_action": "errors", "errors": {"why": "Say more."}}),
        JSONResponse({"response_action": "push", "view": second}),
        JSONResponse({"response_action": "update", "view": second | {"callback_id": "third"}}),
        JSONResponse({"response_action": "clear"}),
    )
    opened(practice, dana)
    await dana.submit()
    assert dana.modal_errors == {"why": "Say more."}
    await dana.submit()
    assert [view.content["callback_id"] for view in dana.modals] == ["form", "second"]
    await dana.submit()
    assert [view.content["callback_id"] for view in dana.modals] == ["form", "third"]
    await dana.submit()
    assert dana.modals == []


async def test_a_submission_holds_nulls_and_no_channel(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    opened(practice, dana)
    await dana.submit()

    sent = recorder.payload()
    assert sent["view"]["state"]["values"] == {"why": {"value": {"type": "plain_text_input", "value": None}}}
    assert (sent["response_urls"], sent["enterprise"], sent["is_enterprise_install"]) == ([], None, False)
    assert set(sent["view"]) >= {
        "id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash", "title",
        "clear_on_close", "notify_on_close", "close", "submit", "previous_view_id", "root_view_id", "app_id",
        "external_id", "app_installed_team_id", "bot_id",
    }  # fmt: skip
    assert "channel" not in sent
    assert "response_url" not in sent


async def test_closing_a_form_is_told_when_it_asks_for_it(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    opened(practice, dana)
    await dana.close()

    assert dana.modals == []
    assert (recorder.payload()["type"], recorder.payload()["is_cleared"]) == ("view_closed", False)


async def test_a_click_in_a_thread_carries_the_message_and_its_thread(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    button = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
    client = bench.client
    parent = await client.chat_postMessage(channel="C0REQUESTS", text="card")
    await client.chat_postMessage(
        channel="C0REQUESTS", thread_ts=parent["ts"], text="ask", blocks=[{"type": "actions", "elements": [button]}]
    )
    lena = practice.person("U0LENA")
    (ask,) = lena.thread(lena.messages("C0REQUESTS")[0])
    await lena.click(ask, "Go")

    sent = recorder.payload()
    assert sent["container"] == {
        "type": "message",
        "message_ts": ask.ts,
        "channel_id": "C0REQUESTS",
        "is_ephemeral": False,
        "thread_ts": parent["ts"],
    }
    assert (sent["message"]["parent_user_id"], sent["channel"]["name"]) == ("U0OSPOBOT", "oss-requests")
    (action,) = sent["actions"]
    assert {"action_id", "block_id", "text", "value", "type", "action_ts"} <= set(action)
    assert (action["value"], action["text"]["emoji"], sent["state"]) == ("7", True, {"values": {}})


async def test_a_click_that_fails_is_told_to_the_one_who_clicked(bench: Bench, practice: Practice) -> None:
    Recorder(bench, PlainTextResponse("", 404))
    dana = practice.person("U0DANA")
    await dana.shortcut("new_request")

    assert dana.troubles == ["This app responded with Status Code 404."]
