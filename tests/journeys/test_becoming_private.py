# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests that become private or ordinary again, and what asks a private one again: nobody else learns of it."""

from bot.practice.person import Person as Visitor
from bot.services.reviewers import Chosen
from tests.support.asking import copied_code, lifted, vulnerability
from tests.support.filling import contribute, fill
from tests.support.private_lane import SECURITY, in_room
from tests.support.running import Running
from tests.support.walking import (
    asks,
    buttons,
    everything_said,
    in_form,
    in_thread,
    sent,
    status,
)
from workflows.people import Person


async def test_a_request_that_becomes_private_shrinks_to_its_number(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", "Who wrote it?")
    await lena.submit()
    await sent(house)
    question = dana.direct_messages()[-1]
    await dana.click(question, "Answer")
    await dana.type("Your answer", "PLANTED-TEXT wrote it.")
    await dana.submit()
    await sent(house)
    assert "PLANTED-TEXT" in in_thread(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.choose("Does any of this apply?", ["Fixes a vulnerability that is not public yet"])
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await sent(house)
    for planted in ("Port the parser", "PLANTED-TEXT", "SECRET-ORIGIN", "Who wrote it?"):
        assert planted not in everything_said(house, but=(SECURITY, "D0DANA")), planted
    assert lena.sees(house.card(1)) == "OSPO-1"
    assert all(not buttons(one) for one in lena.thread(house.card(1)))
    assert "Approve" in buttons(in_room(house))


async def test_a_request_that_becomes_ordinary_again_leaves_security_no_live_buttons(house: Running) -> None:
    dana, sam, omar = house.person("dana"), house.person("sam"), house.person("omar")
    await vulnerability(house, "dana")
    await sent(house)
    assert "Approve" in buttons(in_room(house))
    await lifted(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.choose("Does any of this apply?", ["None of these"])
    await dana.type("What do you want to contribute?", "It was public already")
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await sent(house)
    assert buttons(in_room(house)) == set()
    assert "Approve" not in sam.sees(in_room(house))
    assert "It was public already" in omar.sees(house.card(1))


async def test_what_was_asked_in_private_stays_with_security_when_the_request_is_opened(house: Running) -> None:
    dana, sam, priya = house.person("dana"), house.person("sam"), house.person("priya")
    await vulnerability(house, "dana")
    await sent(house)
    await sam.click(in_room(house), "Ask requester")
    await sam.type("Your question", "PLANTED-QUESTION")
    await sam.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "PLANTED-ANSWER")
    await dana.submit()
    await lifted(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.choose("Does any of this apply?", ["None of these"])
    await dana.type("What do you want to contribute?", "It was public already")
    await dana.submit()
    await sent(house)
    await priya.click(house.card(1), "Details")
    assert "PLANTED" not in in_form(priya)
    await dana.click(house.card(1), "Details")
    assert "PLANTED-ANSWER" in in_form(dana)
    assert "PLANTED" not in everything_said(house, but=(SECURITY, "D0DANA"))


async def test_what_asks_a_private_request_again_is_private_until_the_embargo_is_lifted_and_does_not_say_which(
    house: Running,
) -> None:
    dana, priya = house.person("dana"), house.person("priya")
    await vulnerability(house, "dana")
    cause = next(iter(house.office.catalog.current.policies["contribution"].kind.decline_reasons))
    sam = Person(house.office.workspace, "U0SAM")
    await house.office.reviews.decline(Chosen(1, "security", 1), cause, "It is public", reviewer=sam)
    await sent(house)
    await asked_again(dana)
    await sent(house)
    assert "no request OSPO-2 that you can see" in await status(priya, "OSPO-2")
    assert "overflow" not in everything_said(house, but=(SECURITY, "D0DANA"))
    await lifted(house)
    await asked_again(dana)
    await sent(house)
    assert "OSPO-1" not in priya.sees(house.card(3))


async def test_another_form_about_the_project_reminds_its_requester_alone(house: Running) -> None:
    dana, priya = house.person("dana"), house.person("priya")
    await vulnerability(house, "dana")
    for person, told in ((dana, True), (priya, False)):
        await person.command("/ospo", "contribute https://github.com/example/parser")
        await fill(person, "Fix the parser")
        assert ("Your OSPO-1 about this project is under embargo" in in_form(person)) is told
    await lifted(house)
    await dana.choose("Size", "Up to 100 lines")
    assert "under embargo" not in in_form(dana)


async def asked_again(dana: Visitor) -> None:
    """Ask what was declined again, and say that it is public."""
    declined = next(one for one in dana.direct_messages() if "Ask again with these answers" in buttons(one))
    await dana.click(declined, "Ask again with these answers")
    await dana.choose("Does any of this apply?", ["None of these"])
    await dana.type("What do you want to contribute?", "Fix the overflow")
    await dana.submit()
    assert dana.modal is None, in_form(dana)


async def test_going_private_and_back_keeps_one_set_of_live_buttons(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana, change="Security fix (already public)", title="")
    await dana.type("What do you want to contribute?", "Fix the overflow")
    await dana.type("What does it do, and for whom?", "It checks a length.")
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await sent(house)
    for risks in (["Fixes a vulnerability that is not public yet"], ["None of these"]):
        if "None of these" in risks:
            await lifted(house)
        await dana.click(dana.direct_messages()[0], "Edit")
        await dana.choose("Does any of this apply?", risks)
        if "None of these" in risks:
            await dana.type("What do you want to contribute?", "Fix the overflow")
            await dana.type("What does it do, and for whom?", "It checks a length.")
        await dana.submit()
        assert dana.modal is None, in_form(dana)
        await sent(house)
    live = [one for one in omar.thread(house.card(1)) if "Approve" in buttons(one)]
    assert {one.text for one in live} == {"OSPO-1 needs a review by security.", "OSPO-1 needs a review by the OSPO."}
    assert buttons(in_room(house)) == set()
