# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Answers about licenses that are shown to others: once, with who showed them, and not where outsiders read along."""

from tests.support.license_answers import CHANNEL, asks
from tests.support.running import Running
from tests.support.walking import answered, broken, buttons, in_form


async def test_an_answer_is_shared_once_and_says_who_shared_it(house: Running) -> None:
    dana, read = await asks(house, "MIT saas")
    assert "Shared" not in read
    shown = dana.ephemerals(CHANNEL)[-1]
    await dana.click(shown, "Share here")
    [shared] = house.person("omar").messages(CHANNEL)
    assert "Shared by @dana" in house.person("omar").sees(shared)
    assert "Policy allows" in house.person("omar").sees(shared)
    assert buttons(dana.ephemerals(CHANNEL)[-1]) == {"Ask legal", "Change"}


async def test_an_answer_is_not_shared_where_another_company_reads_along(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    house.practice.workspace.channels[CHANNEL].shared = True
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "Another company reads this channel too" in answered(dana, CHANNEL)
    house.practice.workspace.channels[CHANNEL].shared = False
    await dana.click(shown, "Share here")
    assert len(house.person("omar").messages(CHANNEL)) == 1, "what was refused was not counted as shared"


async def test_an_answer_is_not_shared_where_nobody_knows_who_reads_along(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    broken(house, "conversations.info", "error", error="channel_not_found")
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "It is not known whether another company reads along here" in answered(dana, CHANNEL)


async def test_two_clicks_at_once_share_one_answer(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    broken(house, "delivery:interactions", "duplicate")
    await dana.click(shown, "Share here")
    assert len(house.person("omar").messages(CHANNEL)) == 1


async def test_an_answer_that_slack_does_not_take_for_the_channel_is_explained(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    house.practice.workspace.channels[CHANNEL].archived = True
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "Slack did not take this answer" in answered(dana, CHANNEL)


async def test_the_answer_in_the_form_says_how_to_share_it(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license contribute", channel=CHANNEL)
    await dana.type("License", "MIT")
    await dana.submit()
    assert "To share an answer in a channel" in in_form(dana)
