# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A person's client behaves like Slack's: what it shows, checks itself, keeps, and when it tells the bot."""

from typing import Any

import pytest
from starlette.responses import JSONResponse

from bot.practice.fields import problem_of
from bot.practice.forms import carried_state, initial_state
from bot.practice.messages import Message
from bot.practice.practice import Practice
from bot.practice.records import Json
from tests.practice.conftest import Bench
from tests.practice.recorder import Recorder

OPTIONS = [
    {"text": {"type": "plain_text", "text": "Linked"}, "value": "linked"},
    {"text": {"type": "plain_text", "text": "As a tool"}, "value": "tool"},
]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: Json, **more: Any) -> Json:
    label = plain(block_id.capitalize())
    return {"type": "input", "block_id": block_id, "label": label, "element": {"action_id": "value"} | element, **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "options": OPTIONS, **more}


def modal(*blocks: Json) -> Json:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks)}


def posted(practice: Practice, *elements: Json) -> Message:
    workspace = practice.workspace
    message = Message("C0REQUESTS", workspace.next_ts(), "U0OSPOBOT", "T0PRACTICE", "card", bot_id="B0OSPOBOT")
    message.blocks = [{"type": "actions", "elements": list(elements)}]
    return workspace.post("C0REQUESTS", message)


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


async def test_a_button_hidden_from_a_person_can_only_be_clicked_by_forging(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    card = posted(practice, button(visible_to_user_ids=["U0LENA"]))
    dana = practice.person("U0DANA")
    with pytest.raises(LookupError, match="there is no 'Go'; there is: nothing"):
        await dana.click(card, "Go")
    assert recorder.bodies == []

    await dana.click(card, "Go", unseen=True)
    assert recorder.payload()["user"]["id"] == "U0DANA"


async def test_a_confirmation_that_is_declined_sends_nothing(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    confirm = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    card = posted(practice, button(confirm=confirm))
    assert await practice.person("U0LENA").click(card, "Go", confirm=False) is None
    assert recorder.bodies == []

    await practice.person("U0LENA").click(card, "Go")
    assert len(recorder.bodies) == 1


async def test_an_overflow_option_is_clicked_by_its_text(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    card = posted(practice, {"type": "overflow", "action_id": "more", "options": OPTIONS})
    await practice.person("U0LENA").click(card, "As a tool")

    assert recorder.payload()["actions"][0]["selected_option"]["value"] == "tool"


async def test_an_input_tells_the_bot_only_when_it_dispatches(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    practice.workspace.modals.open(
        "U0DANA",
        modal(
            field("quiet", select()),
            field("steering", select(), dispatch_action=True),
            field("name", {"type": "plain_text_input"}, dispatch_action=True),
        ),
    )
    await dana.choose("Quiet", "Linked")
    await dana.type("Name", "a library")
    assert recorder.bodies == []

    await dana.choose("Steering", "tool")
    sent = recorder.payload()
    assert (sent["type"], sent["container"]["type"]) == ("block_actions", "view")
    assert "response_url" not in sent
    assert sent["view"]["state"]["values"]["quiet"]["value"]["selected_option"]["value"] == "linked"
    await dana.type("Name", "a library", enter=True)
    assert recorder.payload()["actions"][0]["value"] == "a library"


async def test_a_form_that_was_closed_takes_no_more_clicks(bench: Bench, practice: Practice) -> None:
    Recorder(bench)
    dana = practice.person("U0DANA")
    view = practice.workspace.modals.open("U0DANA", modal(field("steering", select(), dispatch_action=True)))
    await dana.close()
    with pytest.raises(LookupError, match="the modal is closed"):
        await dana.choose("steering", "tool", at=view)
    with pytest.raises(LookupError, match="has no modal open"):
        await dana.submit()


async def test_a_forged_submission_skips_the_checks_of_the_client(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    practice.workspace.modals.open("U0DANA", modal(field("name", {"type": "plain_text_input"})))
    assert await dana.submit() is None
    assert recorder.bodies == []

    await dana.submit(unchecked=True)
    assert recorder.payload()["view"]["state"]["values"]["name"]["value"]["value"] is None


async def test_an_external_select_asks_the_bot_for_options(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench, JSONResponse({"options": OPTIONS}))
    dana = practice.person("U0DANA")
    practice.workspace.modals.open("U0DANA", modal(field("license", {"type": "external_select"})))
    offered = await dana.options("License", "lin")
    assert recorder.payload()["value"] == "lin"

    await dana.choose("License", offered[0])
    assert dana.modals[0].state["license"]["value"]["selected_option"]["value"] == "linked"


async def test_a_private_channel_is_seen_by_its_members_only(practice: Practice) -> None:
    assert practice.person("U0LENA").messages("C0LEGAL") == []
    for outsider in ("U0DANA", "U0GUS", "U0OLGA"):
        with pytest.raises(LookupError, match="sees no channel"):
            practice.person(outsider).messages("C0LEGAL")


async def test_an_outsider_has_no_commands_of_the_app(practice: Practice) -> None:
    olga = practice.person("U0OLGA")
    await olga.command("/ospo", "help", channel="C0PARTNERS")

    assert [message.text for message in olga.ephemerals("C0PARTNERS")] == ["/ospo is not a valid command."]


@pytest.mark.parametrize(
    "element,value,sentence",
    [
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 2}, "abc", "Please enter at most 2 characters."),
        ({"type": "plain_text_input"}, "x" * 3001, "Please enter at most 3000 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "many", "Please enter a valid number."),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1",
            "Please enter a number of at least 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            "3",
            "Please enter a number of at most 2.",
        ),
        ({"type": "email_text_input"}, "dana", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "example.com", "Please enter a valid URL."),
        ({"type": "url_text_input"}, "https://example.com/lib", ""),
    ],
)
def test_the_client_checks_what_was_typed(element: Json, value: str, sentence: str) -> None:
    kept = {"type": element["type"], "value": value}

    assert problem_of({"type": "input"}, element, kept) == sentence


def test_an_update_keeps_values_of_the_same_field_whatever_its_new_first_value() -> None:
    old = [field("usage", select()), field("name", {"type": "plain_text_input"})]
    state = initial_state(old)
    state["usage"]["value"]["selected_option"] = OPTIONS[1]
    state["name"]["value"]["value"] = "typed"
    new = [
        field("name", {"type": "plain_text_input", "initial_value": "proposed"}),
        field("usage", select(initial_option=OPTIONS[0])),
        field("team", {"type": "plain_text_input", "initial_value": "mine"}),
    ]

    carried = carried_state(state, old, new)

    assert carried["name"]["value"]["value"] == "typed"
    assert carried["usage"]["value"]["selected_option"]["value"] == "tool"
    assert carried["team"]["value"]["value"] == "mine"


@pytest.mark.parametrize(
    "changed",
    [
        field("other", {"type": "plain_text_input"}),
        field("name", {"type": "plain_text_input", "action_id": "other"}),
        field("name", {"type": "url_text_input"}),
    ],
    ids=["another block id", "another action id", "another type"],
)
def test_an_update_forgets_the_value_of_another_field(changed: Json) -> None:
    old = [field("name", {"type": "plain_text_input"})]
    state = {"name": {"value": {"type": "plain_text_input", "value": "typed"}}}

    (carried,) = (entry for block in carried_state(state, old, [changed]).values() for entry in block.values())

    assert carried["value"] is None


def test_an_option_that_is_no_longer_offered_is_forgotten() -> None:
    old = [field("usage", select())]
    state = {"usage": {"value": {"type": "static_select", "selected_option": OPTIONS[1]}}}

    carried = carried_state(state, old, [field("usage", select(options=OPTIONS[:1]))])

    assert carried["usage"]["value"]["selected_option"] is None
