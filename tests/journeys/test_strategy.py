# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy in Slack: drafted, approved by a second person, published with a note, and exported to be signed."""

from collections.abc import Awaitable, Callable

from bot.practice.person import Person
from tests.support.asking import TWO_PEOPLE
from tests.support.granting import without_scope
from tests.support.house import ROOT
from tests.support.maturity import ORGANIZATION
from tests.support.running import Running
from tests.support.walking import form, in_form, sent

NewHouse = Callable[..., Awaitable[Running]]
BOARD = """
[digests.board]
digest = "executive"
channel = "C0OSPO"
when = "mon 09:00"
"""


async def test_the_office_shows_its_template_and_a_page_for_executives_on_the_first_day(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "strategy")
    words = in_form(dana)
    assert "has no strategy in force yet" in words
    assert "template: not yours yet" in words
    assert "Compliance: licenses, security and regulation" in words
    await dana.press("One page for executives")
    assert "none is in force yet" in in_form(dana)
    assert "Decision asked" in in_form(dana)
    await dana.press("Back to the strategy")
    await dana.press("What changed")
    assert "Nothing was published yet" in in_form(dana)


async def test_a_section_is_drafted_approved_by_somebody_else_published_and_stands_in_the_export(
    house: Running,
) -> None:
    omar, lena, dana = house.person("omar"), house.person("lena"), house.person("dana")
    await opened(omar, "Community: how we take part")
    await omar.press("Change…")
    await omar.type("Text of the section (Markdown)", "## Why\n\nWe send patches <!channel> and <b>stay</b>.")
    await omar.submit()
    assert "Approve" not in str(form(omar).blocks), "who wrote it does not approve it"
    await dana.command("/ospo", "strategy")
    assert "next text" not in in_form(dana), "a draft is for those who work at it"
    await opened(lena, "Community: how we take part")
    await lena.press("Approve")
    await lena.press("Publish…")
    await lena.type("What is new?", "Our own words for the template.")
    await lena.submit()
    await omar.command("/ospo", "strategy")
    assert "Edition 1 of" in in_form(omar)
    assert "1 of 4 sections in force" in in_form(omar)
    await omar.press("What changed")
    assert "by @lena" in in_form(omar)
    await omar.close(everything=True)
    await goal(omar, lena)
    await exported(dana, "Markdown file")
    [file] = dana.direct_messages()[-1].files
    text = (file.content or b"").decode()
    assert "| **Edition** | 2 |" in text
    assert "| **Approved by** | Lena |" in text, "a name, where an id would say nothing"
    assert "We send patches \\<!channel> and \\<b>stay\\</b>." in text, "nothing in it is HTML or calls anybody"
    assert "[company]" not in text
    assert "For the CFO: Ten projects cost less than one outage." in text
    assert "Questions and answers" in text
    assert "Shipped with the bot, not reviewed by the company" in text


async def test_a_message_that_the_office_accepted_reaches_executives_once_with_the_standing_of_goals(
    house_with: NewHouse,
) -> None:
    house = await house_with(TWO_PEOPLE + BOARD)
    omar, lena = house.person("omar"), house.person("lena")
    await house.office.digests.send_due(house.office.workspace)
    await goal(omar, lena)
    await omar.command("/ospo", "register management-messages")
    await omar.press("New…")
    await omar.type("Title", "What carries us")
    await omar.type("The message", "Ten projects carry all our products.")
    await omar.submit()
    first, second = [await board(house) for _ in range(2)]
    assert "Message: Ten projects carry all our products." in first
    assert "Strategy: of 1 goal 1 is on track." in first
    assert "Ten projects" not in second, "each is told once"
    assert "of 1 goal 1 is on track" in second


async def board(house: Running) -> str:
    """Let a week pass, and read what executives read of it."""
    house.time.move(days=7)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.digests.send_due(house.office.workspace)
    await sent(house)
    omar = house.person("omar")
    return omar.sees([one for one in omar.messages("C0OSPO") if not one.is_reply][-1])


async def goal(author: Person, approver: Person) -> None:
    """Make a goal and have it approved and published."""
    await author.command("/ospo", "register strategy-goals")
    await author.press("New…")
    await author.type("Title", "Look after the ten projects that matter")
    await author.type("Which objective of the company does it serve?", "Fewer outages")
    await author.choose("Field of the strategy", "Community")
    await author.type("What it means to a CFO", "Ten projects cost less than one outage.")
    await author.choose("Until when", "2026-01-01")
    await author.choose("How it stands", "On track")
    await author.submit()
    assert "is over already" in form(author).errors["field:until"]
    await author.choose("Until when", "2027-06-30")
    await author.submit()
    await author.close(everything=True)
    await approver.command("/ospo", "register strategy-goals drafts")
    await approver.open_row("Look after the ten")
    await approver.press("Approve")
    await approver.press("Publish…")
    await approver.type("What is new?", "Our first goal.")
    await approver.submit()
    await approver.close(everything=True)


async def opened(person: Person, section: str) -> None:
    """Open a section from the overview."""
    await person.command("/ospo", "strategy")
    await person.open_row(section)


async def test_the_strategy_goes_as_a_file_or_a_canvas_and_without_the_scope_says_so(house: Running) -> None:
    omar = house.person("omar")
    await exported(omar, "Markdown file")
    [file] = omar.direct_messages()[-1].files
    assert file.title.startswith("open-source-strategy-")
    text = (file.content or b"").decode()
    assert text.startswith("# Open source strategy\n")
    assert "No section is in force yet" in text
    assert "| Sponsor in the management |" in text
    assert "[company]" not in text, "a template is nobody's strategy"
    await exported(omar, "Markdown file with drafts")
    [file] = omar.direct_messages()[-1].files
    text = (file.content or b"").decode()
    assert "(template: not adopted)" in text
    assert "### Why we have a strategy" in text, "headings stand below those of the chapter"
    for _ in range(2):
        await exported(omar, "Canvas")
    [canvas] = house.practice.workspace.canvases.values()
    assert canvas.access == {"U0OMAR": "read"}
    assert "[company]" not in canvas.markdown
    assert canvas.id in omar.direct_messages()[-1].text
    house.practice.workspace.canvases.clear()
    await exported(omar, "Canvas")
    assert len(house.practice.workspace.canvases) == 1, "one that somebody deleted is made anew"
    house.practice.workspace.free_plan = True
    await exported(omar, "Canvas")
    assert "Slack has them on paid plans only. Here is the strategy as a file" in omar.sees(omar.direct_messages()[-1])
    await without_scope(house, "canvases:write")
    await exported(omar, "Canvas")
    last = omar.direct_messages()[-1]
    assert "the app lacks the scope canvases:write. Here is the strategy as a file" in omar.sees(last)
    assert last.files


async def exported(person: Person, how: str) -> None:
    """Export the strategy."""
    await person.command("/ospo", "strategy")
    await person.press("Export…")
    await person.press(how)
    assert "on its way" in in_form(person)
    await person.close(everything=True)


async def test_a_canvas_holds_only_what_all_read_who_ever_got_it(house_with: NewHouse) -> None:
    guides = (ROOT / "workflows/catalog/registers/guides.toml").read_text()
    few = guides.replace('proposers = "everybody"', 'readers = ["ospo"]')
    sample = (ORGANIZATION / "organization.toml").read_text().partition("[directory]")[0]
    house = await house_with(sample, {"registers/guides.toml": few})
    omar = house.person("omar")
    await exported(omar, "Markdown file")
    [file] = omar.direct_messages()[-1].files
    assert "Guides" in (file.content or b"").decode()
    await exported(omar, "Canvas")
    [canvas] = house.practice.workspace.canvases.values()
    assert "Questions and answers" in canvas.markdown
    assert "Guides" not in canvas.markdown
