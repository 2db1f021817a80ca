# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Thanks and mentoring pairs show once those whom they name want it, and no longer."""

from bot.practice.person import Person
from tests.support.maturity import about
from tests.support.running import Running
from tests.support.walking import in_form, reads, sent

GENERAL = "C0GENERAL"


async def new(person: Person, register: str, title: str) -> None:
    """Open the form of a register and give it a title."""
    await person.command("/ospo", f"register {register}")
    await person.press("New…")
    await person.type("Title", title)


async def test_thanks_show_in_the_petals_channel_once_who_is_thanked_wants_it_and_no_longer(house: Running) -> None:
    omar, priya, dana = (house.person(name) for name in ("omar", "priya", "dana"))
    house.practice.workspace.channels[GENERAL].members.add("U0OSPOBOT")
    await omar.command("/ospo", "petals")
    await omar.open_row("Individual contributors")
    await omar.press("Change…")
    await omar.choose("Channel", GENERAL)
    await omar.submit()
    await new(priya, "recognition", "The fix of the parser")
    await priya.choose("Who is thanked", "U0DANA")
    await priya.type("What for", "It saved us a week. <!channel>")
    await priya.submit()
    await sent(house)
    assert not [one for one in dana.messages(GENERAL) if "parser" in dana.sees(one)], "nothing shows before a yes"
    await omar.command("/ospo", "register recognition drafts")
    assert "parser" not in in_form(omar), "not even to the office"
    asked = about(dana, "", "names you in")
    await dana.click(asked, "Yes, name me")
    await sent(house)
    shown = about(omar, GENERAL, "Thanks to @dana, from @priya")
    assert "&lt;!channel&gt;" in str(shown.blocks), "nobody is called by it"
    assert "shows now: all whom it names said yes" in reads(priya)
    await dana.click(about(dana, "", "shows now, as all whom it names wanted"), "Do not name me")
    await sent(house)
    edited = about(omar, GENERAL, "was taken back")
    assert edited.ts == shown.ts
    assert "dana" not in str(edited.blocks).casefold()
    async with house.office.database.reading() as tx:
        history = await tx.registers.history(house.office.workspace, "recognition", "word-of-thanks")
    assert len(history) == 3
    assert not [word for word in ("U0DANA", "U0PRIYA", "parser", "week") if word in str(history)], "nor before"


async def test_a_pair_shows_once_both_agreed_is_reminded_to_meet_and_ends(house: Running) -> None:
    omar, dana, priya = (house.person(name) for name in ("omar", "dana", "priya"))
    await new(dana, "mentoring", "First patches")
    await dana.choose("Mentor", "U0DANA")
    await dana.choose("Mentee", "U0PRIYA")
    await dana.choose("How often they meet", "Every week")
    await dana.choose("Until", "2026-12-15")
    await dana.submit()
    await sent(house)
    await omar.command("/ospo", "register mentoring")
    assert "First patches" not in in_form(omar)
    await priya.click(about(priya, "", "names you in"), "Yes, name me")
    await sent(house)
    assert "shows now, as all whom it names wanted" in reads(dana)
    await omar.command("/ospo", "register mentoring")
    assert "First patches" in in_form(omar)
    mentoring = house.office.mentoring
    for _ in range(4):  # from Tuesday, 24 November, on: the pair ends on a Tuesday
        mentoring._looked = None  # as another process
        await mentoring.tick(house.office.workspace)
        house.time.move(days=7)
    await sent(house)
    assert reads(priya).count("Time to meet") == reads(dana).count("Time to meet") == 3
    await mentoring.tick(house.office.workspace)
    await omar.command("/ospo", "register mentoring")
    assert "First patches" not in in_form(omar), "what they agreed on is over"
