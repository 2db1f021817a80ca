# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The guided setup in Slack: one next thing, filled in where it is missing, left and taken up again."""

from datetime import UTC, datetime

from bot.practice.person import Person
from tests.support.maturity import about, offered
from tests.support.rows import press_below
from tests.support.running import Running
from tests.support.walking import answered, in_form, sent

OSPO = "C0OSPO"


async def opened(person: Person, step: str) -> None:
    """Open the setup, and a step of it."""
    await person.command("/ospo", "setup")
    await person.open_row(step)


async def test_the_setup_leads_from_gap_to_gap_and_is_left_and_taken_up_again(house: Running) -> None:
    omar = house.person("omar")
    await omar.command("/ospo", "setup")
    words = in_form(omar)
    assert "Next:" in words
    assert "There is no IP group: legal decides instead." in words
    assert "[groups.ip]" in words, "the lines that close it"
    await omar.open_row("Groups")
    await press_below(omar, "There is no IP group: legal decides instead.", "Not for us…")
    await omar.type("Why does this not apply to you?", "We hold no patents. <!channel>")
    await omar.submit()
    assert "Not for us: We hold no patents. <!channel>" in in_form(omar), "beneath the form, and as text"
    await omar.close(everything=True)
    await omar.command("/ospo", "setup")
    assert "There is no IP group" not in in_form(omar), "another session goes on where this one was left"
    await omar.open_row("Groups")
    await omar.press("Applies again")
    assert "1 not for us" not in in_form(omar)


async def test_a_whole_step_is_set_aside_and_taken_up_again(house: Running) -> None:
    omar = house.person("omar")
    await opened(omar, "Budget")
    await omar.press("None of this is for us…")
    await omar.type("Why does this not apply to you?", "The department pays.")
    await omar.submit()
    assert "Not for us: The department pays." in in_form(omar)
    assert "Nothing is missing here." in in_form(omar)
    await omar.press("Applies again")
    assert "There is no budget line for 2026." in in_form(omar)
    assert "The department pays." not in in_form(omar)


async def test_a_unit_is_assigned_to_its_petals(house: Running) -> None:
    omar = house.person("omar")
    await opened(omar, "Units")
    assert "Payments is in no petal yet." in in_form(omar)
    await press_below(omar, "Payments is in no petal yet.", "Assign petals…")
    await omar.choose("Petals", ["Business", "Legal"])
    await omar.submit()
    assert "Payments: legal, business" in in_form(omar) or "Payments: business, legal" in in_form(omar)


async def test_a_gap_is_filled_in_where_it_stands_and_the_step_shows_it_closed(house: Running) -> None:
    omar = house.person("omar")
    await opened(omar, "Roles and deputies")
    assert "No deputy for the OSPO: when its one person is away, everything waits." in in_form(omar)
    await press_below(omar, "No deputy for the OSPO", "Fill in…")
    await omar.type("Title", "Lead of the office")
    await omar.choose("Who holds it", "U0OMAR")
    await omar.choose("Deputy", "U0EVA")
    await omar.type("Group", "ospo")
    await omar.submit()
    words = in_form(omar)
    assert "The OSPO: Lead of the office, with a deputy" in words
    assert "No deputy for the OSPO" not in words
    assert "Nobody is named who leads the office." not in words


async def test_what_is_confidential_is_not_shown_to_everybody(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "setup")
    words = in_form(dana)
    assert "Groups" in words
    assert not {"Budget", "Stakeholders", "Roles and deputies"} & set(words.split("\n"))
    assert "Not for us…" not in offered(dana)
    assert "budget line" not in words


async def test_gaps_are_told_once_a_quarter_and_nobody_twice(house: Running) -> None:
    omar, setup = house.person("omar"), house.office.setup
    house.time.move(days=(datetime(2027, 1, 4, 10, tzinfo=UTC) - house.time.now()).days + 1)
    for _ in range(2):
        await setup.tick(house.office.workspace)
        setup._told = None  # as another process
        await sent(house)
    told = [one for one in omar.messages(OSPO) if "Once a quarter" in omar.sees(one)]
    assert len(told) == 1
    assert "No deputy for the OSPO" in omar.sees(told[0])
    await omar.click(about(omar, OSPO, "Once a quarter"), "Open the setup")
    assert "Setup of Open Source Office" in in_form(omar)


async def test_a_guest_is_told_no(house: Running) -> None:
    gus = house.person("gus")
    await gus.command("/ospo", "setup")
    assert "only members" in answered(gus)
