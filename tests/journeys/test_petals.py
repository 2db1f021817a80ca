# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals in Slack: who to talk to about what, and the flower with a table for who asks for it."""

from tests.support.maturity import about
from tests.support.running import Running
from tests.support.walking import in_form, reads, sent


async def test_the_petals_say_who_to_talk_to_and_the_flower_comes_as_a_picture_with_a_table(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await omar.command("/ospo", "petals")
    await omar.open_row("Individual contributors")
    await omar.press("Change…")
    await omar.choose("Channel", "C0GENERAL")
    await omar.choose("Owner", "U0OMAR")
    await omar.submit()
    await dana.command("/ospo", "petals")
    words = in_form(dana)
    assert "Talk to @omar in #general" in words
    assert "*Legal*: Lawyers" in words
    assert "Nobody is named yet: ask the OSPO" in words
    await dana.press("Send me the flower")
    await sent(house)
    told = about(dana, "", "The flower")
    kinds = [block["type"] for block in told.blocks]
    assert {"image", "table"} <= set(kinds), kinds
    assert "Individual contributors" in reads(dana)
    await dana.click(told, "Open the petals")
    assert "Talk to @omar" in in_form(dana)
