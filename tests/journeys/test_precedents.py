# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A precedent: written by legal for others, shown to the next who asks and answers, withdrawn, and ended on its day."""

from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.questions import LEGAL, answers, asked_legal, question
from tests.support.running import Running
from tests.support.walking import answered, buttons, everything_said, in_form, reads, sent

ASKED = "May a GPL library be part of what we deliver?"
SAID = "Only as a program of its own, never linked."
PLANTED = ("PLANTED-QUESTION", "PLANTED-REASON")


async def write(person: Person, at: Message, *, tick: bool = True) -> None:
    """Fill the form for a precedent and submit it."""
    await person.click(at, "Make this a precedent")
    assert not [planted for planted in PLANTED if planted in str(person.modal)], "nothing private is filled in"
    await fill(person, tick=tick)


async def fill(person: Person, *, tick: bool = True) -> None:
    """Fill the open form and submit it."""
    await person.type("What was asked, for others to read", ASKED)
    await person.type("What was answered, for others to read", SAID)
    if tick:
        await person.choose("May it be shown?", ["This version may be shown to others"])
    await person.submit(unchecked=True)


async def precedent(house: Running, button: str = "Allowed…") -> Person:
    """Dana asks, Lena answers and makes a precedent of it."""
    await question(house)
    lena = await answers(house, button, at=asked_legal(house))
    await write(lena, asked_legal(house))
    assert lena.modal is None, in_form(lena)
    await sent(house)
    return lena


async def asking(
    house: Running,
    name: str = "priya",
    usage: str = "Delivered to others, unchanged",
    words: str = "What about the other tool?",
) -> Person:
    """Somebody else who fills the form for a question on the same license, and has not submitted it."""
    person = house.person(name)
    await person.command("/ospo", f"ask-legal {words}", channel="C0GENERAL")
    await person.type("License", "GPL-2.0-only", enter=True)
    await person.choose("What do you do with it?", usage)
    return person


async def looked_up(house: Running, words: str, name: str = "priya") -> str:
    """What `/ospo license` answers."""
    person = house.person(name)
    await person.command("/ospo", f"license {words}")
    return answered(person)


def to_answer(house: Running) -> Message:
    """The newest message in legal's room that stands by itself."""
    return [one for one in house.person("tomas").messages(LEGAL) if not one.thread_ts][-1]


async def test_the_next_who_asks_is_shown_it_before_submitting(house: Running) -> None:
    await precedent(house)
    shown = in_form(await asking(house))
    for words in (
        "Answered before",
        "P-1: allowed",
        "GPL-2.0-only (shipped)",
        ASKED,
        SAID,
        "This question only",
        "2027",
    ):
        assert words in shown, words
    assert not [planted for planted in PLANTED if planted in everything_said(house, but=(LEGAL, "D0DANA"))]


async def test_it_stands_under_the_look_up_of_the_same_license_and_use_alone(house: Running) -> None:
    await precedent(house)
    assert SAID in await looked_up(house, "gpl-2.0-only shipped")
    for other in ("GPL-2.0-only saas", "MIT shipped", "GPL-3.0-only shipped"):
        assert SAID not in await looked_up(house, other), other


async def test_in_the_form_of_the_look_up_too(house: Running) -> None:
    await precedent(house)
    priya = house.person("priya")
    await priya.command("/ospo", "license")
    await priya.type("License", "GPL-2.0-only")
    await priya.choose("What do you do with it?", "Delivered to others, unchanged")
    await priya.submit()
    assert SAID in in_form(priya)


async def test_legal_answers_as_in_a_precedent_with_one_click(house: Running) -> None:
    await precedent(house)
    priya = await asking(house)
    await priya.submit()
    await sent(house)
    at, tomas = to_answer(house), house.person("tomas")
    assert "Precedents near to it" in tomas.sees(at)
    assert "Answer as in P-1" in buttons(at)
    await tomas.click(at, "Answer as in P-1")
    await tomas.submit()
    assert tomas.modal is None, in_form(tomas)
    await sent(house)
    told = priya.sees(priya.direct_messages()[-1])
    assert "Allowed" in told
    assert f"As in precedent P-1: {SAID}" in told
    assert "Answer as in P-1" not in buttons(to_answer(house))


async def test_policy_s_denial_and_a_precedent_stand_side_by_side(house: Running) -> None:
    await precedent(house)
    said = await looked_up(house, "GPL-2.0-only browser")
    assert "Policy does not allow" in said
    assert "Policy does not allow this; P-1 said otherwise." in said
    assert SAID in said
    words = "May this GPL library be part of the page that we deliver?"
    form = in_form(await asking(house, usage="Code that visitors of a page receive", words=words))
    assert "Policy does not allow this; P-1 said otherwise." in form
    assert "said otherwise" not in await looked_up(house, "GPL-2.0-only shipped")


async def test_without_the_tick_nothing_is_made_and_the_form_stays(house: Running) -> None:
    await question(house)
    lena = await answers(house, "Allowed…", at=asked_legal(house))
    await write(lena, asked_legal(house), tick=False)
    assert "tick that this version may be shown" in str(lena.modal_errors)
    assert SAID not in in_form(await asking(house))


async def test_an_answer_has_one_precedent_at_a_time(house: Running) -> None:
    await question(house)
    lena = await answers(house, "Allowed…", at=asked_legal(house))
    tomas = house.person("tomas")
    await tomas.click(asked_legal(house), "Make this a precedent")
    await write(lena, asked_legal(house))
    await sent(house)
    assert buttons(asked_legal(house)) == {"Reopen…", "Withdraw P-1"}
    await fill(tomas)
    assert "P-1 was made of OSPO-1 already" in str(tomas.modal_errors)


async def test_who_asked_makes_none_and_neither_does_anybody_else(house: Running) -> None:
    await question(house, "tomas")
    lena = await answers(house, "Allowed…", at=asked_legal(house))
    tomas, omar = house.person("tomas"), house.person("omar")
    await tomas.click(asked_legal(house), "Make this a precedent")
    assert tomas.modal is None
    assert "your own request" in tomas.sees(tomas.ephemerals(LEGAL)[-1])
    await omar.click(asked_legal(house), "Make this a precedent", unseen=True)
    assert omar.modal is None
    await write(lena, asked_legal(house))
    await sent(house)
    await tomas.click(asked_legal(house), "Withdraw P-1")
    assert "Withdraw P-1" in buttons(asked_legal(house))


async def test_what_was_asked_privately_becomes_none(house: Running) -> None:
    await question(house, shipped=True)
    await answers(house, "Allowed…", at=asked_legal(house))
    assert buttons(asked_legal(house)) == {"Reopen…", "Undo"}


async def test_a_withdrawn_one_is_shown_to_nobody(house: Running) -> None:
    lena = await precedent(house)
    priya = await asking(house)
    await priya.submit()
    await sent(house)
    old = to_answer(house)
    first = next(one for one in lena.messages(LEGAL) if "Withdraw P-1" in buttons(one))
    await lena.click(first, "Withdraw P-1")
    await sent(house)
    assert SAID not in await looked_up(house, "GPL-2.0-only shipped")
    assert SAID not in in_form(await asking(house, "sam"))
    tomas = house.person("tomas")
    await tomas.click(old, "Answer as in P-1")
    assert tomas.modal is None
    assert "P-1 does not hold any more" in tomas.sees(tomas.ephemerals(LEGAL)[-1])


async def test_on_its_review_date_it_ends_legal_is_reminded_and_makes_it_anew(house: Running) -> None:
    lena = await precedent(house)
    house.time.move(days=364)
    assert await house.office.precedents.expire() == 0
    house.time.move(days=2)
    assert SAID not in await looked_up(house, "GPL-2.0-only shipped"), "before the clock has rung as well"
    assert await house.office.precedents.expire() == 1
    assert await house.office.precedents.expire() == 0
    await sent(house)
    asked = asked_legal(house)
    [reminder] = lena.thread(asked)
    assert "P-1, the precedent of OSPO-1, has come to its review date" in lena.sees(reminder)
    assert reads(house.person("dana")).count("precedent") == 0
    await write(lena, asked)
    assert "after today" in str(lena.modal_errors), "the date of the answer is over"
    await lena.choose("To be looked at again on", "2029-01-01")
    await lena.submit()
    await sent(house)
    assert "P-3" in lena.sees(asked_legal(house))
    assert SAID in await looked_up(house, "GPL-2.0-only shipped")
