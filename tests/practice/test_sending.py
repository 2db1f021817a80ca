# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Deliveries to the bot: signatures, shapes, the three-second limit, retries, and what a person sees when it fails."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.modals import View
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.records import Json
from bot.practice.sending import HttpDelivery
from tests.practice.conftest import Bench

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


class Recorder:
    """Answers every delivery with the next of the given answers (the last one for ever) and keeps the requests."""

    def __init__(self, bench: Bench, *answers: Response) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._answers = list(answers) or [PlainTextResponse("")]
        bench.answer_events = self.answer  # type: ignore[method-assign]  # the bench says it can be replaced

    async def answer(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        self.headers.append(dict(request.headers))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def payload(self, number: int = -1) -> dict[str, Any]:
        body = self.bodies[number]
        if body.startswith(b"{"):
            return dict(json.loads(body))
        return dict(json.loads(parse_qs(body.decode())["payload"][0]))


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


async def test_an_event_is_sent_again_at_once_after_a_minute_and_after_five(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench, PlainTextResponse("", 500))
    await practice.person("U0DANA").open_home()
    await practice.settled(with_retries=True)

    numbers = [headers.get("x-slack-retry-num") for headers in recorder.headers]
    assert numbers == [None, "1", "2", "3"]
    assert recorder.headers[1]["x-slack-retry-reason"] == "http_error"
    assert len({recorder.payload(number)["event_id"] for number in range(4)}) == 1
    assert bench.time.passed == 360.0


async def test_a_bot_can_stop_the_retries(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench, PlainTextResponse("", 500, headers={"X-Slack-No-Retry": "1"}))
    await practice.person("U0DANA").open_home()
    await practice.settled(with_retries=True)

    assert len(recorder.bodies) == 1


async def test_events_are_wrapped_as_slack_wraps_them(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    await practice.person("U0OLGA").write("C0PARTNERS", "<@U0OSPOBOT> may we use this?")

    sent = recorder.payload()
    assert sent["type"] == "event_callback"
    assert sent["event"]["type"] == "app_mention"
    assert sent["event"]["user"] == "U0OLGA"
    assert sent["is_ext_shared_channel"] is True
    assert sent["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0PRACTICE",
            "user_id": "U0OSPOBOT",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]


async def test_events_come_only_for_what_the_app_subscribes_to_and_can_see(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    await dana.write("C0REQUESTS", "plain talk")
    await dana.write("C0GENERAL", "<@U0OSPOBOT> the bot is not here")
    assert recorder.bodies == []

    await dana.write("", "a direct message")
    assert recorder.payload()["event"]["channel_type"] == "im"
    practice.set_group("S0LEGAL", ["U0LENA"])
    await practice.settled()
    assert recorder.payload()["event"]["removed_users"] == ["U0TOMAS"]


async def test_a_click_is_answered_at_its_response_url_five_times(bench: Bench, practice: Practice) -> None:
    statuses: list[int] = []

    @bench.bolt.action("go")
    async def answer(ack: AsyncAck, respond: AsyncRespond) -> None:
        statuses.extend([(await respond(f"private {number}")).status_code for number in range(6)])
        await ack()

    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    await bench.client.chat_postMessage(channel="C0REQUESTS", text="card", blocks=blocks)
    lena = practice.person("U0LENA")
    await lena.click(lena.messages("C0REQUESTS")[0], "Go")

    assert statuses == [200, 200, 200, 200, 200, 404]
    assert len(lena.ephemerals("C0REQUESTS")) == 5


async def test_a_response_url_replaces_or_deletes_and_ends_after_half_an_hour(bench: Bench, practice: Practice) -> None:
    responds: list[AsyncRespond] = []

    @bench.bolt.action("go")
    async def keep(ack: AsyncAck, respond: AsyncRespond) -> None:
        responds.append(respond)
        await respond("done", replace_original=True)
        await ack()

    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    await bench.client.chat_postEphemeral(
        channel="C0REQUESTS", user="U0LENA", text="menu", blocks=[{"type": "actions", "elements": [button]}]
    )
    lena = practice.person("U0LENA")
    (menu,) = lena.ephemerals("C0REQUESTS")
    await lena.click(menu, "Go")
    assert [lena.sees(message) for message in lena.ephemerals("C0REQUESTS")] == ["done"]

    bench.time.passed += 30 * 60 + 1
    assert (await responds[0]("late")).status_code == 404
    await lena.shortcut("ask", menu)
    assert lena.ephemerals("C0REQUESTS") == [menu]
