# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The reading queue: the next read for the next item of the checklist, and what one has read is one's own."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tests.support.running import Running
from tests.support.walking import form, in_form
from workflows.reading.links import Look, Outcome

SAID = "I have read it"


async def looked(links: Iterable[str], now: datetime) -> Mapping[str, Look]:
    """A look at links, as the network might answer: one is gone, all others could not be looked at."""
    found = {one: Look(one, Outcome.UNKNOWN, "could not check: no connection", now) for one in links}
    gone = "https://opensource.porsche.com"
    return found | {gone: Look(gone, Outcome.BROKEN, "the server answers 404", now)}


async def test_the_next_read_follows_the_board_and_what_one_has_read_is_ones_own(house: Running) -> None:
    omar, lena, dana = house.person("omar"), house.person("lena"), house.person("dana")
    await omar.command("/ospo", "reading")
    assert "because it helps with the next item of the checklist" in in_form(omar)
    assert "Porsche Open Source" in in_form(omar), "the shortest about principles"
    assert "Nobody has looked yet" in in_form(omar)
    await omar.press(SAID)
    assert "You have read 1 of them" in in_form(omar)
    assert "Porsche" not in in_form(omar).partition("You have read")[0], "the next one stands in its place"
    await dana.command("/ospo", "reading")
    assert "because it is for your petal" in in_form(dana)
    assert "You have read" not in in_form(dana)
    await lena.command("/ospo", "reading")
    assert "SPDX License List" in in_form(lena)
    await omar.press("Not read")
    assert "You have read" not in in_form(omar)
    await dana.press("Suggest one…")
    await dana.type("Title", "How we do it")
    await dana.type("Who published it", "Us")
    await dana.type("Why read it", "It is short.")
    await dana.submit()
    assert form(dana).errors == {}
    async with house.office.database.reading() as tx:
        [entry] = await tx.registers.of(house.office.workspace, "reading")
    assert (entry.title, entry.state.value) == ("How we do it", "draft"), "the OSPO takes it, or not"


async def test_links_are_looked_at_once_a_month_and_an_outage_breaks_none(house: Running) -> None:
    omar, times = house.person("omar"), list[datetime]()

    async def looking(links: Iterable[str], now: datetime) -> Mapping[str, Look]:
        times.append(now)
        return await looked(links, now)

    for days in (0, 1, 30):
        house.time.move(days=days)
        await house.office.guidance.readings.tick(house.office.workspace, looking)
    [first, again] = times
    assert again - first == timedelta(days=31)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await omar.command("/ospo", "reading")
    assert "The link was broken" in in_form(omar)
    await omar.press(SAID)
    assert "could not be looked at" in in_form(omar)
