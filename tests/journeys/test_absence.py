# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Being away: who is asked meanwhile, what the requester sees, and coming back."""

from bot.practice.person import Person
from tests.support.asking import copied_code, feature
from tests.support.filling import fill
from tests.support.running import Running
from tests.support.walking import answered, asks, in_form, reads, said_in_thread, sent, status


async def says(person: Person, words: str) -> str:
    """What the command answers to the person alone."""
    await person.command("/ospo", words, channel="C0GENERAL")
    return answered(person, "C0GENERAL")


async def test_a_lawyer_who_is_away_is_not_notified_but_their_deputy_is(house: Running) -> None:
    lena, tomas = house.person("lena"), house.person("tomas")
    first, second = sorted([lena, tomas], key=lambda one: one.user.id)
    away = [first, second][1 % 2]  # whose turn the first request is
    deputy = first if away is second else second
    assert "until Friday, 27 November 2026" in await says(away, f"away until friday with <@{deputy.user.id}|x>")
    await copied_code(house)
    await sent(house)
    assert "named you as deputy" in reads(deputy)
    assert f"<@{deputy.user.id}>" in str(asks(house, "legal").blocks)
    assert f"<@{away.user.id}>" not in str(asks(house, "legal").blocks)
    assert "Welcome back" in await says(away, "back")
    assert "You were not away" in await says(away, "back")
    await sent(house)
    assert "need not stand in any more" in reads(deputy)


async def test_legal_that_is_away_as_a_whole_waits_and_the_form_says_until_when(house: Running) -> None:
    assert "Nobody of legal" not in await says(house.person("lena"), "away until 2 weeks")
    assert "Nobody of legal is there meanwhile: new requests wait" in await says(
        house.person("tomas"), "away until 2026-12-03"
    )
    await copied_code(house)
    await sent(house)
    assert "<@U0" not in str(asks(house, "legal").blocks), "nobody is called who is not there"
    dana = house.person("dana")
    await dana.command("/ospo", "contribute https://github.com/example/lexer", channel="C0GENERAL")
    await fill(dana, "Port the lexer", risks=["Contains code that others wrote"])
    await dana.press("Update preview")
    assert "All of them are away until 2026-12-03; it waits for them." in in_form(dana)


async def test_a_step_that_waits_for_who_is_away_says_until_when_and_its_clock_stands_still(house: Running) -> None:
    lena, tomas, dana = house.person("lena"), house.person("tomas"), house.person("dana")
    look = house.office.attendance.look
    await copied_code(house)
    await says(lena, "away until 2 weeks")
    await look(house.office.workspace)
    assert "until 2026" not in await status(dana, "OSPO-1"), "tomas is there"
    await says(tomas, "away until 2026-12-03")
    await look(house.office.workspace)
    await look(house.office.workspace)
    await sent(house)
    until = "nobody who may decide is there until 2026-12-03"
    assert until in await status(dana, "OSPO-1")
    assert until in reads(dana)
    office = [house.person("omar").sees(one) for one in house.person("omar").messages("C0OSPO")]
    told = [one for one in office if "All of legal are away until Thursday, 3 December 2026" in one]
    assert len(told) == 1, office
    assert "nobody else decides those" in told[0]
    await says(lena, "back")
    await look(house.office.workspace)
    assert "until 2026" not in await status(dana, "OSPO-1")
    await says(lena, "away until tomorrow")
    await copied_code(house, repository="https://github.com/example/lexer")
    assert "nobody who may decide is there until 2026-11-25" in await status(dana, "OSPO-2")
    house.time.move(days=1)
    await look(house.office.workspace)
    assert "until 2026" not in await status(dana, "OSPO-2"), "it ended by itself"
    await sent(house)
    await lena.click(asks(house, "legal"), "Approve")
    assert "In review" in await status(dana, "OSPO-1"), "the OSPO is asked too"


async def test_a_group_that_nobody_is_left_in_is_told_to_the_ospo_once(house: Running) -> None:
    look, omar = house.office.attendance.look, house.person("omar")

    async def office() -> list[str]:
        await look(house.office.workspace)
        await sent(house)
        return [said for one in omar.messages("C0OSPO") if "Nobody is left" in (said := omar.sees(one))]

    assert await office() == []
    house.practice.set_group("S0SECURITY", [])
    await house.practice.settled()
    [told] = await office()
    assert "Nobody is left in security" in told
    assert "What is private to it is refused" in told
    for name in ("U0LENA", "U0TOMAS"):
        house.practice.workspace.users[name].deleted = True
    assert len(await office()) == 1, "nobody has looked at accounts yet"
    await house.office.attendance.look_at_accounts(house.office.workspace)
    house.time.move(seconds=20)
    [_, told] = await office()
    assert "Nobody is left in legal" in told
    assert "New steps go to the OSPO" in told
    assert len(await office()) == 2


async def test_the_deputy_of_a_manager_decides_in_their_name_and_nobody_else_does(house: Running) -> None:
    priya, mika, eva = house.person("priya"), house.person("mika"), house.person("eva")
    await says(mika, "away until friday with <@U0EVA>")
    await feature(house, "priya")
    await sent(house)
    asked = asks(house, "managers")
    assert "@eva" in eva.sees(asked).partition("needs a review")[0], "the deputy is called"
    assert "OSPO-1" in await says(eva, "queue")
    await house.person("tomas").click(asked, "Approve")
    assert "Only @mika can decide this step" in said_in_thread(house, "tomas")
    await eva.click(asked, "Approve")
    await sent(house)
    assert "Approved by @eva" in reads(priya)
    assert "for managers as deputy of @mika" in reads(priya)


async def test_who_came_back_has_no_deputy_any_more(house: Running) -> None:
    mika, eva = house.person("mika"), house.person("eva")
    await says(mika, "away until friday with <@U0EVA>")
    await feature(house, "priya")
    await sent(house)
    await says(mika, "back")
    await eva.click(asks(house, "managers"), "Approve")
    assert "Only @mika can decide this step" in said_in_thread(house, "eva")
    await mika.click(asks(house, "managers"), "Approve")
    await sent(house)
    assert "Approved by @mika" in reads(house.person("priya"))


async def test_the_form_shows_how_it_stands_and_a_day_that_is_none_is_told(house: Running) -> None:
    lena = house.person("lena")
    await lena.command("/ospo", "away", channel="C0GENERAL")
    assert "You are not away now" in in_form(lena)
    await lena.choose("Your first day back", "2026-11-24")
    await lena.submit()
    assert "has to be after today" in in_form(lena)
    await lena.choose("Your first day back", "2026-12-01")
    await lena.choose("Deputy", "U0TOMAS")
    await lena.submit()
    assert lena.modal is None
    assert "You are away until Tuesday, 1 December 2026" in reads(lena)
    await lena.command("/ospo", "away", channel="C0GENERAL")
    assert "You are away until Tuesday, 1 December 2026" in in_form(lena)
    assert "is no day that I understand" in await says(lena, "away until whenever")
    house.time.move(days=8)
    assert "You were not away" in await says(lena, "back"), "it ended by itself"


async def test_a_guest_or_a_bot_stands_in_for_nobody(house: Running) -> None:
    assert "a guest or a bot cannot stand in" in await says(house.person("lena"), "away until friday with <@U0GUS>")
