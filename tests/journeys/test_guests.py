# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Guests of the workspace are served nowhere: no command, form, button or Home, even when a group lists them.

Where the group says so, a guest whom it lists by id reviews for it, such as external counsel, and does nothing else.
"""

from collections.abc import Awaitable, Callable

from tests.support.asking import REPOSITORY, TWO_PEOPLE, copied_code, feature
from tests.support.filling import fill
from tests.support.running import Running
from tests.support.walking import REQUESTS, asks, broken, in_form, said_in_thread, sent, status

NewHouse = Callable[..., Awaitable[Running]]
WITH_A_GUEST = TWO_PEOPLE.replace('["U0LENA"]', '["U0LENA", "U0GUS"]')
REFUSED = "serves only members of its own workspace"


async def test_a_guest_decides_nothing_and_sees_no_details(house_with: NewHouse) -> None:
    house = await house_with(WITH_A_GUEST)
    house.practice.workspace.channels[REQUESTS].members.add("U0GUS")
    await copied_code(house)
    await sent(house)
    gus = house.person("gus")
    for button in ("Approve", "Decline", "Details and history"):
        await gus.click(asks(house, "legal"), button)
        assert gus.modal is None
        assert REFUSED in said_in_thread(house, "gus")
    assert "In review" in await status(house.person("dana"), "OSPO-1")


async def test_external_counsel_reviews_for_the_group_that_lists_them_and_does_nothing_else(
    house_with: NewHouse,
) -> None:
    house = await house_with(WITH_A_GUEST.replace('"U0GUS"]', '"U0GUS"]\nallow_guests = true'))
    house.practice.workspace.channels[REQUESTS].members.add("U0GUS")
    await copied_code(house)
    await sent(house)
    gus = house.person("gus")
    await gus.click(asks(house, "the OSPO"), "Approve")
    assert "Only the OSPO can decide this step" in said_in_thread(house, "gus")
    assert REFUSED in await status(gus)
    assert REFUSED in await status(gus, "OSPO-1")
    await gus.click(asks(house, "legal"), "Details and history")
    assert "OSPO-1" in in_form(gus)
    assert "evidence" not in in_form(gus).lower()
    await gus.close()
    await gus.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Approved by @gus" in house.person("lena").sees(asks(house, "legal"))


async def test_a_guest_of_a_group_learns_nothing_of_what_it_is_not_asked(house_with: NewHouse) -> None:
    house = await house_with(WITH_A_GUEST.replace('"U0GUS"]', '"U0GUS"]\nallow_guests = true'))
    house.practice.workspace.channels[REQUESTS].members.add("U0GUS")
    await feature(house, "sam")
    await sent(house)
    gus = house.person("gus")
    for button in ("Approve", "Details and history"):
        await gus.click(asks(house, "the OSPO"), button)
        assert gus.modal is None
        assert "There is no request OSPO-1 that you can see" in said_in_thread(house, "gus")


async def test_a_guest_in_a_user_group_decides_nothing(house_with: NewHouse) -> None:
    settings = TWO_PEOPLE.replace('members = ["U0LENA"]', 'members = ["U0LENA"]\nusergroup = "S0SECURITY"')
    house = await house_with(settings + "allow_guests = true\n")
    house.practice.workspace.channels[REQUESTS].members.add("U0GUS")
    house.practice.set_group("S0SECURITY", ["U0GUS", "U0SAM"])
    await house.practice.settled()
    await copied_code(house)
    await sent(house)
    await house.person("gus").click(asks(house, "legal"), "Approve")
    assert REFUSED in said_in_thread(house, "gus")


async def test_a_guest_asks_for_no_list(house: Running) -> None:
    gus = house.person("gus")
    assert REFUSED in await status(gus)
    assert REFUSED in await status(gus, "OSPO-1")
    await gus.command("/ospo", "queue", channel="C0GENERAL")
    assert REFUSED in gus.sees(gus.ephemerals("C0GENERAL")[-1])


async def test_a_form_that_was_opened_before_somebody_became_a_guest_is_not_taken(house: Running) -> None:
    dana, user = house.person("dana"), house.practice.workspace.users["U0DANA"]
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    user.guest = True
    house.time.move(hours=25)
    await dana.submit()
    assert REFUSED in in_form(dana)
    user.guest = False
    house.time.move(hours=25)
    assert "You have no requests" in await status(dana)


async def test_without_a_word_of_slack_a_member_works_on(house: Running) -> None:
    broken(house, "users.info", "error", times=1000, error="missing_scope")
    await copied_code(house)
    await sent(house)
    await house.person("lena").click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "approved for legal" in asks(house, "legal").text
