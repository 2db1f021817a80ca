# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Entries come back to their owners before their days, once; what was published is told in the petal's channel."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import timedelta

from bot.services.register_figures import register_figures
from bot.services.register_time import RegisterTime
from tests.support.maturity import about
from tests.support.register_walking import FACTS, RULES, SAMPLE, make, open_entry
from tests.support.running import Running, service_of
from tests.support.walking import buttons, form, in_form, reads, sent, visited
from workflows.figures import Count
from workflows.schedules import Run

NewHouse = Callable[..., Awaitable[Running]]


async def test_an_owner_is_reminded_once_and_answers_where_they_read_it(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    await make(omar, "facts", "Shared")
    await omar.press("Hand over…")
    await omar.choose("Owner", "U0DANA")
    await omar.submit()
    await sent(house)
    assert "is yours now: @omar handed it over to you" in reads(dana)
    house.time.move(days=352)
    office = house.office
    members = service_of(office, "members")
    another = RegisterTime(office.database, office.catalog, office.people, members, house.time)
    assert sorted(await asyncio.gather(house.office.registers.tick(), another.tick())) == [0, 1], "one of two replicas"
    await house.office.registers.tick()
    await sent(house)
    told = [one for one in dana.direct_messages() if "to be looked at by" in dana.sees(one)]
    assert len(told) == 1
    assert buttons(told[0]) == {"Still right", "Hand over…", "Open"}
    old = deepcopy(told[0])
    await dana.click(told[0], "Still right")
    await sent(house)
    assert "Thank you" in dana.sees(about(dana, "", "was seen to"))
    await dana.click(old, "Still right")
    assert "was changed by @dana" in reads(dana), "a second click is answered"
    house.time.move(days=30)
    assert await house.office.registers.tick() == 0, "nothing before its next day"


async def test_what_its_owner_left_reaches_the_office_and_ten_of_a_day_are_one_message(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    for number in range(3):
        await make(omar, "facts", f"Entry {number} <!channel>")
        await omar.press("Hand over…")
        await omar.choose("Owner", "U0DANA")
        await omar.submit()
    home = str((await visited(dana)).blocks)
    assert "Yours in the registers" in home
    assert "Entry 0 &lt;!channel&gt;" in home
    await sent(house)
    house.practice.workspace.users["U0DANA"].deleted = True
    house.time.move(days=352)
    assert await house.office.registers.tick() == 3
    await sent(house)
    [told] = [one for one in omar.messages("C0OSPO") if "entries need a look" in omar.sees(one)]
    assert "3 entries need a look" in omar.sees(told)
    assert "Entry 2 <!channel>" in omar.sees(told)
    row = next(one for one in told.blocks if "accessory" in one)
    await omar.act(told, row, row["accessory"], {})
    await omar.press("Hand over…")
    await omar.choose("Owner", None)
    await omar.submit()
    assert "no owner" in in_form(omar).lower()


async def test_drafts_ask_who_approves_them_and_their_authors_hear_what_became_of_them(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/rules.toml": RULES})
    omar, lena = house.person("omar"), house.person("lena")
    await make(omar, "rules", "Name the license", Text="Always.")
    await sent(house)
    asked = about(lena, "C0LEGAL", "needs a look here")
    await lena.click(asked, "Open")
    await lena.press("Send back…")
    await lena.type("What should be different?", "Say which.")
    await lena.submit()
    await sent(house)
    assert "sent back what you wrote" in reads(omar)
    assert "“Say which.”" in reads(omar)


async def test_news_of_a_petal_stand_in_its_channel_in_one_message_an_hour(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    await open_entry(omar, "petals", "The office itself")
    await omar.press("Change…")
    await omar.choose("Channel", "C0DIGEST")
    await omar.submit()
    assert form(omar).errors == {}
    for title in ("First", "Second <!here>"):
        await make(omar, "facts", title)
    await sent(house)
    told = about(dana, "C0DIGEST", "New for")
    assert "2 entries" in dana.sees(told)
    assert "Second <!here>" in dana.sees(told)
    office, now = house.office, house.time.now()
    async with office.database.reading() as tx:
        week = Run("2026-W47", now - timedelta(days=7), now + timedelta(days=1))
        figures = await register_figures(tx, office.catalog.current, office.workspace, week)
    assert figures is not None
    assert Count("Facts", 2) in figures.changed, "the digest counts them by register"


async def test_no_news_of_a_petal_are_told_where_another_company_reads_along(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar = house.person("omar")
    await open_entry(omar, "petals", "The office itself")
    await omar.press("Change…")
    await omar.choose("Channel", "C0DIGEST")
    await omar.submit()
    house.practice.workspace.channels["C0DIGEST"].shared = True
    await make(omar, "facts", "PLANTED-FACT")
    await sent(house)
    assert omar.messages("C0DIGEST") == []
    assert "Another company reads channel C0DIGEST too" in "\n".join(omar.sees(one) for one in omar.messages("C0OSPO"))
