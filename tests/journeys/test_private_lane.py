# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An undisclosed vulnerability: known to the requester and to security, and a bare number to everybody else."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.practice.faults import Fault, FaultKind
from bot.services.delivery.undelivered import retry
from bot.services.reviewers import Chosen
from tests.support.asking import TWO_PEOPLE, vulnerability
from tests.support.filling import contribute
from tests.support.private_lane import SECURITY, in_room
from tests.support.running import Running
from tests.support.walking import (
    REQUESTS,
    answered,
    buttons,
    everything_said,
    in_form,
    reads,
    sent,
    status,
    visited,
)
from workflows.errors import UnknownRequest
from workflows.people import Person
from workflows.request import Verdict

NewHouse = Callable[..., Awaitable[Running]]
SECRETS = ("https://github.com/example/secret-project", "PLANTED-TITLE", "PLANTED-TEXT")
WITHOUT_ROOM = TWO_PEOPLE + '[groups.security]\nmembers = ["U0SAM", "U0EVA"]\n'


async def leaks(house: Running, caplog: pytest.LogCaptureFixture) -> list[str]:
    """The planted secrets that can be found outside of security's room and the requester's own place."""
    async with house.office.session.get(f"{house.address}/metrics") as figures:
        seen = everything_said(house, but=(SECURITY, "D0DANA")) + caplog.text + await figures.text()
    return [secret for secret in SECRETS if secret in seen]


async def test_only_security_and_the_requester_learn_of_it(house: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    dana, sam = house.person("dana"), house.person("sam")
    await vulnerability(house, "dana", SECRETS[0])
    await sent(house)
    assert dana.messages(REQUESTS) == []
    assert "OSPO-1" in sam.sees(in_room(house))
    for name in ("omar", "lena", "priya"):
        person = house.person(name)
        assert "There is no request OSPO-1 that you can see" in await status(person, "OSPO-1")
        await person.command("/ospo", "queue")
        assert "OSPO-1" not in answered(person)
        assert "OSPO-1" not in person.sees(await visited(person))
    await sam.click(in_room(house), "Approve")
    await sent(house)
    assert "OSPO-1 is approved" in dana.direct_messages()[-1].text
    assert await leaks(house, caplog) == []


async def test_security_asks_and_is_answered_without_anybody_else_reading(
    house: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    dana, sam = house.person("dana"), house.person("sam")
    await vulnerability(house, "dana", SECRETS[0])
    await sent(house)
    await sam.click(in_room(house), "Ask requester")
    await sam.type("Your question", "PLANTED-TEXT?")
    await sam.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "PLANTED-TITLE.")
    await dana.submit()
    await sent(house)
    [reply] = sam.thread(in_room(house))
    assert "PLANTED-TITLE." in sam.sees(reply)
    await sam.click(in_room(house), "Details and history")
    assert "PLANTED-TITLE." in in_form(sam)
    sam._workspace.modals.clear("U0SAM")  # what sam reads is sam's
    assert await leaks(house, caplog) == []


async def test_no_action_tells_a_private_number_from_one_that_is_not_there(house: Running) -> None:
    await vulnerability(house, "dana")
    priya, sam, omar = (Person(house.office.workspace, f"U0{name}") for name in ("PRIYA", "SAM", "OMAR"))
    requests, reviews = house.office.requests, house.office.reviews
    for number in (1, 7):
        chosen = Chosen(number, "security", 1)
        for attempt in (
            requests.revise(number, 1, {}, requester=priya),
            requests.answer(number, 1, "Me", requester=priya),
            requests.withdraw(number, requester=priya),
            requests.link(number, "https://github.com/example/parser/pull/1", requester=priya),
            requests.editable(number, priya),
            reviews.review(chosen, Verdict.APPROVE, reviewer=priya),
            reviews.ask(chosen, "Who?", reviewer=priya),
            reviews.take(chosen, reviewer=priya),
            reviews.assign(chosen, sam, by=priya),
            reviews.assign(chosen, omar, by=priya),
            reviews.allowed(chosen, priya),
        ):
            with pytest.raises(UnknownRequest, match=f"no request OSPO-{number} that you can see"):
                await attempt


async def test_the_form_says_so_before_anything_is_written_and_asks_for_no_text(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "contribute https://github.com/example/parser")
    await dana.choose("Does any of this apply?", ["Fixes a vulnerability that is not public yet"])
    assert "What do you want to contribute?" not in in_form(dana)
    assert "What does it do" not in in_form(dana)


async def test_without_a_security_group_it_is_refused_and_nothing_is_stored(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    dana = house.person("dana")
    await vulnerability(house, "dana", submitted=False)
    assert "Please talk to security directly" in in_form(dana)
    assert "You have no requests" in await status(dana)
    await sent(house)
    assert dana.direct_messages() == []
    await contribute(dana)
    assert "OSPO-1" in await status(dana), "not even a number was used"


async def test_without_a_room_each_of_security_is_asked_in_a_direct_message(house_with: NewHouse) -> None:
    house = await house_with(WITHOUT_ROOM)
    dana, sam, eva = house.person("dana"), house.person("sam"), house.person("eva")
    await vulnerability(house, "dana")
    await sent(house)
    await sam.click(sam.direct_messages()[0], "Approve")
    await sent(house)
    assert "is approved" in reads(dana)
    assert buttons(eva.direct_messages()[0]) == {"Reopen…", "Embargo…"}
    assert buttons(sam.direct_messages()[0]) == {"Reopen…", "Undo", "Embargo…"}, "who gave it may undo it"
    assert "Approved by @sam" in reads(eva)


@pytest.mark.parametrize("readers, fault", [("shared", "rate_limited"), ("private", "server_error")])
async def test_a_room_that_others_read_too_is_told_nothing_until_it_is_securitys_alone(
    house: Running, readers: str, fault: FaultKind
) -> None:
    room = house.practice.workspace.channels[SECURITY]
    house.practice.faults.add(Fault("conversations.info", fault))  # not to be told is no leave to post
    setattr(room, readers, readers == "shared")
    await vulnerability(house, "dana")
    await sent(house)
    assert house.person("sam").messages(SECURITY) == []
    told = "\n".join(house.person("omar").sees(one) for one in house.person("omar").messages("C0OSPO"))
    assert "what was to be told there is for one group alone" in told
    setattr(room, readers, readers == "private")
    assert await retry(house.office.database) > 0
    await sent(house)
    assert "Approve" in buttons(in_room(house))


async def test_who_left_security_at_night_is_told_nothing_in_the_morning(house_with: NewHouse, tmp_path: Path) -> None:
    house = await house_with(WITHOUT_ROOM)
    dana, sam, eva = house.person("dana"), house.person("sam"), house.person("eva")
    await eva.command("/ospo", "settings")
    await eva.choose("Quiet from", "00:00")
    await eva.choose("Quiet until", "12:00")
    await eva.submit()
    await vulnerability(house, "dana", SECRETS[0])
    for _ in range(20):
        await house.deliver()
        house.time.move(seconds=1)
    assert eva.direct_messages() == []
    (tmp_path / "organization" / "organization.toml").write_text(WITHOUT_ROOM.replace(', "U0EVA"', ""))
    await house.office.upkeep.reread_policy()
    house.time.move(hours=3)
    await sent(house)
    assert "A vulnerability that is not public yet" in reads(sam)
    assert "OSPO-1" not in reads(eva)
    assert "OSPO-1" in reads(dana)


async def test_without_a_room_the_answer_reaches_each_of_security_in_a_direct_message(house_with: NewHouse) -> None:
    house = await house_with(WITHOUT_ROOM)
    dana, sam, eva = house.person("dana"), house.person("sam"), house.person("eva")
    await vulnerability(house, "dana")
    await sent(house)
    await sam.click(sam.direct_messages()[0], "Ask requester")
    await sam.type("Your question", "Who found it?")
    await sam.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "PLANTED-TEXT did.")
    await dana.submit()
    await sent(house)
    assert "PLANTED-TEXT did." in reads(sam)
    assert "PLANTED-TEXT did." in reads(eva)
    assert "PLANTED-TEXT" not in everything_said(house, but=("D0DANA", "D0SAM", "D0EVA"))


async def test_an_overdue_private_request_is_told_in_securitys_room(house: Running) -> None:
    sam = house.person("sam")
    await vulnerability(house, "dana")
    await sent(house)
    house.time.move(days=8)
    await house.office.reminders.tick()
    await sent(house)
    [reply] = sam.thread(in_room(house))
    assert "OSPO-1 still needs a review by security" in sam.sees(reply).replace("*", "")
