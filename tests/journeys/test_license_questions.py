# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A license question: asked with its facts, answered in legal's room, and a bare number everywhere else."""

from collections.abc import Awaitable, Callable

import pytest

from bot.services.reviewers import Chosen
from messages.text import escape
from tests.support.asking import TWO_PEOPLE
from tests.support.questions import LEGAL, QUESTION, answers, asked_legal, question
from tests.support.running import Running
from tests.support.texts import APACHE, ISC, MIT
from tests.support.walking import (
    REQUESTS,
    answered,
    broken,
    buttons,
    everything_said,
    form,
    in_form,
    reads,
    sent,
    status,
    visited,
)
from workflows.errors import UnknownForm, UnknownRequest
from workflows.people import Person
from workflows.request import Verdict

NewHouse = Callable[..., Awaitable[Running]]
PLANTED = ("PLANTED-QUESTION", "PLANTED-REASON", "PLANTED-CONDITION", "GPL-2.0-only")
OWN_PLACES = (LEGAL, "D0DANA")


def leaks(house: Running, *places: str) -> list[str]:
    """What was planted and stands outside of legal's room and the requester's own place."""
    said = everything_said(house, but=(*OWN_PLACES, *places))
    return [planted for planted in PLANTED if planted in said]


async def test_a_question_is_answered_in_legals_room_and_told_in_words(house: Running) -> None:
    dana = await question(house)
    asked = asked_legal(house)
    said = house.person("lena").sees(asked)
    for shown in (QUESTION, "GPL-2.0-only", "Automatic answer", "strong.shipped", "Delivered to others, unchanged"):
        assert shown in said, shown
    assert f"Policy version {house.office.catalog.current.version}" in said
    assert buttons(asked) == {"Allowed…", "Not allowed…", "Ask requester"}
    await answers(house, "Allowed under conditions…", at=asked, conditions="PLANTED-CONDITION")
    told = dana.sees(dana.direct_messages()[-1])
    for words in ("Allowed under conditions", "PLANTED-CONDITION", "PLANTED-REASON", "This question only", "looked at"):
        assert words in told, words
    assert "Allowed under conditions by @lena" in house.person("tomas").sees(asked_legal(house))
    assert buttons(asked_legal(house)) == {"Make this a precedent", "Undo", "Reopen…"}
    assert house.person("omar").messages(REQUESTS) == []
    assert leaks(house) == []


@pytest.mark.parametrize("button,words", [("Allowed…", "Allowed"), ("Not allowed…", "Not allowed")])
async def test_yes_and_no_need_a_reason_too(house: Running, button: str, words: str) -> None:
    dana = await question(house)
    await answers(house, button, at=asked_legal(house))
    assert f"*{words}*" in dana.sees(dana.direct_messages()[-1])
    assert "PLANTED-REASON" in dana.sees(dana.direct_messages()[-1])


async def test_an_answer_without_a_reason_or_for_a_day_that_is_over_stays_in_the_form(house: Running) -> None:
    await question(house)
    lena = house.person("lena")
    await lena.click(asked_legal(house), "Allowed…")
    await lena.type("Reason", "  ")
    await lena.submit(unchecked=True)
    assert "Please write the reason" in str(lena.modal_errors)
    await lena.type("Reason", "It is fine")
    await lena.choose("To be looked at again on", "2020-01-01")
    await lena.submit()
    assert "Please choose a day after today" in str(lena.modal_errors)


async def test_others_see_the_number_and_no_title(house: Running) -> None:
    await question(house)
    for name in ("omar", "priya", "sam"):
        person = house.person(name)
        assert "There is no request OSPO-1 that you can see" in await status(person, "OSPO-1")
        await person.command("/ospo", "queue")
        assert "OSPO-1" not in answered(person)
        await visited(person)
    lena = house.person("lena")
    await lena.command("/ospo", "queue")
    assert "OSPO-1" in answered(lena)
    assert "OSPO-1" in await status(lena, "OSPO-1")
    assert "OSPO-1" in lena.sees(await visited(lena))
    assert leaks(house) == []


async def test_the_requester_sees_it_whole_and_needs_no_membership(house: Running) -> None:
    dana = await question(house)
    assert QUESTION in await status(dana, "OSPO-1")
    lena = house.person("lena")
    await lena.click(asked_legal(house), "Ask requester")
    await lena.type("Your question", "Which component?")
    await lena.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "The PLANTED-QUESTION one")
    await dana.submit()
    await sent(house)
    [reply] = lena.thread(asked_legal(house))
    assert "The PLANTED-QUESTION one" in lena.sees(reply)
    assert leaks(house) == []


async def test_somebody_without_the_role_does_not_learn_that_it_is_there(house: Running) -> None:
    await question(house)
    priya = house.person("priya")
    await priya.click(asked_legal(house), "Allowed…", unseen=True)
    assert priya.modal is None
    with pytest.raises(UnknownRequest, match="no request OSPO-1 that you can see"):
        await house.office.reviews.answerable(Chosen(1, "legal", 1), Person(house.office.workspace, "U0PRIYA"))


async def test_the_second_to_answer_is_told_who_was_first(house: Running) -> None:
    await question(house)
    old = asked_legal(house)
    tomas = house.person("tomas")
    await tomas.click(old, "Not allowed…")
    await answers(house, "Allowed…", at=old)
    await tomas.type("Reason", "No")
    await tomas.submit()
    assert "already approved by a colleague" in str(tomas.modal_errors)


async def test_a_question_cannot_be_approved_without_its_answer(house: Running) -> None:
    await question(house)
    lena = Person(house.office.workspace, "U0LENA")
    with pytest.raises(UnknownForm):
        await house.office.reviews.review(Chosen(1, "legal", 1), Verdict.APPROVE, reviewer=lena)


async def test_already_shipped_goes_to_the_lawyers_alone(house: Running) -> None:
    dana = await question(house, shipped=True)
    said = house.person("lena").sees(asked_legal(house))
    assert QUESTION in said
    assert "already shipped" in said
    assert "vulnerability" not in said + reads(dana)
    assert "PLANTED" not in await status(house.person("lena"), "OSPO-1")
    await answers(house, "Not allowed…", at=asked_legal(house))
    assert "Not allowed" in dana.sees(dana.direct_messages()[-1])
    assert "There is no request OSPO-1" in await status(house.person("omar"), "OSPO-1")
    assert leaks(house) == []


async def test_the_form_says_who_will_see_it_before_it_is_sent(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"ask-legal {QUESTION}", channel="C0GENERAL")
    assert "Who will be asked, in a room of their own" in in_form(dana)
    await dana.choose("May this be a problem in something already shipped?", "Yes")
    assert "Only legal learns of this request" in in_form(dana)
    assert "no judgement of your own" in in_form(dana)


async def test_already_shipped_is_refused_when_nobody_else_of_legal_is_there(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE.replace('"U0LENA"', '"U0DANA"'))
    dana = await question(house, shipped=True, submitted=False)
    assert "Please talk to legal directly" in in_form(dana)
    assert "vulnerability" not in in_form(dana)
    assert "You have no requests" in await status(dana)


async def test_without_a_room_each_lawyer_is_asked_in_a_direct_message(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    dana, lena = await question(house), house.person("lena")
    await answers(house, "Allowed…", at=lena.direct_messages()[0])
    assert "Allowed" in dana.sees(dana.direct_messages()[-1])
    assert house.person("omar").messages(REQUESTS) == []
    assert leaks(house, "D0LENA") == []


async def test_a_room_in_which_cards_stand_is_no_room(house_with: NewHouse) -> None:
    """Legal cannot decide on its own question, and the channel of those who stand in is where everybody reads."""
    house = await house_with(TWO_PEOPLE.replace("[groups.ospo]\n", '[groups.ospo]\nchannel = "C0REQUESTS"\n'))
    await question(house, "lena")
    assert QUESTION in reads(house.person("omar"))
    assert house.person("dana").messages(REQUESTS) == []


async def test_the_button_under_an_answer_opens_the_form_with_all_facts(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license GPL-2.0-only into Apache-2.0 shipped", channel="C0GENERAL")
    await dana.click(dana.ephemerals("C0GENERAL")[-1], "Ask legal")
    filled = str(form(dana).state)
    assert "GPL-2.0-only" in filled
    assert "Apache-2.0" in filled
    assert "'shipped'" in filled
    assert "Automatic answer:* policy does not allow" in in_form(dana)
    await dana.type("Your question", QUESTION)
    await dana.submit()
    await sent(house)
    assert QUESTION in house.person("lena").sees(asked_legal(house))


async def test_the_button_in_the_answer_of_the_form_turns_it_into_the_question(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license", channel="C0GENERAL")
    await dana.type("License", "SSPL-1.0")
    await dana.choose("What do you do with it?", "Part of a service: nothing is delivered")
    await dana.submit()
    await dana.press("Ask legal")
    assert "SSPL-1.0" in str(form(dana).state)
    await dana.type("Your question", QUESTION)
    await dana.submit()
    assert dana.modal is None
    await sent(house)
    assert QUESTION in house.person("lena").sees(asked_legal(house))


async def test_a_message_becomes_a_question_with_its_text_and_its_public_address(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    said = await omar.write("C0REQUESTS", "May we use <b> PLANTED-QUESTION & co?")
    await dana.shortcut("shortcut:ask-about", said)
    text = str(form(dana).state)
    assert "May we use <b> PLANTED-QUESTION & co?" in text
    assert f"/archives/C0REQUESTS/p{said.ts.replace('.', '')}" in text
    await dana.submit()
    await sent(house)
    assert "PLANTED-QUESTION" in house.person("lena").sees(asked_legal(house))


@pytest.mark.parametrize(
    "text,license_",
    [
        (MIT, "MIT"),
        (f"```{ISC}```", "ISC"),
        (APACHE.replace("http://www.apache.org/licenses/\n", "<http://www.apache.org/licenses/>\n"), "Apache-2.0"),
        (f"{MIT}\nNot for banks.", ""),
        ("MIT License", ""),
        ("May we use this?", ""),
    ],
    ids=("text", "fenced", "with an address", "changed", "name", "question"),
)
async def test_a_message_that_is_a_license_text_says_in_the_form_which_license_it_is(
    house: Running, text: str, license_: str
) -> None:
    dana = house.person("dana")
    said = await dana.write("C0GENERAL", "to be replaced")
    said.text = text if "<http" in text else escape(text)
    await dana.shortcut("shortcut:ask-about", said)
    shown = str(form(dana).state)
    assert (f"The message is the text of {license_}." in shown) == bool(license_)
    assert ("is the text of" in shown) == bool(license_)
    assert (f"'value': '{license_}'" in shown) == bool(license_)
    assert "&lt;" not in shown


@pytest.mark.parametrize("channel,name", [("C0OSPO", "omar"), ("", "omar"), ("C0PARTNERS", "dana")])
async def test_text_from_a_place_that_not_everybody_reads_is_never_linked(
    house: Running, channel: str, name: str
) -> None:
    person = house.person(name)
    said = await person.write(channel, "PLANTED-QUESTION")
    await person.shortcut("shortcut:ask-about", said)
    assert "PLANTED-QUESTION" in str(form(person).state)
    assert "archives" not in str(form(person).state)
    await person.submit()
    await sent(house)
    assert "archives" not in house.person("lena").sees(asked_legal(house))


async def test_when_slack_does_not_tell_of_the_channel_there_is_no_link(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    said = await omar.write("C0REQUESTS", "May we?")
    broken(house, "conversations.info", "error", error="channel_not_found")
    await dana.shortcut("shortcut:ask-about", said)
    assert "May we?" in str(form(dana).state)
    assert "archives" not in str(form(dana).state)


async def test_an_outsider_gets_no_form_from_the_shortcut(house: Running) -> None:
    gus = house.person("gus")
    said = await house.person("dana").write("C0GENERAL", "May we?")
    await gus.shortcut("shortcut:ask-about", said)
    assert gus.modal is None
    assert "serves only members of its own workspace" in reads(gus) + str(gus.ephemerals("C0GENERAL"))


async def test_the_global_shortcut_lets_people_choose_the_kind(house: Running) -> None:
    dana = house.person("dana")
    await dana.shortcut("shortcut:new-request")
    await dana.press("Ask about a license")
    assert "Your question" in in_form(dana)
    await dana.type("Your question", QUESTION)
    await dana.submit()
    await sent(house)
    assert QUESTION in house.person("lena").sees(asked_legal(house))
