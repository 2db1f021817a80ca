# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An approval with conditions that live on in the thread: by whom, until when, and what happens when one is overdue."""

from copy import deepcopy
from dataclasses import replace

from bot.practice.messages import Message
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import asks, form, in_form, in_thread, reads, said_in_thread, sent, status


async def test_conditions_live_on_in_the_thread_and_an_overdue_one_suspends_the_approval(house: Running) -> None:
    dana, omar, lena = (house.person(name) for name in ("dana", "omar", "lena"))
    await contribute(dana)
    await sent(house)
    await omar.click(asks(house, "the OSPO"), "Approve with conditions…")
    await omar.type("Conditions", "Name <!channel> in the file")
    await omar.choose("Who sees to them?", "The requester")
    await omar.press("Others, by somebody else or another day")
    assert "Name <!channel> in the file" in str(form(omar).state), "what was typed stays"
    await omar.type("Conditions (2)", "Check the license file")
    await omar.choose("Who sees to them? (2)", "legal")
    await omar.choose("Until when?", "2026-11-20")
    await omar.submit()
    assert "a day after today" in in_form(omar)
    await omar.choose("Until when?", "2026-12-04")
    await omar.submit()
    await sent(house)
    assert omar.modal is None
    listed = next(one for one in omar.thread(house.card(1)) if "Conditions of the approval" in omar.sees(one))
    assert "0 of 2 settled" in omar.sees(listed)
    assert "Check the license file" in omar.sees(listed)
    assert "<!channel>" not in str(listed.blocks)
    await omar.click(of(listed, "Name"), "Done")
    assert "This is owed by @dana" in said_in_thread(house, "omar")
    await omar.click(of(listed, "Name"), "Not needed")
    await omar.close()
    house.time.move(days=14)
    await house.office.obligations.remind()
    await sent(house)
    assert "suspended" in omar.sees(house.card(1))
    assert "is suspended: a condition of it is overdue" in reads(dana)
    assert "Suspended: a condition is overdue" in await status(dana, "OSPO-1")
    old = deepcopy(listed)
    await dana.click(of(listed, "Name"), "Done")
    await lena.click(of(listed, "Check"), "Done")
    await sent(house)
    assert "holds: no condition of it is overdue" in reads(dana)
    assert "suspended" not in omar.sees(house.card(1))
    assert "2 of 2 settled" in in_thread(house)
    await dana.click(of(old, "Name"), "Done")
    assert "This was already done by @dana" in said_in_thread(house, "dana")


def of(message: Message, words: str) -> Message:
    """The part of a list that is about one condition."""
    row = next(n for n, block in enumerate(message.blocks[1:], 1) if words in str(block))
    return replace(message, blocks=message.blocks[row : row + 2])
