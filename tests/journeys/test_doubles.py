# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Twice and at the same time: double clicks, forms and deliveries that come again, people in the same instant."""

import asyncio

from tests.support.asking import REPOSITORY, copied_code
from tests.support.filling import contribute, fill
from tests.support.posting import interaction
from tests.support.running import Running
from tests.support.walking import (
    REQUESTS,
    asks,
    broken,
    buttons,
    form,
    in_form,
    in_thread,
    reads,
    sent,
    status,
)


async def test_a_form_sent_again_after_a_lost_acknowledgement_is_the_same_request(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    broken(house, "delivery:interactions", "lost_ack")
    await dana.submit()
    assert "trouble connecting" in in_form(dana)
    await dana.submit()
    assert dana.modals == []
    assert "OSPO-1" in await status(dana)
    assert "OSPO-2" not in await status(dana)
    await sent(house)
    assert len(dana.messages(REQUESTS)) == 1
    assert len(dana.direct_messages()) == 1


async def test_a_form_that_was_corrected_before_it_was_sent_again_edits_the_request_that_it_made(
    house: Running,
) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    for title in ("Fix the lexer", "Fix the printer"):
        broken(house, "delivery:interactions", "lost_ack")
        await dana.submit()
        await dana.type("What do you want to contribute?", title)
    await dana.submit()
    assert dana.modals == []
    assert "Fix the printer" in await status(dana, "OSPO-1")
    assert "OSPO-2" not in await status(dana)
    await sent(house)
    assert "revision 3" in dana.sees(house.card(1))


async def test_a_correction_of_what_is_decided_by_then_stays_in_the_form_and_names_the_request(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    broken(house, "delivery:interactions", "lost_ack")
    await dana.submit()
    await sent(house)
    await omar.click(asks(house, "the OSPO"), "Approve")
    await dana.type("What do you want to contribute?", "Fix the lexer")
    await dana.submit()
    assert "OSPO-1 was already approved" in in_form(dana)
    assert "Fix the lexer" in str(form(dana).state)


async def test_a_form_delivered_twice_at_the_same_time_is_one_request(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    trigger = house.practice.workspace.grants.trigger("U0DANA")
    payload = house.practice.payloads.submission(dana.user, form(dana), trigger)
    answers = await asyncio.gather(*(interaction(house, payload) for _ in range(5)))
    assert all(one.ok and not one.body for one in answers)
    assert (await status(dana)).count("Fix the parser") == 1
    await sent(house)
    assert len(dana.messages(REQUESTS)) == 1


async def test_a_double_click_decides_once_and_is_no_mistake(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house)
    await sent(house)
    asked = asks(house, "legal")
    await asyncio.gather(lena.click(asked, "Approve"), lena.click(asked, "Approve"))
    await lena.click(asked, "Approve")  # the message was not edited yet
    assert lena.troubles == []
    assert lena.ephemerals(REQUESTS) == []
    await sent(house)
    assert in_thread(house).count("Approved by @lena") == 1
    assert reads(house.person("dana")).count("Approved by @lena") == 1


async def test_of_two_reviewers_in_the_same_instant_one_decides_and_the_other_hears_of_it(house: Running) -> None:
    lena, tomas = house.person("lena"), house.person("tomas")
    await copied_code(house)
    await sent(house)
    asked = asks(house, "legal")
    await asyncio.gather(lena.click(asked, "Approve"), tomas.click(asked, "Approve"))
    assert lena.troubles == tomas.troubles == []
    told = [one for one in (lena, tomas) if one.ephemerals(REQUESTS)]
    assert len(told) == 1
    assert "was already approved for legal by" in told[0].sees(told[0].ephemerals(REQUESTS)[-1])
    await sent(house)
    assert in_thread(house).count("Approved by") == 1


async def test_two_groups_in_the_same_instant_both_count(house: Running) -> None:
    dana, lena, omar = house.person("dana"), house.person("lena"), house.person("omar")
    await copied_code(house)
    await sent(house)
    await asyncio.gather(lena.click(asks(house, "legal"), "Approve"), omar.click(asks(house, "the OSPO"), "Approve"))
    assert "OSPO-1 is approved" in await status(dana, "OSPO-1")
    await sent(house)
    assert sum("is approved" in one.text for one in dana.direct_messages()) == 1


async def test_an_approval_and_an_edit_in_the_same_instant_never_approve_what_nobody_saw(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.type("Where is the code of others from, and under which license?", "Quite another origin")
    await asyncio.gather(lena.click(asks(house, "legal"), "Approve"), dana.submit())
    assert dana.modal is None
    await sent(house)
    assert "Approve" in buttons(asks(house, "legal"))
    assert "revision 2" in lena.sees(house.card(1))


async def test_a_withdrawal_and_an_approval_in_the_same_instant_end_it_once(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana)
    await sent(house)
    progress = dana.direct_messages()[0]
    await asyncio.gather(omar.click(asks(house, "the OSPO"), "Approve"), dana.click(progress, "Withdraw"))
    await sent(house)
    ended = await status(dana, "OSPO-1")
    assert ("OSPO-1 is approved" in ended) != ("OSPO-1 is withdrawn" in ended)
    assert dana.troubles == omar.troubles == []


async def test_a_decline_with_a_reason_sent_twice_is_one_decline(house: Running) -> None:
    lena = house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Decline")
    await lena.choose("Reason", "Rights in the code are not clear")
    await lena.type("What should the requester know?", "No license.")
    broken(house, "delivery:interactions", "lost_ack")
    await lena.submit()
    assert "trouble connecting" in in_form(lena)
    await lena.submit()
    assert lena.modals == []
    await sent(house)
    assert sum("is declined" in one.text for one in house.person("dana").direct_messages()) == 1


async def test_an_answer_sent_twice_is_one_answer(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", "Who wrote it?")
    broken(house, "delivery:interactions", "duplicate")
    await lena.submit()
    await sent(house)
    questions = [one for one in dana.direct_messages() if "asks for legal" in one.text]
    assert len(questions) == 1
    await dana.click(questions[0], "Answer")
    await dana.type("Your answer", "A university.")
    broken(house, "delivery:interactions", "duplicate")
    await dana.submit()
    await sent(house)
    assert in_thread(house).count("@dana answered:") == 1


async def test_many_people_at_once_get_numbers_of_their_own(house: Running) -> None:
    names = ("dana", "priya", "lena", "tomas", "omar", "mika", "sam")
    await asyncio.gather(*(contribute(house.person(name), f"Fix by {name}") for name in names))
    shown = [await status(house.person(name)) for name in names]
    assert {f"OSPO-{number}" for number in range(1, 8)} == {
        one.split("OSPO-")[1][:1].join(("OSPO-", "")) for one in shown
    }
    await sent(house)
    assert len(house.person("omar").messages(REQUESTS)) == len(names)
