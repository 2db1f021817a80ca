# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Guests of the workspace are served nowhere: no command, form, button or Home, even when a group lists them."""

from collections.abc import Awaitable, Callable

from tests.support.asking import REPOSITORY, TWO_PEOPLE, copied_code
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
