# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The road of a release: stages one after the other, the checklist, refusals on the way, and the day of the launch."""

from tests.support.releasing import (
    CLEARED,
    LIBRARY,
    SAMPLE,
    STAGING,
    choose_for,
    clear,
    clear_everything,
    entries,
    fill,
    library,
)
from tests.support.running import Running
from tests.support.walking import (
    asks,
    buttons,
    form,
    in_form,
    in_thread,
    reads,
    said_in_thread,
    sent,
    status,
    visited,
)


async def approved(house: Running, name: str, group: str) -> None:
    await house.person(name).click(asks(house, group), "Approve")
    await sent(house)


async def reviewed(house: Running) -> None:
    for name, group in (("omar", "the OSPO"), ("lena", "legal"), ("sam", "security")):
        await approved(house, name, group)


async def test_a_sample_without_risks_is_registered_at_once(house: Running) -> None:
    dana = house.person("dana")
    await library(house, purpose=SAMPLE)
    said = reads(dana)
    assert "OSPO-1 is approved" in said
    assert "registering it is enough" in said
    assert "Checklist" not in said
    await dana.click(dana.direct_messages()[-1], "Mark as public")
    await dana.type("Where is it public?", "https://github.com/example/telescope-sample")
    await dana.submit()
    await sent(house)
    assert "github.com/example/telescope-sample" in reads(dana)


async def test_the_form_shows_the_stages_before_submitting(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"release {STAGING}", channel="C0GENERAL")
    await fill(dana, purpose=LIBRARY)
    shown = in_form(dana)
    first, second, third = (shown.index(one) for one in ("1. OSPO triage", "2. Legal, IP", "3. Sponsor"))
    assert first < second < third
    assert STAGING in str(form(dana).blocks)


async def test_a_release_goes_stage_by_stage_to_the_day_on_which_it_is_public(house: Running) -> None:
    dana, mika, lena = house.person("dana"), house.person("mika"), house.person("lena")
    await library(house)
    assert "legal" not in in_thread(house), "legal is asked after the triage"
    assert "Checklist: 1 of 14 done" in lena.sees(house.card(1)).replace("*", "")
    await approved(house, "omar", "the OSPO")
    assert "legal" in in_thread(house)
    await approved(house, "lena", "legal")
    await approved(house, "sam", "security")
    assert "managers" not in in_thread(house), "the sponsor is asked once all is cleared"
    assert "blockers are open" in lena.sees(house.card(1))
    await clear_everything(house)
    await sent(house)
    assert "no blocker is open" in lena.sees(house.card(1))
    await mika.click(asks(house, "managers"), "Approve")
    await sent(house)
    assert "OSPO-1 is approved" in reads(dana)
    assert buttons(house.card(1)) == {"Checklist", "Mark as public", "Set the launch date"}
    await dana.click(house.card(1), "Set the launch date")
    await dana.choose("When does it become public?", "2030-05-06")
    await dana.submit()
    await sent(house)
    assert "Launch: 2030-05-06" in dana.sees(house.card(1)).replace("*", "")
    await house.person("omar").click(house.card(1), "Mark as public")
    await house.person("omar").type("Where is it public?", "https://github.com/example/telescope-public")
    await house.person("omar").submit()
    await sent(house)
    card = dana.sees(house.card(1)).replace("*", "")
    assert "Public since" in card
    assert "telescope-public" in card
    assert buttons(house.card(1)) == {"Checklist"}
    assert "First health check" in reads(dana), "what follows the launch is owed from now on"
    assert "Take admin rights back" in in_thread(house)


async def test_what_blocks_is_named_to_who_would_approve_last(house: Running) -> None:
    await library(house)
    await reviewed(house)
    await clear_everything(house)
    await sent(house)
    await clear_again(house)
    await sent(house)
    mika = house.person("mika")
    assert "again when its turn comes" in in_thread(house)
    assert "Name and trademarks are free (legal)" in mika.sees(house.card(1))
    await clear(house, "lena", "Name and trademarks are free")
    await sent(house)
    await approved(house, "mika", "managers")
    assert "OSPO-1 is approved" in reads(house.person("dana"))


async def clear_again(house: Running) -> None:
    """Lena finds that the name is taken after all."""
    lena = house.person("lena")
    await lena.click(house.card(1), "Checklist")
    await choose_for(lena, "Name and trademarks are free", "Open again")
    await lena.close()


async def test_a_click_on_a_message_from_before_a_blocker_was_opened_again_is_refused_with_its_name(
    house: Running,
) -> None:
    await library(house)
    await reviewed(house)
    await clear_everything(house)
    await sent(house)
    asked = asks(house, "managers")
    await clear_again(house)
    await house.person("mika").click(asked, "Approve")
    assert "Name and trademarks are free" in said_in_thread(house, "mika")
    assert "cannot be approved" in said_in_thread(house, "mika")


async def test_only_the_owners_find_a_menu_at_an_item_and_a_second_click_changes_nothing(house: Running) -> None:
    lena, priya, dana = house.person("lena"), house.person("priya"), house.person("dana")
    await library(house)
    for one in (priya, dana, lena):
        await one.click(house.card(1), "Checklist")
    own = "We own all of it"
    assert (entries(priya, own), entries(dana, own)) == ([], [])
    assert entries(lena, own) == ["Done", "Done, with evidence or a note…", "Does not apply…"]
    view = form(lena)
    [block] = [one for one in view.blocks if own in str(one.get("text"))]
    await choose_for(lena, own, "Done")
    assert "Done by @lena" in in_form(lena)
    assert entries(lena, own) == ["Open again"]
    await lena.act(view, block, block["accessory"], {"selected_option": block["accessory"]["options"][0]})
    assert in_form(lena).count("Done by @lena") == 1
    await priya.close()


async def test_that_an_item_does_not_apply_needs_a_reason_that_everybody_reads(house: Running) -> None:
    lena, dana = house.person("lena"), house.person("dana")
    await library(house)
    await lena.click(house.card(1), "Checklist")
    await choose_for(lena, "Our role under the Cyber Resilience Act", "Does not apply…")
    await lena.type("Why does it not apply?", "Not put on a <market>")
    await lena.submit()
    assert "Not put on a <market>" in in_form(lena)
    await dana.click(house.card(1), "Checklist")
    assert "Not applicable by @lena" in in_form(dana)


async def test_conditions_are_cleared_before_the_sponsor_is_asked(house: Running) -> None:
    lena = house.person("lena")
    await library(house)
    await approved(house, "omar", "the OSPO")
    await lena.click(asks(house, "legal"), "Approve with conditions…")
    await lena.type("Conditions", "Name the vendored parser in NOTICE")
    await lena.submit()
    await approved(house, "sam", "security")
    await clear_everything(house)
    await sent(house)
    assert "Name the vendored parser in NOTICE" in lena.sees(house.card(1))
    assert "managers" not in in_thread(house)
    await clear(house, "lena", "Name the vendored parser in NOTICE")
    await sent(house)
    assert "managers" in in_thread(house)


async def test_an_edit_opens_what_it_is_about_and_starts_at_the_triage_again(house: Running) -> None:
    dana = house.person("dana")
    await library(house)
    await reviewed(house)
    await clear(house, "lena", *CLEARED["lena"])
    [progress, *_] = dana.direct_messages()
    await dana.click(progress, "Edit")
    await dana.type("Name of the project", "Periscope")
    await dana.submit()
    await sent(house)
    card = dana.sees(house.card(1))
    assert "Name and trademarks are free (legal)" in card, "the new name was not looked at"
    assert "We own all of it" not in card, "it is about something else"
    assert "OSPO triage" in card
    assert "Whose turn: the OSPO." in card.replace("*", "")


async def test_who_may_not_say_that_it_is_public_is_told_so(house: Running) -> None:
    await library(house)
    await reviewed(house)
    await clear_everything(house)
    await sent(house)
    await approved(house, "mika", "managers")
    await house.person("priya").click(house.card(1), "Mark as public")
    assert "Only the OSPO can say that" in said_in_thread(house, "priya")


async def test_lists_say_how_far_the_checklist_is(house: Running) -> None:
    await library(house)
    dana, omar = house.person("dana"), house.person("omar")
    assert "checklist 1 of 14 done" in await status(dana)
    assert "Stage" in await status(dana, "OSPO-1")
    await visited(omar)
    assert "checklist 1 of 14 done" in omar.sees(await visited(omar))
