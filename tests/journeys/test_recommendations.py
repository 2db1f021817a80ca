# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Advice from the office's own records: it appears once, with its figures, and becomes an action or is dismissed."""

from collections.abc import Awaitable, Callable

from tests.support.maturity import ORGANIZATION, about
from tests.support.running import Running
from tests.support.walking import answered, buttons, in_form, sent, visited
from workflows.recommendations.rules import ADVICE

NewHouse = Callable[..., Awaitable[Running]]
SAMPLE = (ORGANIZATION / "organization.toml").read_text()
#: A rule of the organization's own, over requests that are open.
OWN = """
register = "recommendations"
[[entries]]
name = "something-waits"
title = "Something waits for <!channel>"
as_of = 2026-11-23
source = "Our own"
text = "Decide it **today**."
[entries.values]
when = "facts.one_person_groups >= 1 && facts.units >= 2"
because = "It waits."
makes = "action"
goal = "Decide what waits"
weight = 5
"""
OFFICE = "C0OSPO"


async def looked(house: Running) -> None:
    await house.office.guidance.tick(house.office.workspace)
    await sent(house)


async def test_an_advice_is_sent_once_and_becomes_an_action_with_an_owner(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"entries/recommendations.toml": OWN, "people.csv": "slack_id\n"})
    omar, dana = house.person("omar"), house.person("dana")
    for _ in range(2):
        await looked(house)
    [told] = [one for one in omar.messages(OFFICE) if "Advice:" in omar.sees(one)]
    words = omar.sees(told)
    assert "Something waits for <!channel>" in words, "as text, which calls nobody"
    assert "Decide it today." in words
    assert "Groups of the organization that have one person only: 2 of 3" in words
    await dana.command("/ospo", "recommendations")
    assert "Only the OSPO reads what the program is advised" in answered(dana)
    house.practice.workspace.channels[OFFICE].members.add("U0DANA")
    await dana.click(told, "Accept: draft an action")
    assert "Only the OSPO accepts or dismisses advice" in answered(dana, OFFICE)
    await omar.click(told, "Accept: draft an action")
    await omar.click(told, "Accept: draft an action")
    assert "This advice is accepted already" in answered(omar, OFFICE)
    await sent(house)
    stamped = about(omar, OFFICE, "Something waits")
    assert (stamped.ts, buttons(stamped)) == (told.ts, set())
    assert "Accepted by @omar. It is a draft now: `/ospo register actions`" in omar.sees(stamped)
    async with house.office.database.reading() as tx:
        [action] = await tx.registers.of(house.office.workspace, "actions")
    assert (action.title, action.state.value) == ("Decide what waits", "draft")
    assert action.owner is not None
    assert action.owner.id == "U0OMAR"


async def test_advice_comes_one_a_day_and_back_when_it_was_put_off_or_dismissed(house: Running) -> None:
    omar = house.person("omar")
    await looked(house)
    first = about(omar, OFFICE, "Advice:")
    await omar.command("/ospo", "recommendations")
    assert "Name a second person for each group" in in_form(omar)
    assert "Ask the units what open source is for" in in_form(omar), "the list has what was not sent yet"
    await omar.press("Later")
    assert "Settled" in in_form(omar)
    assert "Ask the units what open source is for" in in_form(omar)
    await omar.press("Dismiss…")
    await omar.type("Why is this not for us?", "We know each other.")
    await omar.choose("Not again before", "2026-01-01")
    await omar.submit()
    assert "within two years" in omar.modal_errors["field:until"]
    await omar.choose("Not again before", "2027-05-01")
    await omar.submit()
    await sent(house)
    assert buttons(about(omar, OFFICE, first.text)) == set()
    async with house.office.database.reading() as tx:
        stands = sorted(str(one.values["stands"]) for one in await tx.registers.of(house.office.workspace, ADVICE))
    assert stands == ["dismissed", "later"]
    house.time.move(days=31)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await looked(house)
    again = [one for one in omar.messages(OFFICE) if "Advice:" in omar.sees(one) and buttons(one)]
    assert len(again) == 1, "what was put off is back, what was dismissed is not"
    home = await visited(omar)
    assert "Advice:" in omar.sees(home)
