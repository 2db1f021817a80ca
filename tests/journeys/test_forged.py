# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clicks and forms by people who may not, and payloads that somebody made up: refused with a sentence."""

import json
from typing import Any

from bot.practice.person import Person
from bot.practice.sending import Answer
from tests.support.asking import REPOSITORY, copied_code, feature
from tests.support.filling import contribute, fill
from tests.support.posting import interaction
from tests.support.running import Running
from tests.support.walking import (
    REQUESTS,
    answered,
    asks,
    buttons,
    form,
    in_form,
    in_thread,
    reads,
    said_in_thread,
    sent,
    status,
)

MADE_UP = (
    None,
    "",
    "OSPO-1",
    "1",
    "[]",
    "{}",
    '{"n":"1"}',
    '{"n":1}',
    '{"n":-1,"s":"legal","r":1}',
    '{"n":true,"s":"legal","r":1}',
    '{"n":1,"s":"legal","r":1,"x":1}',
    '{"n":99999999999,"s":"legal","r":1}',
    '{"n":1,"s":"../legal","r":1}',
    '{"n":1,"s":"legal","r":1.0}',
    "{" * 1000,
    "x" * 5000,
    {"n": 1},
    7,
)


async def click_with(house: Running, person: Person, value: Any, action_id: str = "review:approve") -> Answer:
    """Click the first button of legal's step as if it carried another value."""
    asked = asks(house, "legal")
    url = house.practice.workspace.grants.response_url(
        person.user.id, asked.channel, message_ts=asked.ts, thread_ts=asked.thread_ts
    )
    trigger = house.practice.workspace.grants.trigger(person.user.id)
    block = asked.blocks[-1]
    action = house.practice.payloads.action(block, block["elements"][0], {"value": value}) | {"action_id": action_id}
    return await interaction(
        house, house.practice.payloads.message_action(person.user, asked, action, (trigger, url), {})
    )


async def test_the_requester_cannot_decide_even_as_a_lawyer(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house, "lena")
    await sent(house)
    for button in ("Approve", "Decline", "Ask requester", "I take this one", "Approve with conditions…"):
        await lena.click(asks(house, "legal"), button)
        assert "OSPO-1 is your own request" in said_in_thread(house, "lena")
        assert lena.modal is None
    assert "In review" in await status(lena, "OSPO-1")


async def test_somebody_of_no_group_is_told_whom_to_ask(house: Running) -> None:
    priya = house.person("priya")
    await copied_code(house)
    await sent(house)
    for button in ("Approve", "Decline", "Ask requester", "I take this one", "Approve with conditions…", "More…"):
        await priya.click(asks(house, "legal"), button)
        assert "Only legal can decide this step" in said_in_thread(house, "priya")
        assert "ask the OSPO to add you" in said_in_thread(house, "priya")
        assert priya.modal is None


async def test_others_cannot_edit_answer_withdraw_or_link_with_the_requesters_buttons(house: Running) -> None:
    priya = house.person("priya")
    await copied_code(house)
    await sent(house)
    value = json.dumps({"n": 1, "r": 1, "q": 1})
    for action in ("request:edit", "request:withdraw", "request:answer"):
        await click_with(house, priya, value, action)
        assert "Only the person who made OSPO-1 can do that" in said_in_thread(house, "priya")
        assert priya.modal is None
    await click_with(house, priya, value, "request:link")
    if priya.modal is not None:
        await priya.type("Where did it go?", f"{REPOSITORY}/pull/1")
        await priya.submit()
        assert "Only the person who made OSPO-1 can do that" in in_form(priya)


async def test_somebody_of_another_company_gets_nothing_but_a_sentence(house: Running) -> None:
    olga = house.person("olga")
    await copied_code(house)
    await sent(house)
    house.practice.workspace.channels[REQUESTS].members.add("U0OLGA")
    for button in ("Approve", "Decline", "Details and history"):
        await olga.click(asks(house, "legal"), button)
        assert "serves only members of its own workspace" in said_in_thread(house, "olga")
    await olga.click(house.card(1), "Details")
    assert olga.modal is None
    await olga.shortcut("shortcut:new-request")
    assert olga.modal is None
    assert "In review" in await status(house.person("dana"), "OSPO-1")


async def test_an_outsiders_payload_that_claims_our_workspace_is_refused_by_their_home(house: Running) -> None:
    olga = house.person("olga")
    await copied_code(house)
    await sent(house)
    asked = asks(house, "legal")
    block = asked.blocks[-1]
    grants, payloads = house.practice.workspace.grants, house.practice.payloads
    url = grants.response_url("U0OLGA", asked.channel, message_ts=asked.ts, thread_ts=asked.thread_ts)
    action = payloads.action(block, block["elements"][0], {})
    click = payloads.message_action(olga.user, asked, action, (grants.trigger("U0OLGA"), url), {})
    click["team"] = {"id": "T0PRACTICE", "domain": "practice"}
    assert (await interaction(house, click)).ok
    house.practice.workspace.channels[REQUESTS].members.add("U0OLGA")
    assert "serves only members of its own workspace" in said_in_thread(house, "olga")


async def test_a_guest_is_refused_and_told_whom_to_ask(house: Running) -> None:
    gus = house.person("gus")
    await gus.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    assert gus.modal is None
    assert "serves only members of its own workspace" in answered(gus, "C0GENERAL")


async def test_a_made_up_value_of_a_button_decides_nothing(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house)
    await sent(house)
    for value in MADE_UP:
        before = len(lena.ephemerals(REQUESTS))
        assert (await click_with(house, lena, value)).ok, value
        assert len(lena.ephemerals(REQUESTS)) == before + 1, value
        assert "made by another version of the office" in said_in_thread(house, "lena"), value
    assert "Approve" in buttons(asks(house, "legal"))


async def test_a_value_that_names_another_step_or_request_gives_no_right_to_it(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house)
    await sent(house)
    for step, sentence in (
        ("ospo", "Only the OSPO can decide this step"),
        ("security", "you cannot decide for security"),
        ("last_resort", "you cannot decide for"),
    ):
        await click_with(house, lena, json.dumps({"n": 1, "s": step, "r": 1}))
        assert sentence in said_in_thread(house, "lena")
    await click_with(house, lena, json.dumps({"n": 2, "s": "legal", "r": 1}))
    assert "There is no request OSPO-2 that you can see" in said_in_thread(house, "lena")
    await click_with(house, lena, json.dumps({"n": 1, "s": "legal", "r": 7}))
    assert "was edited after this message was made" in said_in_thread(house, "lena")
    assert "Approve" in buttons(asks(house, "legal"))


async def test_what_a_form_carries_in_secret_is_input_too(house: Running) -> None:
    dana, priya = house.person("dana"), house.person("priya")
    await copied_code(house)
    await priya.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(priya, "Mine now")
    view = form(priya)
    honest = json.loads(view.content["private_metadata"])
    for forged, sentence in (
        ({"request": "1", "revision": 1}, "Only the person who made OSPO-1 can do that"),
        ({"request": "99", "revision": 1}, "There is no request OSPO-99 that you can see"),
        ({"kind": "never-shipped"}, "made by another version"),
        ({"kind": "../kinds"}, "made by another version"),
        ({"extra": 1}, "made by another version"),
        ({"revision": "1"}, "made by another version"),
        ({"request": "²", "revision": 1}, "made by another version"),
        ({"request": "9" * 60, "revision": 1}, "made by another version"),
    ):
        view.content["private_metadata"] = json.dumps(honest | forged)
        await priya.submit()
        assert sentence in in_form(priya), forged
    for metadata in ("", "{", "null", "x" * 2999):
        view.content["private_metadata"] = metadata
        await priya.submit()
        assert "made by another version" in in_form(priya)
    assert "Port the parser" in await status(dana, "OSPO-1")


async def test_options_that_were_never_offered_are_refused_under_their_field(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    view = form(dana)
    invented = {"text": {"type": "plain_text", "text": "Trust me"}, "value": "trusted"}
    for field, key in (("license", "selected_option"), ("size", "selected_option"), ("risks", "selected_options")):
        kept = view.state[f"field:{field}"][f"field:{field}"][key]
        view.state[f"field:{field}"][f"field:{field}"][key] = [invented] if key.endswith("s") else invented
        await dana.submit(unchecked=True)
        assert "not offered any more" in dana.modal_errors[f"field:{field}"]
        view.state[f"field:{field}"][f"field:{field}"][key] = kept
    await dana.submit()
    assert dana.modal is None


async def test_an_answer_to_a_question_that_was_hidden_is_not_taken(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser", license="AGPL-3.0-or-later")
    form(dana).state["field:hours"] = {"field:hours": {"type": "number_input", "value": "40"}}
    form(dana).state["field:manager"] = {"field:manager": {"type": "users_select", "selected_user": "U0EVA"}}
    form(dana).state["field:precleared"] = {"field:precleared": {"type": "plain_text_input", "value": "yes"}}
    await dana.submit()
    assert dana.modal is None
    await sent(house)
    assert "managers" not in in_thread(house).lower()
    await lena.click(asks(house, "legal"), "Details and history")
    assert "Hours a week" not in in_form(lena)


async def test_a_manager_is_a_person_of_this_workspace(house: Running) -> None:
    sam = house.person("sam")
    await feature(house, "sam", manager="U0OLGA", submitted=False)
    assert sam.modal is not None
    assert "a colleague of this workspace" in in_form(sam)
    await sam.choose("Your manager", "U0OSPOBOT")
    await sam.submit()
    assert sam.modal is not None
    assert "a colleague of this workspace" in in_form(sam)
    await sam.choose("Your manager", "U0EVA")
    await sam.submit()
    assert sam.modal is None


async def test_the_forms_of_a_step_check_rights_again_when_they_are_sent(house: Running) -> None:
    dana, lena, tomas = house.person("dana"), house.person("lena"), house.person("tomas")
    await copied_code(house)
    await sent(house)
    for one in (lena, tomas):
        await one.click(asks(house, "legal"), "Decline")
        await one.choose("Reason", "Rights in the code are not clear")
        await one.type("What should the requester know?", "No.")
    await lena.submit()
    await tomas.submit()
    assert "OSPO-1 was already declined by a colleague" in in_form(tomas)
    form(tomas).content["private_metadata"] = json.dumps({"n": 1, "s": "ospo", "r": 1})
    await tomas.submit()
    assert "Only the OSPO can decide this step" in in_form(tomas)
    await sent(house)
    assert "Declined by @lena" in reads(dana).replace("*", "")


async def test_what_is_submitted_twice_by_two_people_makes_two_requests(house: Running) -> None:
    await contribute(house.person("dana"), "Hers")
    await contribute(house.person("priya"), "Theirs")
    assert "Hers" in await status(house.person("dana"), "OSPO-1")
    assert "Theirs" in await status(house.person("dana"), "OSPO-2")
