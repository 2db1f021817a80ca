# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Regulators in Slack: what is due and missing, a plan, a deadline that is done, and a position of two groups."""

from bot.practice.person import Person
from tests.support.running import Running
from tests.support.walking import form, in_form, reads, sent

PLD = "Product liability: software counts"


def labels(person: Person) -> set[str]:
    """The buttons of the open modal."""
    rows = [one for block in form(person).blocks if block["type"] == "actions" for one in block["elements"]]
    return {one["text"]["text"] for one in rows if one["type"] == "button"}


async def overview(person: Person) -> str:
    """What the command shows."""
    await person.command("/ospo", "regulators")
    return in_form(person)


async def marking(person: Person) -> None:
    """Open a deadline that comes again, and the form that marks it as done."""
    await person.command("/ospo", "register deadlines openchain 5230")
    await person.open_row("ISO/IEC 5230")
    if "Mark as done…" in labels(person):
        await person.press("Mark as done…")


async def test_a_regulator_that_applies_gets_a_plan_which_is_not_for_everybody(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    assert "of which 0 apply to us" in await overview(omar)
    assert f"{PLD} as a product\n9 Dec 2026 (in" in in_form(omar).replace("*", "")
    assert "nobody here has looked at it yet" in in_form(omar)
    assert "Plans for regulators" not in await overview(dana), "whom we talk to is not for everybody"
    await omar.command("/ospo", "regulators cyber resilience")
    await omar.open_row("EU Cyber Resilience Act")
    await omar.press("Change…")
    await omar.choose("Does it apply to us?", "Yes")
    await omar.submit()
    assert "Plans for regulators: none yet" in in_form(omar).replace("*", "")
    assert "CRA: all of it applies" in in_form(omar), "what the calendar has of it stands beside it"
    assert "Without a plan: EU Cyber Resilience Act" in (await overview(omar)).replace("*", "")
    await omar.press("New plan…")
    await omar.type("Title", "How we talk about the CRA")
    await omar.type("How we approach them", "Through our association, twice a year.")
    await omar.type("Regulator", "eu-cra")
    await omar.type("Next step", "Ask for a talk")
    await omar.submit()
    assert not omar.modal_errors, omar.modal_errors
    await omar.command("/ospo", "register regulator-plans")
    await omar.open_row("How we talk about the CRA")
    assert "Regulator: EU Cyber Resilience Act" in in_form(omar).replace("*", ""), "by its title, beside its short name"
    assert "Without a plan" not in await overview(omar)


async def test_a_deadline_is_done_with_what_shows_it_and_reminds_of_its_next_day(house: Running) -> None:
    omar, dana, lena, priya = (house.person(name) for name in ("omar", "dana", "lena", "priya"))
    await marking(omar)
    await omar.choose("Done on", "2099-01-01")
    await omar.type("What shows it?", "Minutes of the board")
    await omar.submit()
    assert list(omar.modal_errors) == ["field:done_on"]
    await marking(lena)
    await lena.type("What shows it?", "Another minute")
    await omar.choose("Done on", house.time.now().date().isoformat())
    await omar.submit()
    assert not omar.modal_errors, omar.modal_errors
    assert "Minutes of the board" in in_form(omar)
    assert "comes again after 18 months" in in_form(omar)
    await lena.submit()
    assert "was changed by" in " ".join(lena.modal_errors.values()), "of two at once the second is told, and types on"
    await omar.press("Hand over…")
    await omar.choose("Owner", "U0DANA")
    await omar.submit()
    house.time.move(days=518)
    await house.office.registers.tick()
    await sent(house)
    assert "ISO/IEC 5230: renew the claim" in reads(dana), "it comes again, and its owner is reminded in time"
    assert "ISO/IEC 5230: renew the claim" in lena.sees(lena.messages("C0LEGAL")[-1]), "and so is legal"
    await marking(dana)
    assert form(dana).content["title"]["text"] == "Mark as done", "who owns it says that it is done"
    await marking(priya)
    assert "Mark as done…" not in labels(priya)


async def test_a_position_is_approved_by_another_group_and_its_consultation_is_on_the_calendar(house: Running) -> None:
    omar, lena, dana = house.person("omar"), house.person("lena"), house.person("dana")
    await omar.command("/ospo", "register positions")
    await omar.press("New…")
    await omar.type("Title", "Stewards need time")
    await omar.type("Our position", "A steward is not a seller.")
    await omar.type("About", "Standards for the CRA")
    await omar.choose("Consultation closes on", "2027-01-15")
    await omar.submit()
    assert not omar.modal_errors, omar.modal_errors
    assert "Approve" not in labels(omar), "who wrote it never approves it"
    assert "Stewards need time" in await overview(lena)
    assert "consultation closes" in in_form(lena)
    assert "Stewards need time" not in await overview(dana)
    await lena.command("/ospo", "register positions drafts")
    await lena.open_row("Stewards need time")
    await lena.press("Approve")
    await omar.command("/ospo", "register positions drafts")
    await omar.open_row("Stewards need time")
    await omar.press("Publish…")
    await omar.type("What is new?", "Our first position.")
    await omar.submit()
    assert not omar.modal_errors, omar.modal_errors
    await omar.press("History")
    assert "@lena approved it" in in_form(omar)
    await dana.command("/ospo", "register positions")
    assert "There is no register" in reads(dana), "a position is not for everybody"
