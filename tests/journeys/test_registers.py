# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers in Slack: anybody looks things up, editors keep them, and nothing that somebody typed is lost."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.services.register_entries import doing_now, keep_many
from tests.support.maturity import offered
from tests.support.register_walking import FACTS, RULES, SAMPLE, listed, make, open_entry
from tests.support.running import Running
from tests.support.walking import answered, form, in_form, reads, visited
from workflows.registers import acts
from workflows.registers.rights import THE_OFFICE

NewHouse = Callable[..., Awaitable[Running]]


async def imported(house: Running, title: str) -> None:
    """Read a file with another title of the one entry, as `ospo register import` does."""
    office = house.office
    register = office.catalog.current.registers["facts"]
    async with office.database.transaction() as tx:
        [entry] = await tx.registers.of(office.workspace, "facts")
        doing = await doing_now(tx, office.catalog.current, register, office.workspace, THE_OFFICE, house.time.now())
        done = acts.change(doing, entry, replace(entry.content, title=title))
        await keep_many(tx, register, {entry.name: entry}, [done])


async def test_a_register_is_listed_looked_through_and_kept(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    assert "What we know." in await listed(dana, "")
    await make(omar, "facts", "First <!channel> & co", Level="3", Text="Some **bold** words, @here\n\n- one")
    assert "First <!channel> & co" in in_form(omar), "the entry stands where the list was"
    assert {"Still right", "Change…", "Hand over…", "Retire…", "History"} <= offered(omar)
    assert "First <!channel> & co" in await listed(dana, "facts first")
    assert "Nothing fits that." in await listed(dana, "facts unheard-of")
    await dana.type("Look for words", "FIRST")
    await dana.submit()
    assert "1 found" in in_form(dana)
    await dana.open_row("First")
    assert "Some bold words, @here" in in_form(dana)
    assert offered(dana) == {"Back to the list", "Change…"}, "everybody proposes, and nobody but editors acts"
    await omar.press("Retire…")
    await omar.type("Why is it not needed any more?", "It was an example.")
    await omar.submit()
    assert "Retired" in in_form(omar)
    assert "has no entry yet" in await listed(dana, "facts")
    await open_entry(omar, "facts", "First", "retired")
    await omar.press("Restore…")
    await omar.submit()
    await omar.press("History")
    words = in_form(omar)
    assert "restored it" in words
    assert "retired it: “It was an example.”" in words
    await dana.command("/ospo", "register fact")
    assert "Did you mean `/ospo register facts`?" in answered(dana)


async def test_of_two_people_at_once_the_second_sees_what_the_first_did_and_loses_nothing(
    house_with: NewHouse,
) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    await make(omar, "facts", "Shared")
    await omar.press("Hand over…")
    await omar.choose("Owner", "U0DANA")
    await omar.submit()
    await omar.press("Change…")
    await omar.type("Title", "Mine")
    await omar.press("More room for the text")
    await omar.type("Text, continued", "Typed in the second box")
    await open_entry(dana, "facts", "Shared")
    assert "Owner @dana" in in_form(dana)
    await dana.press("Change…")
    await dana.type("Title", "Theirs")
    await dana.submit()
    await omar.submit()
    assert "Changed meanwhile by @dana" in in_form(omar)
    assert "Title: Shared → Theirs" in in_form(omar)
    assert form(omar).content["submit"]["text"] == "Save over it"
    await omar.submit()
    assert "Mine" in in_form(omar)
    assert "Typed in the second box" in in_form(omar)
    await omar.press("Change…")
    await imported(house, "Imported")
    await omar.type("Title", "Mine again")
    await omar.submit()
    assert "Changed meanwhile by the office" in in_form(omar), "a file was read while the form was open"
    assert "Title: Mine → Imported" in in_form(omar)
    await dana.press("Still right")
    assert "was changed while you had it open" in reads(dana), "the button was of the version before"


async def test_what_cannot_be_kept_is_said_under_its_field_and_the_form_stays(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    omar, dana = house.person("omar"), house.person("dana")
    await listed(omar, "facts")
    await omar.press("New…")
    await omar.type("Title", "Dates")
    await omar.choose("Look at it again on", "2020-01-01")
    await omar.choose("Due on", "2020-01-01")
    await omar.submit()
    assert {"field:review_on", "field:due"} <= set(omar.modal_errors)
    await omar.choose("Look at it again on", None)
    await omar.choose("Due on", None)
    await omar.type("Text", "x" * 20_000)
    await omar.submit(unchecked=True)
    assert omar.modal_errors, "nobody's client sends so much in one box"
    await omar.type("Text", "x" * 5_000)
    await omar.submit(unchecked=True)
    assert list(omar.modal_errors) == ["field:text"]
    assert "these are 5,000" in omar.modal_errors["field:text"]
    await omar.type("Text", "y" * 3_000)
    await omar.submit()
    assert "y" * 100 in in_form(omar)
    await listed(dana, "facts")
    await omar.press("Retire…")
    await omar.type("Why is it not needed any more?", "Gone.")
    await omar.submit()
    await dana.open_row("Dates")
    assert "not there any more, or not for you" in reads(dana), "what is gone says so"


async def test_what_has_to_be_approved_is_read_by_others_once_it_is_published(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/rules.toml": RULES})
    omar, lena, dana = house.person("omar"), house.person("lena"), house.person("dana")
    await listed(dana, "rules")
    assert "New…" not in offered(dana)
    await make(omar, "rules", "Name the license", Text="Always.")
    assert "Draft" in in_form(omar)
    assert "Approve" not in offered(omar), "who wrote it never approves it"
    assert "has no entry yet" in await listed(dana, "rules")
    await open_entry(lena, "rules", "Name the license", "drafts")
    await lena.press("Send back…")
    await lena.type("What should be different?", "Say which.")
    await lena.submit()
    await open_entry(omar, "rules", "Name the license", "drafts")
    await omar.press("Change…")
    await omar.type("Text", "Always, by its SPDX id.")
    await omar.submit()
    await open_entry(lena, "rules", "Name the license", "drafts")
    await lena.press("Approve")
    assert "Approved, not published yet" in in_form(lena)
    await lena.press("Publish…")
    await lena.type("What is new?", "The first rule.")
    await lena.submit()
    assert "Always, by its SPDX id." in await open_entry(dana, "rules", "Name the license")
    await lena.press("Change…")
    await lena.type("Text", "Sometimes.")
    await lena.submit()
    assert "Its next text waits" in in_form(lena)
    assert "Sometimes." not in await open_entry(dana, "rules", "Name the license")
    assert "next text" not in in_form(dana)


async def test_home_leads_to_the_registers_and_forged_clicks_lead_nowhere(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE, {"registers/facts.toml": FACTS})
    dana = house.person("dana")
    home = await visited(dana)
    await dana.click(home, "Registers")
    assert "What we know." in in_form(dana)
    row = next(one for one in form(dana).blocks if one.get("accessory"))
    for forged in ('{"r":"facts","e":"../x"}', '{"r":"no-such","e":"x"}', '{"r":"facts","e":"gone"}'):
        before = len(dana.direct_messages())
        element = {**row["accessory"], "action_id": "register:open", "value": forged}
        await dana.act(form(dana), row, element, {})
        assert len(dana.direct_messages()) == before + 1, "each is answered with a sentence"
    await dana.click(await visited(dana), "Ask a question…")
    assert form(dana).content["submit"]
