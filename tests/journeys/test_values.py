# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A values poll over three units, from the first question to principles that every unit follows."""

from collections.abc import Awaitable, Callable

from bot.practice.person import Person
from bot.practice.records import User
from storage.database import Database
from tests.support.maturity import ORGANIZATION, PRINCIPLES, about
from tests.support.running import Running
from tests.support.walking import answered, buttons, form, in_form, sent
from workflows.values.principles import PRINCIPLES as REGISTER

NewHouse = Callable[..., Awaitable[Running]]
SAMPLE = (ORGANIZATION / "organization.toml").read_text().partition("[directory]")[0]
OF_UNITS = (
    SAMPLE
    + """
[units.payments]
title = "Payments"
lead = "U0MIKA"
[units.search]
title = "Search"
lead = "U0EVA"
[units.maps]
title = "Maps"
lead = "U0PRIYA"
"""
)
OFFICE = "C0OSPO"
SAID = {"payments": "5: Fully", "search": "2: Rather not", "maps": "4: Mostly"}


def colleagues(house: Running, unit: str, count: int = 4) -> list[str]:
    """New people of the workspace, by user id."""
    workspace = house.practice.workspace
    ids = [f"U0{unit.upper()}{number}" for number in range(count)]
    for one in ids:
        workspace.add_user(User(one, one.lower(), one.title(), workspace.team.id, email=f"{one.lower()}@example.com"))
    return ids


async def fill(person: Person, choice: str, *, others: str = "4: Mostly") -> None:
    """Answer the open form: the first sentence with a choice, all others alike."""
    inputs = [block for block in form(person).blocks if block["type"] == "input"]
    labels = [block["label"]["text"] for block in inputs if block["element"]["type"] == "radio_buttons"]
    for number, label in enumerate(labels):
        await person.choose(label, choice if number == 0 else others)
    await person.submit()


async def begun(house: Running) -> dict[str, list[str]]:
    """A poll that asks the leads and four people of each unit by name."""
    omar = house.person("omar")
    asked = {unit: colleagues(house, unit) for unit in SAID}
    await omar.command("/ospo", "values")
    await omar.press("Begin a values poll…")
    for unit, lead in (("payments", "U0MIKA"), ("search", "U0EVA"), ("maps", "U0PRIYA")):
        asked[unit].insert(0, lead)
        await omar.choose(f"People of {unit.title()}", asked[unit])
    await omar.submit()
    assert "A values poll is open" in in_form(omar)
    await sent(house)
    return asked


async def test_a_values_poll_over_three_units_becomes_principles_that_units_follow(house_with: NewHouse) -> None:
    house = await house_with(OF_UNITS)
    omar, lena, mika = house.person("omar"), house.person("lena"), house.person("mika")
    asked = await begun(house)
    for unit, people in asked.items():
        for one in people:
            person = house.practice.person(one)
            await person.click(about(person, "", "How do we see open source?"), "Answer…")
            await fill(person, SAID[unit])
    await mika.command("/ospo", "values")
    await mika.press("Change my answer…")
    await fill(mika, "5: Fully")
    await nobody_is_named(house.office.database, "T0PRACTICE", 15)
    house.time.move(days=15)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    for _ in range(2):
        await house.office.guidance.tick(house.office.workspace)
    await sent(house)
    assert "The values poll has closed" in mika.sees(mika.direct_messages()[0])
    told = about(omar, OFFICE, "Where units differ")
    assert "15 answers count, of 15 people who were asked by name." in omar.sees(told)
    assert "Maps 4.0, Payments 5.0, Search 2.0; 3.0 apart" in omar.sees(told)
    await omar.command("/ospo", "values")
    await omar.press("Draft principles from it")
    assert "8 principles are drafted" in in_form(omar)
    await omar.click(told, "Draft principles from it")
    assert "There is nothing to draft" in answered(omar, OFFICE)
    await published(house, lena, omar)
    await house.office.guidance.principles.tick(house.office.workspace)
    await sent(house)
    assert "Does Payments follow" not in mika.sees(mika.direct_messages()[-1]), "more may be published just now"
    house.time.move(hours=1)
    for _ in range(2):
        await house.office.guidance.tick(house.office.workspace)
    await sent(house)
    question = about(mika, "", "Does Payments follow our open source principles?")
    house.practice.workspace.channels[question.channel].members.add("U0DANA")
    await house.person("dana").click(question, "We follow these")
    assert "is said by @mika, who leads it" in answered(house.person("dana"), question.channel)
    for name in ("mika", "eva", "priya"):
        lead = house.person(name)
        await lead.click(about(lead, "", "follow our open source principles?"), "We follow these")
    await sent(house)
    assert buttons(mika.direct_messages()[-1]) == set()
    assert "Payments follows our open source principles* since" in mika.sees(mika.direct_messages()[-1])
    house.time.move(days=1)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.maturity.tick(house.office.workspace)
    await omar.command("/ospo", "maturity")
    await omar.open_row(PRINCIPLES)
    assert "3 of 3 (units and subsidiaries, and of these how many follow the published principles)" in in_form(omar)


async def published(house: Running, approver: Person, office: Person) -> None:
    """The first two drafts are approved by a second person and published."""
    for title in ("We know what we use, and keep its terms", "We look at open source first"):
        await approver.command("/ospo", f"register {REGISTER} drafts")
        await approver.open_row(title)
        await approver.press("Approve")
        await office.command("/ospo", f"register {REGISTER} drafts")
        await office.open_row(title)
        await office.press("Publish…")
        await office.type("What is new?", "Our first principles.")
        await office.submit()
    await sent(house)


async def nobody_is_named(database: Database, workspace: str, count: int) -> None:
    """The answers, as they are stored, name nobody."""
    async with database.reading() as tx:
        ballots = await tx.polls.ballots(workspace)
    assert len(ballots) == count
    assert "U0" not in repr(ballots)


async def test_who_is_not_asked_or_not_of_the_office_is_told_so_and_a_channel_may_be_asked(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await dana.command("/ospo", "values")
    pressed = [one["elements"] for one in form(dana).blocks if one["type"] == "actions"]
    assert [[button["text"]["text"] for button in row] for row in pressed] == [["Principles"]], "nothing to decide"
    await omar.command("/ospo", "values")
    await omar.press("Begin a values poll…")
    await omar.choose("Last day to answer", "2026-11-01")
    await omar.choose("A channel to ask in", "C0REQUESTS")
    await omar.submit()
    assert "from tomorrow on" in omar.modal_errors["field:closes_on"]
    await omar.choose("Last day to answer", "2026-12-15")
    await omar.submit()
    await sent(house)
    post = about(dana, "C0REQUESTS", "Everybody here may answer")
    await dana.click(post, "Answer…")
    await dana.submit(unchecked=True)
    assert "field:poll_unit" in dana.modal_errors, "who comes from a channel says where they work"
    await dana.choose("The unit that you work in", "Payments")
    await fill(dana, "5: Fully")
    assert "Thank you, your answer is kept" in in_form(dana)
    await omar.command("/ospo", "values")
    assert "1 answer so far, 2 asked by name" in in_form(omar)
    house.time.move(days=20)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.guidance.tick(house.office.workspace)
    await sent(house)
    assert "You have not answered the values poll yet" in house.person("mika").sees(
        house.person("mika").direct_messages()[-1]
    )
    await omar.command("/ospo", "values")
    await omar.press("Close now")
    assert "Not enough data: fewer than 5 people answered" in in_form(omar)
    await dana.click(post, "Answer…")
    assert "No values poll is open now" in answered(dana, "C0REQUESTS")
