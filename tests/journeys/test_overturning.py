# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Taking a decision back in the thread: undone within two minutes, or opened again with a reason."""

from copy import deepcopy

from bot.practice.messages import Message
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import asks, buttons, in_form, in_thread, reads, said_in_thread, sent, status


async def approved(house: Running) -> None:
    """Dana asks, and Omar approves for the OSPO."""
    await contribute(house.person("dana"))
    await sent(house)
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)


def asked_anew(house: Running) -> Message:
    """The message in the card's thread that can be approved."""
    return next(one for one in house.person("omar").thread(house.card(1)) if "Approve" in buttons(one))


async def test_an_approval_that_was_a_slip_is_undone_and_the_requester_is_told_to_stop(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana)
    await sent(house)
    await omar.click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    stamped = deepcopy(asks(house, "the OSPO"))
    assert buttons(stamped) == {"Undo", "Reopen…"}
    await dana.click(stamped, "Undo")
    assert "OSPO-1 is your own request" in said_in_thread(house, "dana")
    await omar.click(stamped, "Undo")
    await sent(house)
    assert "Stop, do not push" in dana.sees(dana.direct_messages()[-1])
    assert "was approved, and that was taken back by @omar" in reads(dana)
    assert "Overturned: Approved by @omar" in omar.sees(house.card(1))
    assert "In review" in await status(dana, "OSPO-1")
    assert "Owed by you" not in reads(dana)
    again = asked_anew(house)
    await omar.click(stamped, "Undo")
    assert "You gave no review of OSPO-1 here that could be undone" in said_in_thread(house, "omar")
    await omar.click(again, "Approve")
    await sent(house)
    assert "What to do now" in dana.sees(dana.direct_messages()[-1]), "a new message says that it holds again"
    assert "was decided anew since" in reads(dana)


async def test_after_two_minutes_only_reopening_with_a_reason_takes_a_decision_back(house: Running) -> None:
    dana, omar, lena = (house.person(name) for name in ("dana", "omar", "lena"))
    await approved(house)
    stamped = deepcopy(asks(house, "the OSPO"))
    house.time.move(seconds=121)
    await omar.click(stamped, "Undo")
    assert "cannot be undone any more" in said_in_thread(house, "omar")
    await lena.click(stamped, "Reopen…")
    assert "Only the OSPO can decide this step" in said_in_thread(house, "lena")
    await omar.click(stamped, "Reopen…")
    assert "The requester is told at once to stop" in in_form(omar)
    await omar.type("Why is it opened again?", "The upstream license changed <!channel>")
    await omar.submit()
    await sent(house)
    assert "The upstream license changed" in dana.sees(dana.direct_messages()[-1])
    assert "Reopened by @omar for the OSPO" in in_thread(house)
    assert "<!channel>" not in str([one.blocks for one in omar.thread(house.card(1))])
    await omar.click(stamped, "Reopen…")
    assert "so you cannot open the step of ospo again now" in said_in_thread(house, "omar")
