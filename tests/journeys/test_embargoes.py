# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An embargo: people let in by name, a day that a person has to confirm, and the way on into the open."""

import pytest

from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.any_kind import the_request
from tests.support.asking import lifted, vulnerability
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import everything_said, form, in_form, in_thread, sent, status
from workflows.errors import NotInCharge
from workflows.people import Person as Somebody

SECURITY, REPOSITORY = "C0SECURITY", "https://github.com/example/PLANTED-PROJECT"
DAY = 24 * 3600
NOT_PUBLIC = "Fixes a vulnerability that is not public yet"


def in_room(house: Running) -> list[Message]:
    return house.person("sam").messages(SECURITY)


async def embargoed(house: Running) -> Person:
    """An embargoed request of dana, and sam of security."""
    await vulnerability(house, "dana", REPOSITORY)
    await sent(house)
    return house.person("sam")


async def days_pass(house: Running, days: int) -> None:
    house.time.move(seconds=days * DAY)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.embargoes.remind()
    await sent(house)


async def test_who_is_let_in_by_name_reads_it_until_they_are_taken_out(house: Running) -> None:
    sam = await embargoed(house)
    mika = house.person("mika")
    await sam.click(in_room(house)[0], "Embargo…")
    await sam.choose("Who takes part?", ["U0MIKA"])
    await sam.submit()
    assert sam.modal is None, in_form(sam)
    await sent(house)
    assert "You may read OSPO-1 now" in mika.direct_messages()[-1].text
    await mika.click(mika.direct_messages()[-1], "Details")
    assert REPOSITORY in in_form(mika)
    for name in ("priya", "omar", "lena"):
        assert "no request OSPO-1 that you can see" in await status(house.person(name), "OSPO-1")
    house.practice.workspace.modals.clear("U0MIKA")
    await sam.click(in_room(house)[0], "Embargo…")
    await sam.choose("Who takes part?", [])
    await sam.submit()
    await sent(house)
    assert "no request OSPO-1 that you can see" in await status(mika, "OSPO-1")
    assert "PLANTED" not in everything_said(house, but=(SECURITY, "D0DANA"))


async def test_security_is_asked_and_nothing_is_lifted_by_itself(house: Running) -> None:
    sam = await embargoed(house)
    await days_pass(house, 5)
    assert len(in_room(house)) == 1
    await days_pass(house, 1)
    asked = in_room(house)[-1]
    assert "Is the embargo of OSPO-1 to be lifted?" in asked.text
    await house.office.embargoes.remind()
    await sent(house)
    assert len(in_room(house)) == 2, "once a day"
    await sam.click(asked, "Not yet…")
    await sam.choose("Ask again on", (await the_request(house.office)).submitted_at.date().isoformat())
    await sam.type("Why not yet?", "The release is late")
    await sam.submit()
    assert "choose a day after today" in in_form(sam)
    await sam.choose("Ask again on", "2026-12-05")
    await sam.submit()
    assert sam.modal is None
    await days_pass(house, 60)
    request = await the_request(house.office)
    assert request.embargo is not None
    assert not request.embargo.lifted
    assert len(in_room(house)) == 3


async def test_once_lifted_the_requester_goes_on_in_the_open_and_nothing_typed_before_is_shown(house: Running) -> None:
    sam = await embargoed(house)
    dana = house.person("dana")
    await sam.click(in_room(house)[0], "Approve")
    await days_pass(house, 7)
    await sam.click(in_room(house)[-1], "Lift now")
    await sent(house)
    told = dana.direct_messages()[-1]
    assert "The embargo of OSPO-1 is over" in told.text
    await dana.click(told, "Continue in the open…")
    assert REPOSITORY in str(form(dana).state), "what she said is in her own form"
    assert "What do you want to contribute?" in in_form(dana), "the form is an ordinary one"
    assert "PLANTED" not in everything_said(house, but=(SECURITY, "D0DANA"))
    await days_pass(house, 30)
    assert "Is the embargo" not in in_room(house)[-1].text


async def test_nobody_else_steers_it(house: Running) -> None:
    await embargoed(house)
    embargoes, workspace = house.office.embargoes, house.office.workspace
    dana = Somebody(workspace, "U0DANA")
    with pytest.raises(NotInCharge):
        await embargoes.lift(1, by=dana)
    priya = house.person("priya")
    await priya.click(in_room(house)[0], "Embargo…", unseen=True)
    assert priya.modal is None
    request = await the_request(house.office)
    assert request.embargo is not None
    assert request.embargo.participants == ()


async def test_in_the_open_nothing_is_left_of_the_embargo_and_the_next_one_lets_nobody_in(house: Running) -> None:
    sam, dana, mika = (house.person(name) for name in ("sam", "dana", "mika"))
    await contribute(dana, "", REPOSITORY, change="Security fix (already public)", risks=[NOT_PUBLIC])
    await sent(house)
    await sam.click(in_room(house)[0], "Embargo…")
    await sam.choose("Who takes part?", ["U0MIKA"])
    await sam.submit()
    await sam.click(in_room(house)[0], "Approve")
    house.time.move(minutes=5)
    await sent(house)
    await sam.click(in_room(house)[0], "Reopen…")
    await sam.type("Why is it opened again?", "PLANTED-WHY")
    await sam.submit()
    await sent(house)
    priya = house.person("priya")
    await edited(dana, ["None of these"], "It stays so until the embargo is lifted")
    await sent(house)
    assert "no request OSPO-1 that you can see" in await status(priya, "OSPO-1")
    assert "overflow" not in everything_said(house, but=(SECURITY, "D0DANA"))
    await lifted(house)
    await edited(dana, ["None of these"])
    await sent(house)
    assert "review by *security*" in in_thread(house)
    await priya.click(house.card(1), "Details")
    assert "@mika" not in in_form(priya)
    assert "PLANTED-WHY" not in everything_said(house, but=(SECURITY, "D0DANA"))
    await edited(dana, [NOT_PUBLIC])
    await sent(house)
    assert "no request OSPO-1 that you can see" in await status(mika, "OSPO-1")
    request = await the_request(house.office)
    assert request.embargo is not None
    assert not request.embargo.lifted
    assert (await house.office.database.verify()).problems == []


async def edited(dana: Person, risks: list[str], told: str = "") -> None:
    """Let the requester say whether it is public; the form tells them something then."""
    await dana.click(dana.direct_messages()[0], "Edit")
    await dana.choose("Does any of this apply?", risks)
    if risks == ["None of these"]:
        await dana.type("What do you want to contribute?", "Fix the overflow")
        await dana.type("What does it do, and for whom?", "It checks a length.")
    assert told in in_form(dana)
    await dana.submit()
    assert dana.modal is None, in_form(dana)
