# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What stays private while Slack does not tell who is in the group that it is private to."""

from tests.support.asking import vulnerability
from tests.support.private_lane import in_room
from tests.support.running import Running
from tests.support.walking import broken, in_form, sent, status


async def silent(house: Running) -> None:
    """Slack tells nothing of user groups any more, and has not for too long."""
    broken(house, "usergroups.users.list", "error", times=1000)
    await status(house.person("dana"))  # by then what was asked before has its answer
    house.time.move(minutes=16)


async def test_a_vulnerability_is_not_taken_while_nobody_knows_who_is_in_security(house: Running) -> None:
    dana = house.person("dana")
    await silent(house)
    await vulnerability(house, "dana", submitted=False)
    assert "Nobody else of security can be reached" in in_form(dana)
    assert "You have no requests" in await status(dana)


async def test_a_private_request_is_shown_to_nobody_of_a_group_that_may_have_changed(house: Running) -> None:
    sam = house.person("sam")
    await vulnerability(house, "dana")
    await sent(house)
    await silent(house)
    assert "There is no request OSPO-1 that you can see" in await status(sam, "OSPO-1")
    await sam.click(in_room(house), "Approve")
    assert "In review" in await status(house.person("dana"), "OSPO-1")
    house.practice.faults.clear()
    await house.office.upkeep.refresh_groups(house.office.workspace)
    assert "OSPO-1" in await status(sam, "OSPO-1")
