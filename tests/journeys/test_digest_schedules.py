# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When digests come: everybody reads it, the OSPO changes it from Slack, and what could never work is refused."""

from collections.abc import Awaitable, Callable

from bot.practice.person import Person
from tests.support.asking import TWO_PEOPLE
from tests.support.running import Running
from tests.support.walking import answered, form, in_form, sent

HERE = "C0GENERAL"
NewHouse = Callable[..., Awaitable[Running]]


async def listed(person: Person) -> str:
    """What `/ospo digest` answers."""
    await person.command("/ospo", "digest", channel=HERE)
    return answered(person, HERE)


async def clicked(person: Person, button: str) -> str:
    """What the list reads after a click on a button of it."""
    await person.click(person.ephemerals(HERE)[-1], button)
    return answered(person, HERE)


async def changed(person: Person, **said: str) -> str:
    """What the form says after it was filled and sent."""
    await listed(person)
    await person.click(person.ephemerals(HERE)[-1], "Change…")
    for label, text in said.items():
        if label == "channel":
            await person.choose("Channel", text)
        else:
            await person.type({"when": "When", "zone": "Time zone"}[label], text)
    await person.submit()
    return in_form(person)


async def test_everybody_reads_when_digests_come_and_only_the_ospo_has_buttons(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    words = await listed(dana)
    assert "*Maturity digest* to #oss-digest, every Monday at 09:00 (Europe/Berlin)" in words
    assert "Last: none yet" in words
    assert "Pause" not in words
    assert "The OSPO changes when digests come" in words
    assert "Pause" in await listed(omar)


async def test_the_ospo_lets_a_digest_rest_and_go_on(house: Running) -> None:
    omar = house.person("omar")
    await listed(omar)
    words = await clicked(omar, "Pause")
    assert "Paused" in words
    assert "Next:" not in words
    assert "Changed here in Slack" in words
    words = await clicked(omar, "Resume")
    assert "Next:" in words
    assert "Changed here in Slack" not in words, "it is as the files plan it again"


async def test_the_ospo_changes_when_a_digest_comes_and_can_take_it_back(house: Running) -> None:
    omar = house.person("omar")
    words = await changed(omar, channel="C0OSPO", when="first fri 16:00", zone="America/New_York")
    assert "#ospo-team, on the first Friday of each month at 16:00 (America/New_York)" in words
    words = await listed(omar)
    assert "the files plan it for #oss-digest, every Monday at 09:00 (Europe/Berlin)" in words
    assert "every Monday at 09:00" in await clicked(omar, "As in the files")
    assert "Changed here" not in answered(omar, HERE)


async def test_the_ospo_plans_another_digest_for_another_channel_and_zone_and_removes_it(house: Running) -> None:
    omar = house.person("omar")
    await listed(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Plan another…")
    assert "Europe/Berlin" in str(form(omar).blocks)
    await omar.choose("Which digest", "Executive digest")
    await omar.choose("Channel", "C0GENERAL")
    await omar.type("When", "monthly 1 09:00")
    await omar.type("Time zone", "Asia/Kolkata")
    await omar.submit()
    assert "The bot is not in this channel" in str(form(omar).errors)
    await omar.choose("Channel", "C0OSPO")
    await omar.submit()
    assert "#ospo-team, on day 1 of each month at 09:00 (Asia/Kolkata)" in in_form(omar)
    words = await listed(omar)
    assert "*Executive digest* to #ospo-team" in words
    assert "Planned here in Slack." in words
    house.time.move(days=7)
    assert await house.office.digests.send_due(house.office.workspace) == 1
    assert await house.office.digests.send_due(house.office.workspace) == 0
    await sent(house)
    assert len([one for one in omar.messages("C0OSPO") if not one.is_reply]) == 1
    await omar.click(omar.ephemerals(HERE)[-1], "Remove")
    assert "Executive digest" not in answered(omar, HERE)
    for channel in ("C0OSPO", "C0DIGEST", "C0OSPO", "C0OSPO"):
        await omar.click(omar.ephemerals(HERE)[-1], "Plan another…")
        await omar.choose("Channel", channel)
        await omar.submit()
        await omar.close()
    assert "Page 1 of 2." in await listed(omar)
    assert "Page 2 of 2." in await clicked(omar, "Later")
    assert "Page 2 of 2." in await clicked(omar, "Pause"), "who changes one stays where it stands"
    assert "Page 1 of 2." in await clicked(omar, "Earlier")


async def test_what_never_comes_no_zone_and_a_channel_that_is_closed_are_refused_with_why(house: Running) -> None:
    omar, channels = house.person("omar"), house.practice.workspace.channels
    await changed(omar, when="monthly 31 09:00", zone="Berlin")
    errors = str(form(omar).errors)
    assert "It would not come in every month, as some have no day 31" in errors
    assert "There is no time zone “Berlin”. Did you mean Europe/Berlin?" in errors
    await omar.type("When", "mon 25:00")
    await omar.type("Time zone", "Europe/Berlin")
    await omar.submit()
    assert "There is no time 25:00: write one from 00:00 to 23:59." in str(form(omar).errors)
    await omar.type("When", "tue 09:00")
    channels["C0OSPO"].archived = True
    await omar.choose("Channel", "C0OSPO")
    await omar.submit()
    assert "This channel is archived." in str(form(omar).errors)
    await omar.choose("Channel", "C0DIGEST")
    await omar.submit()
    assert "every Tuesday at 09:00" in in_form(omar), "nothing that was typed got lost"


async def test_nobody_else_changes_a_digest_not_even_with_a_forged_click(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await listed(omar)
    [pause] = [
        element
        for block in omar.ephemerals(HERE)[-1].blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Pause"
    ]
    await listed(dana)
    dana.ephemerals(HERE)[-1].blocks.append({"type": "actions", "block_id": "forged", "elements": [pause]})
    await dana.click(dana.ephemerals(HERE)[-1], "Pause")
    assert "Only the OSPO can say that" in answered(dana, HERE)
    assert "Next:" in await listed(omar)


async def test_a_guest_of_the_workspace_reads_nothing_of_it(house: Running) -> None:
    assert "serves only members of its own workspace" in await listed(house.person("gus"))


async def test_an_office_without_a_digest_says_how_to_plan_one(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    dana, omar = house.person("dana"), house.person("omar")
    assert "No digest is planned. Name a channel for digests" in await listed(dana)
    assert "Plan one…" not in answered(dana, HERE)
    assert "Plan one…" in await listed(omar)
