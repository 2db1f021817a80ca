# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board in Slack: anybody reads it, evidence counts once a second person looked, and nothing twice."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy

from tests.support.asking import vulnerability
from tests.support.filling import contribute
from tests.support.maturity import NAME, ORGANIZATION, PRINCIPLES, about, claim, offered, open_item
from tests.support.running import Running
from tests.support.walking import answered, buttons, form, in_form, reads, sent

NewHouse = Callable[..., Awaitable[Running]]
LEGAL = "C0LEGAL"
SAMPLE = (ORGANIZATION / "organization.toml").read_text().partition("[directory]")[0]
ONE_PERSON = """
[program]
last_resort = ["U0OMAR"]
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OMAR"]
[groups.legal]
members = ["U0OMAR"]
[groups.security]
members = ["U0OMAR"]
"""
PRACTICES = "People know how to report"
TRACKED = '[[edit]]\nid = "practices"\nevidence = { fact = "requests_tracked", days = 90 }\n'
WITHOUT = """
[maturity]
model = "none"
engagement = "none"
[[goals]]
text = "Every product has an inventory"
due = 2027-03-31
"""


async def test_anybody_reads_the_board_and_only_the_office_acts_on_it(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await dana.command("/ospo", "maturity")
    words = in_form(dana)
    assert "nobody has looked at any item yet" in words
    assert "0 of 4 evidenced: not enough data" in words
    assert "Next best step" in words
    await dana.choose("maturity:stage", "Stage 1: using it well (0 of 4)")
    assert "Developers are trained" in in_form(dana)
    await open_item(dana, PRINCIPLES)
    assert "Good evidence:" in in_form(dana)
    assert [one["type"] for one in form(dana).blocks].count("actions") == 1, "the way back, and nothing else"
    await open_item(omar, PRINCIPLES)
    await omar.press("Start")
    assert "In progress" in in_form(omar)
    await omar.press("Back to the board")
    assert "0 of 4 evidenced (0\N{NO-BREAK SPACE}%)" in in_form(omar), "somebody has looked by now"


async def test_a_claim_counts_once_a_second_person_confirmed_it(house: Running) -> None:
    omar, lena, dana = house.person("omar"), house.person("lena"), house.person("dana")
    await claim(omar, PRINCIPLES)
    assert "Waits for a second person" in in_form(omar), "the item beneath shows it at once"
    assert "A link alone, which is weaker:* https://example.com/principles" in in_form(omar)
    await omar.press("Back to the board")
    assert (
        "0 of 4 evidenced (0\N{NO-BREAK SPACE}%) · target 100\N{NO-BREAK SPACE}% · 1 waits for a second person"
        in in_form(omar)
    )
    await sent(house)
    asked = about(lena, LEGAL, "needs a second look")
    old = deepcopy(asked)
    await lena.click(asked, "Confirm")
    await sent(house)
    stamped = about(lena, LEGAL, "has been looked at")
    assert stamped.ts == asked.ts
    assert buttons(stamped) == {"Open"}
    await dana.command("/ospo", "maturity")
    assert "1 of 4 evidenced (25\N{NO-BREAK SPACE}%)" in in_form(dana)
    assert "confirmed by @lena" in in_form(dana)
    await lena.click(old, "Confirm")
    assert lena.ephemerals(LEGAL) == [], "a second click of the same person is harmless"
    await house.person("tomas").click(old, "Confirm")
    assert "was confirmed, refused or replaced meanwhile" in answered(house.person("tomas"), LEGAL)
    house.time.move(days=365)
    await dana.command("/ospo", "maturity")
    assert "0 of 4 evidenced (0\N{NO-BREAK SPACE}%) · target 100\N{NO-BREAK SPACE}% · 1 lost" in in_form(dana), (
        "it stays visible as lost"
    )


async def test_a_claim_that_is_sent_back_tells_who_made_it_why(house: Running) -> None:
    omar, tomas = house.person("omar"), house.person("tomas")
    await claim(omar, PRINCIPLES)
    await sent(house)
    await tomas.click(about(tomas, LEGAL, "needs a second look"), "Send back…")
    await tomas.type("What is missing?", "The page is empty.")
    await tomas.submit()
    await sent(house)
    assert "The page is empty." in reads(omar)
    again = about(omar, "", "was sent back")
    await omar.click(again, "Claim it again…")
    await omar.type("Where can it be seen?", "https://example.com/better")
    await omar.submit()
    await sent(house)
    assert "https://example.com/better" in tomas.sees(about(tomas, LEGAL, "needs a second look"))


async def test_nobody_confirms_what_they_own_or_claimed_and_outsiders_nothing(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await claim(omar, PRINCIPLES)
    await sent(house)
    assert "Confirm" not in offered(omar)
    asked = about(house.person("lena"), LEGAL, "needs a second look")
    for name, sentence in (
        ("omar", "Somebody else has to look"),
        ("dana", "Only the OSPO looks"),
        ("gus", "only members"),
    ):
        person = house.person(name)
        house.practice.workspace.channels[LEGAL].members.add(person.user.id)
        await person.click(asked, "Confirm")
        assert sentence in answered(person, LEGAL)
    await dana.command("/ospo", "maturity")
    assert "0 of 4 evidenced" in in_form(dana)


async def test_who_is_the_only_one_there_confirms_alone_and_that_is_counted_apart(house_with: NewHouse) -> None:
    house = await house_with(ONE_PERSON)
    omar = house.person("omar")
    await claim(omar, PRINCIPLES)
    await sent(house)
    assert omar.direct_messages() == [], "nobody is there to be asked"
    assert "There is nobody else in any group who could look at this." in in_form(omar)
    await omar.press("Confirm")
    assert "by @omar alone: there was no second person" in in_form(omar)
    await omar.press("Back to the board")
    assert "0 of 4 evidenced (0\N{NO-BREAK SPACE}%)" in in_form(omar)
    assert "1 by one person alone" in in_form(omar)


async def test_an_owner_is_told_once_and_claims_with_a_due_date_in_sight(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await open_item(omar, NAME)
    await omar.press("Due date…")
    await omar.choose("To be done by", "2026-01-01")
    await omar.submit()
    assert "is over" in in_form(omar), "the sentence stands under the field"
    await omar.choose("To be done by", "2026-12-24")
    await omar.submit()
    await omar.press("Due date…")
    await omar.choose("To be done by", None)
    await omar.submit()
    assert "due" not in in_form(omar).partition("[Claim")[0]
    await omar.press("Due date…")
    await omar.choose("To be done by", "2026-12-24")
    await omar.submit()
    for _ in range(2):
        await omar.press("Owner…")
        await omar.choose("Owner", "U0DANA")
        await omar.submit()
    await sent(house)
    [told] = dana.direct_messages()
    assert "to be done by 24 Dec 2026" in dana.sees(told)
    await dana.click(told, "Open")
    assert offered(dana) == {"Claim with evidence…", "Start", "Not for us…", "Back to the board"}
    await omar.press("Owner…")
    await omar.choose("Owner", None)
    await omar.submit()
    assert "no owner" in in_form(omar)


async def test_what_is_not_for_us_leaves_the_score_once_a_second_person_agrees(house: Running) -> None:
    omar, lena = house.person("omar"), house.person("lena")
    await open_item(omar, NAME)
    await omar.press("Not for us…")
    await omar.type("Why is it not for us?", "We are three people.")
    await omar.submit()
    assert "*Proposed as not for us* by @omar" in in_form(omar)
    await sent(house)
    await lena.click(about(lena, LEGAL, "needs a second look"), "Open")
    await lena.press("Confirm")
    assert "Not for us: We are three people." in in_form(lena)
    await lena.press("Back to the board")
    assert "0 of 3 evidenced: not enough data · target 100\N{NO-BREAK SPACE}% · 1 not for us" in in_form(lena)


async def test_evidence_that_leads_nowhere_keeps_the_form_open_with_all_that_was_typed(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await contribute(dana, agreement="Not sure")
    await vulnerability(house, "dana")
    await open_item(omar, PRINCIPLES)
    await omar.press("Claim with evidence…")
    await omar.type("What does it show?", "The page of the program")
    for link in ("javascript:alert(1)", "http://example.com", "https://me:secret@example.com/x", "nowhere"):
        await omar.type("Where can it be seen?", link)
        await omar.submit(unchecked=True)
        assert list(omar.modal_errors) == ["field:link"], link
    await omar.type("Where can it be seen?", "")
    for number, sentence in (
        ("OSPO-99", "There is no request OSPO-99"),
        ("OSPO-2", "There is no request OSPO-2 that everybody may know of"),
        ("the first one", "such as OSPO-12"),
    ):
        await omar.type("Or: a request that shows it", number)
        await omar.submit()
        assert sentence in omar.modal_errors["field:number"]
    await omar.type("Or: a request that shows it", "ospo-1")
    await omar.submit()
    assert "A request of the record:* OSPO-1, “The page of the program”" in in_form(omar)


async def test_of_two_people_at_once_the_second_is_told_who_was_faster(house: Running) -> None:
    omar, lena, tomas = house.person("omar"), house.person("lena"), house.person("tomas")
    await claim(omar, PRINCIPLES)
    await sent(house)
    asked = about(lena, LEGAL, "needs a second look")
    await asyncio.gather(*(one.click(deepcopy(asked), "Confirm") for one in (lena, tomas)))
    said = [one.sees(message) for one in (lena, tomas) for message in one.ephemerals(LEGAL)]
    assert len(said) == 1
    assert "was confirmed, refused or replaced meanwhile" in said[0]


async def test_a_forged_form_or_button_changes_nothing(house: Running) -> None:
    omar = house.person("omar")
    await open_item(omar, PRINCIPLES)
    await omar.press("Claim with evidence…")
    await omar.type("Where can it be seen?", "https://example.com/x")
    for forged in (
        '{"m":"ospo","i":"principles","a":"still"}',
        '{"m":"ospo","i":"nothing","a":"claim"}',
        "[]",
        '{"m":"other"}',
    ):
        form(omar).content["private_metadata"] = forged
        await omar.submit()
        assert form(omar).errors or form(omar).trouble, forged
    async with house.office.database.reading() as tx:
        assert await tx.maturity.last(house.office.workspace) == 0


async def test_without_a_model_the_command_shows_goals_and_queues_and_help_both_sides(house_with: NewHouse) -> None:
    house = await house_with(SAMPLE + WITHOUT)
    dana = house.person("dana")
    await contribute(dana, agreement="Not sure")
    await dana.command("/ospo", "maturity")
    words = in_form(dana)
    assert "Goals (0 of 1 reached)" in words
    assert "Every product has an inventory" in words
    assert "1 request is open" in words
    assert "*Against one:*" in words
    assert "evidenced" not in words
    await dana.command("/ospo", "help")
    assert "*For a model:*" in answered(dana)


async def test_who_leads_a_unit_assesses_it_and_the_spread_stands_beside(house: Running) -> None:
    mika, omar = house.person("mika"), house.person("omar")
    await mika.command("/ospo", "maturity")
    await mika.choose("maturity:place", "Engagement: Payments")
    assert "not assessed yet: 2 (Payments, Search)" in in_form(mika)
    await mika.open_row("The unit knows which open source")
    await mika.press("Claim with evidence…")
    await mika.type("Where can it be seen?", "https://example.com/sbom")
    await mika.submit()
    await sent(house)
    await omar.click(about(omar, "C0OSPO", "needs a second look"), "Open")
    await omar.press("Confirm")
    await omar.press("Back to the board")
    assert "below Usage: 1 (Payments) · not assessed yet: 1 (Search)" in in_form(omar)
    await mika.command("/ospo", "maturity search")
    assert "Engagement: Search" in in_form(mika)
    await mika.open_row("The unit knows which open source")
    assert offered(mika) == {"Back to the board"}, "the other unit has another lead"
    house.time.move(days=181)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await mika.command("/ospo", "maturity payments")
    await mika.choose("maturity:stage", "Usage (0 of 2)")
    assert "1 lost" in in_form(mika)
    assert "✕ *The unit knows which open source" in in_form(mika)
    await mika.command("/ospo", "maturity <!channel>")
    assert "no maturity model or unit <!channel> at" in answered(mika), "as text, which calls nobody"


async def test_what_the_records_show_counts_with_its_figures_until_they_do_not(house_with: NewHouse) -> None:
    house = await house_with(f"{SAMPLE}\n[maturity.targets]\nstage-2 = 30\n", {"maturity/ospo.toml": TRACKED})
    omar, dana = house.person("omar"), house.person("dana")
    await contribute(dana)
    house.time.move(days=1)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.maturity.tick(house.office.workspace)
    await dana.command("/ospo", "maturity")
    await dana.choose("maturity:stage", "Stage 2: taking part (1 of 3)")
    assert "1 of 3 evidenced (33\N{NO-BREAK SPACE}%) · target 30\N{NO-BREAK SPACE}%, met" in in_form(dana)
    assert (
        "*From the office's own records:* 1 (requests of any kind that were made), 27 Aug 2026 to 25 Nov 2026."
        in in_form(dana)
    )
    await open_item(omar, PRACTICES, stage="Stage 2: taking part (1 of 3)")
    assert offered(omar) == {"Owner…", "Due date…", "Not for us…", "Back to the board"}, "nobody has to claim it"
    house.time.move(days=91)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.maturity.tick(house.office.workspace)
    await open_item(omar, PRACTICES, stage="Stage 2: taking part (0 of 3)")
    assert "Lost since" in in_form(omar)
    assert "They do not show it any more." in in_form(omar)
    assert "Claim with evidence…" in offered(omar)


async def test_the_question_of_a_week_is_answered_in_the_message_that_asks_it(house: Running) -> None:
    omar, dana, lena = house.person("omar"), house.person("dana"), house.person("lena")
    for words in (PRINCIPLES, NAME):
        await open_item(omar, words)
        await omar.press("Owner…")
        await omar.choose("Owner", "U0DANA")
        await omar.submit()
    house.time.move(weeks=5)
    assert await house.office.maturity.ask_weekly(house.office.workspace)
    assert not await house.office.maturity.ask_weekly(house.office.workspace)
    await sent(house)
    asked = about(dana, "", "One question this week")
    assert "Do we have this by now?" in dana.sees(asked)
    assert buttons(asked) == {"We have it…", "Not yet", "Not for us…", "Open"}
    await dana.click(asked, "Not yet")
    await sent(house)
    stamped = dana.direct_messages()[-1]
    assert stamped.ts == asked.ts
    assert "Thank you, this is answered." in dana.sees(stamped)
    assert "Not started" in dana.sees(stamped)
    house.time.move(weeks=1)
    assert await house.office.maturity.ask_weekly(house.office.workspace)
    await sent(house)
    other = about(dana, "", "One question this week")
    assert NAME in dana.sees(other), "never the same again so soon"
    await dana.click(other, "We have it…")
    await dana.type("Where can it be seen?", "https://example.com/intranet")
    await dana.submit()
    await sent(house)
    assert "Waits for a second person" in dana.sees(dana.direct_messages()[-1])
    assert "Confirm" in buttons(about(omar, "C0OSPO", "needs a second look")), "the OSPO's one person is a second one"
    assert lena.messages(LEGAL) == []
