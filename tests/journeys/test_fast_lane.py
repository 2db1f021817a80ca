# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The fast lane: decided in the same second, on facts that are named, without a card and without a ping."""

from collections.abc import Awaitable, Callable

from tests.support.asking import TWO_PEOPLE
from tests.support.filling import contribute, fill
from tests.support.running import Running
from tests.support.walking import REQUESTS, answered, everything_said, in_form, reads, sent, status

OFFICE = "fast_lane_first = true\n" + TWO_PEOPLE
ADOPTED = OFFICE + '[policy]\nadopted_by = "U0LENA"\nadopted_on = 2026-11-01\n'
NewHouse = Callable[..., Awaitable[Running]]


async def test_a_small_fix_is_cleared_in_the_same_second_and_asks_nobody(house_with: NewHouse) -> None:
    house = await house_with(OFFICE)
    dana, omar = house.person("dana"), house.person("omar")
    began = house.time.now()
    await contribute(dana)
    shown = await status(dana, "OSPO-1")
    assert house.time.now() == began
    assert "OSPO-1 is approved" in shown
    await sent(house)
    assert omar.messages(REQUESTS) == []
    for name in ("omar", "lena", "eva"):
        assert house.person(name).direct_messages() == []
    [decision] = dana.direct_messages()
    assert "OSPO-1" in decision.text


async def test_the_decision_says_on_which_facts_it_rests_and_whose_policy_speaks(house_with: NewHouse) -> None:
    house = await house_with(OFFICE)
    dana = house.person("dana")
    await contribute(dana)
    await sent(house)
    said = reads(dana)
    assert "Policy allows this, in the fast lane" in said.replace("*", "")
    assert "On your statement" in said
    assert "Kind of change: Bug fix" in said
    assert "Standing clearance for the project" in said
    assert "Known from the register" in said
    assert "Shipped default policy, not yet adopted by your company" in said
    assert "Link my pull request" in said
    assert "You may" not in said


async def test_an_adopted_policy_speaks_for_the_company(house_with: NewHouse) -> None:
    house = await house_with(ADOPTED)
    dana = house.person("dana")
    await contribute(dana)
    await sent(house)
    said = reads(dana)
    assert "adopted by @lena on 2026-11-01" in said
    assert "not yet adopted" not in everything_said(house)


async def test_a_standing_permission_makes_the_next_change_to_the_project_fast(house_with: NewHouse) -> None:
    house = await house_with(OFFICE.replace("fast_lane_first = true", ""))
    dana, omar = house.person("dana"), house.person("omar")
    await dana.command("/ospo", "contribute https://github.com/example/parser")
    await fill_standing(house)
    await sent(house)
    for asked in omar.thread(house.card(1)):
        await house.person("omar").click(asked, "Approve")
    await sent(house)
    assert "Later contributions of the same kind too" in reads(dana)
    await contribute(dana, size="101 to 1,000 lines", change="Feature or interface", title="")
    await dana.type("What do you want to contribute?", "Another")
    await dana.type("What does it do, and for whom?", "It parses more.")
    await dana.type("Why should the company do this?", "We use it.")
    await dana.type("Hours a week", "2")
    await dana.submit()
    assert "OSPO-2 is approved" in await status(dana, "OSPO-2")


async def fill_standing(house: Running) -> None:
    """Fill the open form of Dana with a small fix for which a standing permission is wanted."""
    dana = house.person("dana")
    await fill(dana, "Fix the parser")
    await dana.choose("Anything else?", ["I would like a standing permission"])
    await dana.type("Why should the company do this?", "We maintain it.")
    await dana.type("Hours a week", "2")
    await dana.submit()
    assert dana.modal is None, in_form(dana)


async def test_without_a_number_status_lists_what_is_mine(house_with: NewHouse) -> None:
    house = await house_with(OFFICE)
    dana, priya = house.person("dana"), house.person("priya")
    await contribute(dana, "Fix the parser")
    await contribute(priya, "Fix the lexer", "https://github.com/example/lexer")
    assert "Fix the parser" in await status(dana)
    assert "Fix the lexer" not in answered(dana)
