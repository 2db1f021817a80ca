# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Home follows what others do while it is open, stays as its person narrowed it, and shows each what is theirs."""

from bot.practice.person import Person
from storage.people import Profile
from tests.support.filling import contribute
from tests.support.running import Running, service_of
from tests.support.walking import asks, broken, in_form, reads, sent, visited
from workflows.people import Person as Member


async def follows(house: Running) -> int:
    """Let delivery and a worker's ticks go on for a while; gives how many Homes were published."""
    await sent(house)
    house.time.move(seconds=6)
    return await house.office.homes.refresh()


def home(person: Person) -> str:
    """What somebody reads in the Home that they have open."""
    assert person.home is not None, "Home was not published"
    return person.sees(person.home)


async def test_home_follows_what_somebody_else_decides(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await visited(dana)
    await visited(omar)
    await contribute(dana, "Fix one", agreement="Not sure")
    assert await follows(house) == 2
    assert "Fix one" in home(omar)
    assert "Fix one" in home(dana)
    await omar.click(asks(house, "the OSPO"), "Approve")
    assert await follows(house) == 2
    assert "Fix one" not in home(omar)
    assert "turn of legal" in home(dana)
    await house.office.attendance.look(house.office.workspace)
    assert await follows(house) == 0, "nothing has changed"
    async with house.office.database.transaction() as tx:
        gone = Profile(is_bot=False, is_guest=False, is_outside=True, timezone="", refreshed_at=house.time.now())
        await tx.people.put(Member(house.office.workspace, "U0OMAR"), gone)
    await house.office.attendance.look(house.office.workspace)
    assert await follows(house) == 1, "who is in no group any more sees nothing of it within a minute"
    assert "Fix one" not in home(omar)


async def test_a_narrowed_home_stays_narrowed_and_many_changes_are_one_publication(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana, "Fix one", agreement="Not sure")
    await visited(omar)
    assert omar.home is not None
    await omar.choose("queue:narrow:show", "Overdue", at=omar.home)
    assert "Nothing of that waits for you." in home(omar)
    for number in range(2, 5):
        await contribute(dana, f"Fix {number}", agreement="Not sure")
    assert await follows(house) == 1
    assert "Nothing of that waits for you." in home(omar)
    assert "4 · 0 overdue" in home(omar)
    house.time.move(days=9)
    await contribute(dana, "Fix five", agreement="Not sure")
    assert await follows(house) == 1
    assert "Of that, waiting for you (4)" in home(omar)


async def test_a_home_that_cannot_be_published_comes_later_or_with_the_next_visit(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await visited(omar)
    await visited(dana)
    broken(house, "views.publish", "rate_limited", seconds=10)
    await contribute(dana, "Fix one", agreement="Not sure")
    assert await follows(house) == 0
    assert await house.office.homes.refresh() == 0, "Slack asked for patience"
    house.time.move(seconds=11)
    assert await house.office.homes.refresh() == 2, "the one that was refused, and the one that waited with it"
    assert "Fix one" in home(omar)
    broken(house, "views.publish", "error", error="user_not_found")
    await contribute(dana, "Fix two", agreement="Not sure")
    assert await follows(house) == 1, "the other one"
    house.time.move(minutes=5)
    assert await house.office.homes.refresh() == 0, "somebody who is gone has no Home"
    assert "Fix two" in omar.sees(await visited(omar))


async def test_what_somebody_else_published_meanwhile_is_not_replaced_by_something_older(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await visited(omar)
    broken(house, "views.publish", "lost_answer")
    await contribute(dana, "Fix one", agreement="Not sure")
    assert await follows(house) == 0, "nobody knows whether it arrived, so that its hash is another now"
    for _ in range(3):
        house.time.move(seconds=10)
        await house.office.homes.refresh()
    await contribute(dana, "Fix two", agreement="Not sure")
    assert await follows(house) == 1
    assert "Fix two" in home(omar)


async def test_nobody_sees_in_home_what_they_may_not_see_any_more(house: Running) -> None:
    dana, omar, members = house.person("dana"), house.person("omar"), service_of(house.office, "members")
    await contribute(dana, "Fix one", agreement="Not sure")
    await visited(omar)
    assert "Fix one" in home(omar)
    house.practice.workspace.users["U0OMAR"].guest = True
    await members.changed(Member(house.office.workspace, "U0OMAR"))
    assert await follows(house) == 1, "what stood there goes away"
    assert "serves only members of its own workspace" in home(omar)
    assert "Fix" not in home(omar)
    await contribute(dana, "Fix three", agreement="Not sure")
    assert await follows(house) == 0, "it is closed, and stays so"


async def test_who_became_a_guest_since_finds_nothing_of_before_in_home(house: Running) -> None:
    omar = house.person("omar")
    await contribute(house.person("dana"), "Fix one", agreement="Not sure")
    await visited(omar)
    async with house.office.database.transaction() as tx:
        profile = Profile(is_bot=False, is_guest=True, is_outside=False, timezone="", refreshed_at=house.time.now())
        await tx.people.put(Member(house.office.workspace, "U0OMAR"), profile)
    house.time.move(minutes=6)
    assert "Fix" not in omar.sees(await visited(omar))
    assert "serves only members of its own workspace" in home(omar)
    assert omar.direct_messages() == [] or "serves only" not in omar.sees(omar.direct_messages()[-1]), "said once"


async def test_the_office_sees_its_program_and_nobody_else_does(house: Running) -> None:
    omar = house.person("omar")
    for name in ("dana", "eva", "lena"):
        assert "The program" not in house.person(name).sees(await visited(house.person(name)))
    shown = await visited(omar)
    assert "nobody has looked at any item yet." in omar.sees(shown)
    assert "Next best step:" in omar.sees(shown)
    assert "*Maturity digest:* next" in omar.sees(shown)
    await omar.click(shown, "Preview")
    assert "Open Source Office" in reads(omar)
    await omar.click(shown, "Change…")
    assert "mon 09:00" in in_form(omar)
    await omar.close()
    await house.office.digests.send_due(house.office.workspace)
    house.time.move(days=6)
    await house.office.digests.send_due(house.office.workspace)
    assert await follows(house) == 1, "the digest that was posted stands in Home"
    assert "*The newest digest:* How to begin: no request was made yet. Open Source Office." in home(omar)
    await omar.click(shown, "Open the board")
    assert "Next best step" in in_form(omar)
