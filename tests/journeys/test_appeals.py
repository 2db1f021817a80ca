# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""After a decline: the requester asks again with the same answers, or appeals once, and others decide."""

from copy import deepcopy

from bot.practice.messages import Message
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import answered, asks, buttons, in_form, in_thread, reads, said_in_thread, sent

REASON = "Rights in the code are not clear"


async def declined(house: Running, by: str, group: str) -> None:
    """Somebody of the group declines."""
    person = house.person(by)
    await person.click(asks(house, group), "Decline")
    await person.choose("Reason", REASON)
    await person.type("What should the requester know?", "The origin has no license.")
    await person.submit()
    await sent(house)


def opened(house: Running) -> Message:
    """The message in the card's thread that asks legal and can be decided now."""
    there = house.person("omar").thread(house.card(1))
    return next(one for one in there if "Approve" in buttons(one) and "review by legal" in one.text)


async def test_a_decline_is_appealed_once_and_decided_by_somebody_else(house: Running) -> None:
    dana, lena, tomas = (house.person(name) for name in ("dana", "lena", "tomas"))
    await contribute(dana, license="AGPL-3.0-or-later")
    await sent(house)
    await declined(house, "lena", "legal")
    decision = deepcopy(dana.direct_messages()[-1])
    await dana.click(decision, "Appeal…")
    await dana.type("Why do you not agree?", "The license is in LICENSES <!here>")
    await dana.submit()
    await sent(house)
    assert "Appealed by @dana" in in_thread(house)
    assert "was declined, and that was taken back by @dana" in reads(dana)
    await dana.click(decision, "Appeal…")
    assert "so you cannot appeal now" in answered(dana)
    for person, waits in ((lena, False), (tomas, True)):
        await person.command("/ospo", "queue", channel="C0GENERAL")
        assert ("OSPO-1" in answered(person, "C0GENERAL")) is waits
    await lena.click(opened(house), "Approve")
    assert "you took part in the first decision" in said_in_thread(house, "lena")
    await tomas.click(opened(house), "Decline")
    await tomas.choose("Reason", REASON)
    await tomas.type("What should the requester know?", "I see none either.")
    await tomas.submit()
    await sent(house)
    final = dana.direct_messages()[-1]
    assert "This was decided on your appeal" in dana.sees(final)
    await dana.click(decision, "Appeal…")
    assert "there is one appeal" in answered(dana)


async def test_a_declined_request_is_asked_again_with_its_answers(house: Running) -> None:
    dana = house.person("dana")
    await contribute(dana, "Fix the parser of dates")
    await sent(house)
    omar = house.person("omar")
    await omar.click(asks(house, "the OSPO"), "Decline")
    await omar.type("What should the requester know?", "Say whose code it is.")
    await omar.submit(unchecked=True)
    assert "Please choose a reason of the list" in in_form(omar)
    await omar.choose("Reason", REASON)
    await omar.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Ask again with these answers")
    assert "Fix the parser of dates" in str([one for one in [dana.modal] if one])
    await dana.submit()
    await sent(house)
    assert "Asked again after OSPO-1." in omar.sees(house.card(2))
