# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is not from Slack, or not in its shape: refused with a 4xx or answered with a sentence, never a 500."""

import json
import time

import pytest

from tests.support.asking import REPOSITORY, copied_code
from tests.support.databases import ONE_DATABASE
from tests.support.filling import fill
from tests.support.posting import FORM, JSON, command_body, interaction, posted
from tests.support.running import Running
from tests.support.walking import answered, asks, form, in_form, reads, said_in_thread, sent, status

BAD_TIMESTAMPS = ("", "now", "1e9", "12.5", "-1", "\uff19", "0x10", "9" * 40, str(int(time.time()) - 600), str(10**11))
NOT_A_PAYLOAD = ("", "{", "[]", "1", "null", '"text"', '{"type"', "{}", "[" * 5000, '{"type": "block_actions"}', "\x00")
NOT_AN_EVENT = (b"{", b'{"type": "event_callback"', b"[]", b"null", b"1", b'"x"', b"\x00", b"[" * 20000, b"{}")


@ONE_DATABASE
async def test_what_is_not_signed_as_slack_signs_it_is_refused(house: Running) -> None:
    body = command_body()
    assert (await posted(house, body, signature=None))[0] == 401
    assert (await posted(house, body, signature="v0=" + "0" * 64))[0] == 401
    assert (await posted(house, body, signature="ünsigned"))[0] in {400, 401}
    assert (await posted(house, body, timestamp=None))[0] == 401
    for timestamp in BAD_TIMESTAMPS:
        status_code, _ = await posted(house, body, timestamp=timestamp)
        assert status_code in {400, 401}, timestamp
    assert (await posted(house, body))[0] == 200


@ONE_DATABASE
async def test_a_body_that_is_no_text_or_too_large_is_refused(house: Running) -> None:
    assert (await posted(house, b"payload=\xff\xfe"))[0] in {200, 400}
    assert (await posted(house, b"\xff\xfe\x00{"))[0] == 400
    assert (await posted(house, b"\xc3(", JSON))[0] == 400
    assert (await posted(house, b"text=" + b"a" * 10_000_000))[0] == 413
    assert (await posted(house, b""))[0] < 500


@ONE_DATABASE
async def test_json_that_ends_early_or_is_something_else_is_no_failure_of_ours(
    house: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for payload in NOT_A_PAYLOAD:
        code, _ = await posted(house, b"payload=" + payload.encode(), FORM)
        assert code < 500, payload[:40]
    for body in NOT_AN_EVENT:
        for content_type in (JSON, "text/plain", FORM):
            code, _ = await posted(house, body, content_type)
            assert code < 500, body[:40]
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


@ONE_DATABASE
async def test_other_methods_and_addresses_are_not_there(house: Running) -> None:
    async with house.office.session.get(f"{house.address}/slack/events") as answer:
        assert answer.status == 405
    async with house.office.session.post(f"{house.address}/slack/interactive") as answer:
        assert answer.status == 404


@ONE_DATABASE
async def test_an_unknown_verb_is_answered_with_the_nearest_one(house: Running) -> None:
    dana = house.person("dana")
    for typed, meant in (
        ("contribut", "/ospo contribute"), ("staus", "/ospo status"), ("qeue", "/ospo queue"),
        ("obligations", "/ospo register deadlines"),
    ):  # fmt: skip
        await dana.command("/ospo", f"{typed} something")
        assert f"Did you mean {meant}?" in answered(dana).replace("`", "")
    await dana.command("/ospo", "practices")
    assert "Ways of working" in in_form(dana), "a register opens by its name alone"
    await dana.close()
    await dana.command("/ospo", "<!channel> `x` & more")
    assert "/ospo help" in answered(dana)
    assert "Did you mean" not in answered(dana)


async def test_a_button_or_form_that_this_version_does_not_know_says_so(house: Running) -> None:
    dana = house.person("dana")
    await copied_code(house)
    await sent(house)
    payloads, grants = house.practice.payloads, house.practice.workspace.grants
    card = house.card(1)
    block, element = card.blocks[-1], card.blocks[-1]["elements"][0]
    for changed in ({"action_id": "review:forget"}, {"action_id": "x" * 255}, {"value": "OSPO-1"}, {"value": ""}):
        url = grants.response_url("U0DANA", card.channel, message_ts=card.ts)
        action = payloads.action(block, element, {}) | changed
        click = payloads.message_action(dana.user, card, action, (grants.trigger("U0DANA"), url), {})
        assert (await interaction(house, click)).ok
        assert "made by another version of the office" in dana.sees(dana.ephemerals(card.channel)[-1])
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    submission = payloads.submission(dana.user, form(dana), grants.trigger("U0DANA"))
    submission["view"]["callback_id"] = "form:from-the-future"
    answer = await interaction(house, submission)
    assert answer.body["response_action"] == "errors"
    assert "made by another version" in str(answer.body)


async def test_a_form_of_an_older_version_is_taken_when_it_still_fits_and_never_lost(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    view = form(dana)
    context = json.loads(view.content["private_metadata"])
    view.content["private_metadata"] = json.dumps(context | {"version": "0ld"})
    view.state["field:retired"] = {"field:retired": {"type": "plain_text_input", "value": "of an older form"}}
    kept = view.state.pop("field:ai")
    answer = await interaction(
        house, house.practice.payloads.submission(dana.user, view, house.practice.workspace.grants.trigger("U0DANA"))
    )
    assert answer.body["response_action"] in {"errors", "update"}
    assert "answer this" in str(answer.body)
    view.state["field:ai"] = kept
    answer = await interaction(
        house, house.practice.payloads.submission(dana.user, view, house.practice.workspace.grants.trigger("U0DANA"))
    )
    assert answer.body in ("", {}, None)
    assert "Fix the parser" in await status(dana, "OSPO-1")


@ONE_DATABASE
async def test_slack_asking_whether_we_are_there_is_answered(house: Running) -> None:
    challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    assert "abc" in (await posted(house, challenge, JSON))[1]
    assert (await posted(house, challenge, JSON, signature="v0=0"))[0] == 401
    assert (await posted(house, b"ssl_check=1&token=x"))[0] == 200


async def test_an_event_that_comes_three_times_is_answered_once(house: Running) -> None:
    dana = house.person("dana")
    channel = house.practice.workspace.direct_messages("U0DANA")
    event = {"type": "message", "channel_type": "im", "channel": channel.id, "user": "U0DANA", "text": "hello"}
    payload = house.practice.payloads.event(event | {"ts": "1.1", "event_ts": "1.1"})
    for retry in (None, (1, "http_timeout"), (2, "http_timeout")):
        answer = await house.practice.sending.deliver("events", payload, retry)
        assert answer.accepted
        await sent(house)
    assert len(dana.direct_messages()) == 1
    assert "/ospo" in reads(dana)


async def test_unknown_events_and_events_of_nobody_are_taken_without_a_word(
    house: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for event in (
        {"type": "reaction_added", "user": "U0DANA"},
        {"type": "message", "channel_type": "im"},
        {"type": "message", "channel_type": "im", "user": None, "text": None},
        {"type": "app_mention", "user": {"id": "U0DANA"}},
        {"type": "app_home_opened", "tab": "home"},
        {"type": "subteam_members_changed"},
        {"type": "subteam_updated", "subteam": "S0LEGAL"},
        {"type": None},
        {},
    ):
        answer = await house.practice.sending.deliver("events", house.practice.payloads.event(event))
        assert answer.accepted, event
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_a_click_that_was_answered_is_answered_in_the_thread_where_it_was_made(house: Running) -> None:
    priya = house.person("priya")
    await copied_code(house)
    await sent(house)
    await priya.click(asks(house, "legal"), "Approve")
    assert "Only legal can decide this step" in said_in_thread(house, "priya")
