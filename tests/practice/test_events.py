# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Events and response URLs of the practice workspace: retried, wrapped and ended as Slack does."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from starlette.responses import PlainTextResponse

from bot.practice.practice import Practice
from tests.practice.conftest import Bench
from tests.practice.recorder import Recorder


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
