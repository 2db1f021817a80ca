# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A reviewer who wants it gets a list of the day: once, on working days, while somebody waits for them."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.practice.person import Person
from storage.people import Profile
from tests.support.asking import feature
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import answered, asks, form, in_form, sent
from workflows.people import Person as Member


async def wants(person: Person, at: str | None) -> None:
    """Choose the time of the list in the settings, and save them."""
    await person.command("/ospo", "settings")
    await person.choose("List of the day: send me what waits for me at", at)
    await person.submit()


async def at(house: Running, when: datetime) -> list[str]:
    """Move on to an instant, let two replicas tick and the office send; gives the lists that Omar has by then."""
    house.time.move(seconds=when.timestamp() - house.time.epoch())
    await asyncio.gather(house.office.daily.tick(), house.office.daily.tick())
    await sent(house)
    omar = house.person("omar")
    return [omar.sees(one) for one in omar.direct_messages() if one.text.startswith("Your list for")]


def berlin(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    """An hour of Berlin's winter."""
    return datetime(year, month, day, hour - 1, minute, tzinfo=UTC)


async def test_a_list_comes_once_a_working_day_and_only_to_who_wants_it(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await wants(omar, "08:30")
    assert await at(house, berlin(11, 25, 8, 30)) == [], "an empty day has no list"
    for number in range(1, 8):
        await contribute(dana, f"Fix {number}", agreement="Not sure")
    assert await at(house, berlin(11, 26, 8, 29)) == []
    [first] = await at(house, berlin(11, 26, 8, 30))
    assert "Your list for Thursday, 26 November" in first
    assert "7 wait without haste" in first
    assert "Fix 5" in first
    assert "Fix 6" not in first
    assert "2 more wait for you." in first
    assert len(await at(house, berlin(11, 26, 9))) == 1, "once a day"
    assert len(await at(house, berlin(11, 29, 8, 30))) == 1, "the Friday was missed, and is not caught up on a Sunday"
    _, second = await at(house, berlin(11, 30, 11))
    assert "overdue since 2026-11-30 08:00 UTC" in second, "a missed one is caught up while the office works"
    friday, monday = datetime(2027, 10, 29, 6, 30, tzinfo=UTC), datetime(2027, 11, 1, 7, 30, tzinfo=UTC)
    assert len(await at(house, friday)) == 3
    assert len(await at(house, monday - timedelta(minutes=1))) == 3, "the clocks were put back in that night"
    assert len(await at(house, monday)) == 4


async def test_a_list_says_what_is_overdue_and_due_and_can_be_acted_on(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await wants(omar, "08:30")
    await contribute(dana, "Fix one", agreement="Not sure")
    [today] = await at(house, berlin(11, 27, 8, 30))
    assert "1 due today" in today, "three business days after it was asked"
    message = next(one for one in omar.direct_messages() if one.text.startswith("Your list"))
    await omar.click(message, "Open")
    assert "Fix one" in answered(omar)
    await omar.click(asks(house, "the OSPO"), "Approve")
    assert len(await at(house, berlin(11, 30, 8, 30))) == 1, "nothing waits any more"


async def test_nobody_gets_a_list_while_away_or_once_they_want_none(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana, "Fix one", agreement="Not sure")
    await wants(omar, "08:30")
    await omar.command("/ospo", "away until 2026-11-26")
    assert await at(house, berlin(11, 25, 8, 30)) == []
    assert len(await at(house, berlin(11, 26, 8, 30))) == 1
    await wants(omar, None)
    assert len(await at(house, berlin(11, 27, 8, 30))) == 1


async def test_who_has_left_gets_no_list_of_what_still_names_them(house: Running) -> None:
    mika = house.person("mika")
    await wants(mika, "08:30")
    await feature(house, "dana")
    await at(house, berlin(11, 25, 8, 30))
    assert [one.text for one in mika.direct_messages() if one.text.startswith("Your list")] != []
    async with house.office.database.transaction() as tx:
        gone = Profile(is_bot=False, is_guest=False, is_outside=True, timezone="", refreshed_at=house.time.now())
        await tx.people.put(Member(house.office.workspace, mika.user.id), gone)
    await at(house, berlin(11, 26, 8, 20))
    await at(house, berlin(11, 26, 8, 30))
    assert len([one for one in mika.direct_messages() if one.text.startswith("Your list")]) == 1


async def test_the_settings_show_the_list_before_anybody_gets_it(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await omar.command("/ospo", "settings")
    await omar.click(form(omar), "Show me that list now")
    assert "Nothing waits for you, so no list would be sent now." in in_form(omar)
    await omar.close()
    await contribute(dana, "Fix one", agreement="Not sure")
    await omar.command("/ospo", "settings")
    await omar.click(form(omar), "Show me that list now")
    assert "Fix one" in in_form(omar)
    assert [one for one in omar.direct_messages() if one.text.startswith("Your list")] == []
