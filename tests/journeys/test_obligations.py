# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is owed after an approval, in Slack: who reads it where, ticks it off with a click, and is reminded once."""

from collections.abc import Awaitable, Callable
from copy import deepcopy

from bot.practice.messages import Message
from tests.support.asking import TWO_PEOPLE, vulnerability
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import answered, asks, in_form, in_thread, reads, said_in_thread, sent, status, visited

NewHouse = Callable[..., Awaitable[Running]]
GIFT = """
name = "gift"
title = "Give something away"
verb = "gift"
summary = "Give hardware to a project"
petal = "ecosystem"
title_field = "what"

[[fields]]
name = "what"
label = "What?"
type = "text"

[[steps]]
rule = "office"
group = "ospo"
because = "The OSPO holds the cupboard."

[[obligations]]
rule = "deliver"
text = "Bring it to the post."
due_days = 14

[[obligations]]
rule = "photo"
text = "Publish a picture of it."
due_days = 28
evidence = true

[[obligations]]
rule = "stock"
text = "Count what is left in the cupboard."
owner = "ospo"
due_days = 30
repeat_days = 90
"""


async def given_away(house: Running) -> None:
    """Dana gives something away, and Omar approves it."""
    dana = house.person("dana")
    await dana.command("/ospo", "gift A laptop")
    await dana.submit()
    await sent(house)
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)


def owed_message(house: Running, words: str) -> Message:
    """The message in the thread that says what a group owes."""
    omar = house.person("omar")
    return next(one for one in omar.thread(house.card(1)) if words in omar.sees(one))


async def test_the_requester_ticks_off_what_they_owe_in_the_message_of_the_decision(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana = house.person("dana")
    await given_away(house)
    decision = dana.direct_messages()[-1]
    assert "Bring it to the post. By" in dana.sees(decision)
    assert "The OSPO does this" in dana.sees(decision)
    old = deepcopy(decision)
    await dana.click(decision, "obligation:done")
    await sent(house)
    assert "Done by @dana" in dana.sees(dana.direct_messages()[-1])
    await dana.click(old, "obligation:done")
    assert "This was already done by @dana, on 2026-11-24" in answered(dana)
    assert (await house.office.database.verify()).problems == []


async def test_what_has_to_be_shown_is_ticked_off_with_a_link(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana = house.person("dana")
    await given_away(house)
    await dana.click(dana.direct_messages()[-1], "obligation:show")
    assert "Publish a picture of it." in in_form(dana)
    await dana.type("Where can it be seen?", "http://example.org/picture")
    await dana.submit()
    assert "begins with https://" in in_form(dana)
    await dana.type("Where can it be seen?", "https://example.org/picture")
    await dana.submit()
    await sent(house)
    assert dana.modal is None
    assert "https://example.org/picture" in dana.sees(dana.direct_messages()[-1])


async def test_what_a_group_owes_stands_in_the_thread_and_only_the_group_ticks_it_off(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana, omar = house.person("dana"), house.person("omar")
    await given_away(house)
    message = owed_message(house, "Count what is left")
    old = deepcopy(message)
    await dana.click(message, "Done")
    assert "This is owed by the OSPO after OSPO-1" in said_in_thread(house, "dana")
    await omar.click(message, "Done")
    await sent(house)
    assert "Done by @omar" in omar.sees(owed_message(house, "Done by"))
    assert "Count what is left" in omar.sees(owed_message(house, "Owed now")), "and once more, in 90 days"
    await omar.click(old, "Done")
    assert "This was already done by @omar" in said_in_thread(house, "omar")


async def test_the_office_says_with_a_reason_what_is_not_needed(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana, omar = house.person("dana"), house.person("omar")
    await given_away(house)
    assert "Bring it to the post." in await status(omar, "OSPO-1")
    await omar.click(owed_message(house, "Count what is left"), "Not needed")
    await omar.type("Why is it not needed?", "The cupboard is empty")
    await omar.submit()
    await sent(house)
    assert "Waived by @omar" in in_thread(house)
    assert "The cupboard is empty" in reads(dana)


async def test_home_and_status_show_what_is_still_owed(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana, omar = house.person("dana"), house.person("omar")
    await given_away(house)
    home = dana.sees(await visited(dana))
    assert "Owed by you (2)" in home
    assert home.index("Bring it to the post.") < home.index("Publish a picture of it."), "the first due first"
    assert "Owed by you (1)" in omar.sees(await visited(omar))
    assert "Owed by you" not in house.person("mika").sees(await visited(house.person("mika")))
    assert "Publish a picture of it." in await status(dana, "OSPO-1")
    assert "Publish a picture of it." in await status(house.person("mika"), "OSPO-1")


async def test_everybody_is_reminded_once_whatever_runs_twice(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE, {"kinds/gift.toml": GIFT})
    dana, omar = house.person("dana"), house.person("omar")
    await given_away(house)
    assert await house.office.obligations.remind() == 0
    house.time.move(days=7)
    assert await house.office.obligations.remind() == 1
    assert await house.office.obligations.remind() == 0
    await sent(house)
    assert reads(dana).count("Coming up by") == 1
    house.time.move(days=7)
    await house.office.obligations.remind()
    await sent(house)
    assert reads(dana).count("Due now by") == 1
    reminder = dana.direct_messages()[-1]
    assert "Bring it to the post." in dana.sees(reminder)
    await dana.click(reminder, "Done")
    await sent(house)
    assert "Coming up by" not in reads(dana), "each reminder is stamped"
    house.time.move(days=365)
    await house.office.obligations.remind()
    await sent(house)
    assert "Due now" in omar.sees(owed_message(house, "Due now"))
    assert (await house.office.database.verify()).problems == []


async def test_linking_the_pull_request_ticks_off_that_obligation_of_a_contribution(house: Running) -> None:
    dana = house.person("dana")
    await contribute(dana)
    await sent(house)
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    assert "Owed by you (1)" in dana.sees(await visited(dana))
    await dana.click(dana.direct_messages()[-1], "Link my pull request")
    await dana.type("Where did it go?", "https://github.com/example/parser/pull/7")
    await dana.submit()
    await sent(house)
    decision = dana.sees(dana.direct_messages()[-1])
    assert "Done by @dana" in decision
    assert "https://github.com/example/parser/pull/7" in decision
    assert "Owed by you" not in dana.sees(await visited(dana))


async def test_a_reminder_of_a_private_request_says_its_number_only(house: Running) -> None:
    dana, sam = house.person("dana"), house.person("sam")
    await vulnerability(house, "dana")
    await sent(house)
    await sam.click(sam.messages("C0SECURITY")[-1], "Approve")
    await sent(house)
    before = len(dana.direct_messages())
    house.time.move(days=60)
    await house.office.obligations.remind()
    await sent(house)
    [reminder] = dana.direct_messages()[before:]
    assert "OSPO-1" in dana.sees(reminder)
    assert "pull request here once" not in dana.sees(reminder)
