# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everybody sees whose turn it is, at which place of the queue and until when; a reviewer looks through a queue."""

from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import answered, asks, reads, sent, shown_home, status, visited


async def test_a_place_and_a_date_come_from_the_queue_and_from_past_decisions(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    for number in range(1, 8):
        await contribute(dana, f"Fix {number}", agreement="Not sure")
    await sent(house)
    assert "1st of" in omar.sees(house.card(1))
    assert "7th of 7 in the queue" in await status(dana, "OSPO-7")
    assert "not enough data for a date (0 of 5 decisions)" in await status(dana, "OSPO-7")
    house.time.move(hours=2)
    for number in range(1, 6):
        await omar.click(asks(house, "the OSPO", number), "Approve")
    told = await status(dana, "OSPO-7")
    assert "2nd of 2 in the queue" in told
    assert "(median of 5)" in told
    assert "gets the decision" in await status(omar, "OSPO-7")
    assert "1st of 2" in dana.sees(await visited(dana))
    await sent(house)
    assert "in the queue" in reads(dana)
    await omar.command("/ospo", "queue contribute ospo")
    assert "Of that, waiting for you (2)" in answered(omar)
    await omar.command("/ospo", "queue yesterday")
    assert "I can narrow the queue by" in answered(omar)


async def test_home_narrows_a_queue_and_turns_its_pages(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    for number in range(1, 13):
        await contribute(dana, f"Fix {number}", agreement="Not sure")
    home = await visited(omar)
    assert "1 to 10 of 12" in omar.sees(home)
    await omar.click(home, "Next ones")
    shown = omar.sees(shown_home(omar))
    assert "11 to 12 of 12" in shown
    assert "OSPO-12" in shown
    await omar.choose("queue:narrow:kind", "Contribute upstream", at=shown_home(omar))
    assert "Of that, waiting for you (12)" in omar.sees(shown_home(omar))
    await omar.choose("queue:narrow:show", "Overdue", at=shown_home(omar))
    assert "Nothing of that waits for you." in omar.sees(shown_home(omar))
    house.time.move(days=9)
    await omar.choose("queue:narrow:show", "All", at=shown_home(omar))
    await omar.choose("queue:narrow:show", "Overdue", at=shown_home(omar))
    assert "Of that, waiting for you (12)" in omar.sees(shown_home(omar))
