# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who of a group looks: taken, taken over, and given to a colleague with a note, by the group or by the OSPO."""

from bot.practice.person import Person
from tests.support.asking import copied_code
from tests.support.running import Running
from tests.support.walking import asks, in_form, reads, said_in_thread, sent, status

NOTE = "You know the parser."


async def gives(house: Running, by: Person, to: str, note: str = "") -> None:
    """Give the step of legal to somebody, in the form."""
    await by.click(asks(house, "legal"), "More…")
    await by.choose("Colleague", to)
    if note:
        await by.type("Note", note)
    await by.submit()


async def test_a_step_is_given_with_a_note_and_taken_over_and_both_learn_of_it(house: Running) -> None:
    lena, tomas, omar = house.person("lena"), house.person("tomas"), house.person("omar")
    await copied_code(house)
    await sent(house)
    await gives(house, omar, "U0TOMAS", NOTE)
    assert omar.modal is None, "the OSPO says who looks"
    await sent(house)
    assert "@omar gave you OSPO-1" in reads(tomas).replace("*", "")
    assert NOTE in reads(tomas)
    assert "Given to @tomás by @omar" in lena.sees(asks(house, "legal"))
    assert NOTE not in lena.sees(asks(house, "legal")), "the note is for who gets the step"
    await lena.click(asks(house, "legal"), "Take it over")
    await sent(house)
    assert "@lena took OSPO-1" in reads(tomas).replace("*", "")
    assert "Taken by @lena" in lena.sees(asks(house, "legal"))
    assert "OSPO-1" not in reads(lena), "who took it knows"
    asked = asks(house, "legal")
    await omar.click(asked, "Approve")
    assert "Only legal can decide this step" in said_in_thread(house, "omar")
    await tomas.click(asked, "Approve")
    await sent(house)
    assert "Approved by @tomás" in lena.sees(asked), "others may still decide"


async def test_nobody_gets_a_step_who_may_not_decide_it_or_is_not_there(house: Running) -> None:
    lena, tomas = house.person("lena"), house.person("tomas")
    await copied_code(house)
    await sent(house)
    await tomas.command("/ospo", "away until friday", channel="C0GENERAL")
    for colleague, why in (
        ("U0DANA", "made the request"),
        ("U0OMAR", "is not among those who may decide it"),
        ("U0GUS", "is not among those who may decide it"),
        ("U0OLGA", "is not among those who may decide it"),
        ("U0TOMAS", "is away until 2026-11-27"),
    ):
        await gives(house, lena, colleague)
        assert why in in_form(lena), colleague
        await lena.close()
    for name in ("dana", "priya"):
        await house.person(name).click(asks(house, "legal"), "More…")
        assert house.person(name).modal is None
    assert "taken" not in await status(house.person("dana"), "OSPO-1")
