# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Organizations of every size: one person a group, no channel, channels of groups, user groups that change."""

from collections.abc import Awaitable, Callable

from tests.support.asking import TWO_PEOPLE, copied_code
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import answered, asks, broken, in_form, in_thread, reads, said_in_thread, sent

NewHouse = Callable[..., Awaitable[Running]]
LAST_RESORT = TWO_PEOPLE + '[program]\nlast_resort = ["U0EVA"]\n'
USER_GROUP = LAST_RESORT.replace('members = ["U0LENA"]', 'usergroup = "S0LEGAL"')


async def test_two_people_are_enough_for_everything(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    await copied_code(house)
    await sent(house)
    await house.person("lena").click(asks(house, "legal"), "Approve")
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    assert "is approved" in reads(house.person("dana"))


async def test_the_one_person_of_the_ospo_asks_the_lawyer_for_their_own_request(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    omar, lena = house.person("omar"), house.person("lena")
    await contribute(omar)
    await sent(house)
    assert "Nobody else in OSPO can decide: legal decides." in in_thread(house)
    await omar.click(asks(house, "legal"), "Approve", unseen=True)
    assert "OSPO-1 is your own request" in said_in_thread(house, "omar")
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Approved by @lena" in reads(omar)


async def test_when_both_groups_are_the_requester_the_last_resort_decides(house_with: NewHouse) -> None:
    house = await house_with(LAST_RESORT.replace("U0OMAR", "U0LENA"))
    lena, eva = house.person("lena"), house.person("eva")
    await contribute(lena)
    await sent(house)
    await eva.click(asks(house, "the last resort"), "Approve")
    await sent(house)
    assert "Approved by @eva" in reads(lena)


async def test_when_nobody_is_left_the_form_says_which_group_and_keeps_what_was_typed(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE.replace("U0OMAR", "U0LENA"))
    lena = house.person("lena")
    await contribute(lena)
    assert "Nobody can decide for the OSPO at the moment" in in_form(lena)
    assert "Fix the parser" in str(lena.modal)
    await lena.command("/ospo", "status")
    assert "You have no requests" in answered(lena)


async def test_a_policy_that_two_people_cannot_meet_is_refused_before_anything_is_stored(house_with: NewHouse) -> None:
    house = await house_with('distinct = [["legal", "ospo"]]\n' + TWO_PEOPLE.replace("U0OMAR", "U0LENA"))
    dana = house.person("dana")
    await contribute(dana, license="AGPL-3.0-or-later")
    assert "The policy wants 2 different people to decide" in in_form(dana)
    assert "there is 1 besides you" in in_form(dana)
    await dana.command("/ospo", "status")
    assert "You have no requests" in answered(dana)


async def test_a_kind_may_have_a_channel_of_its_own(house_with: NewHouse) -> None:
    own = TWO_PEOPLE.replace("[groups.ospo]", '[channels.kinds]\ncontribution = "C0DIGEST"\n[groups.ospo]')
    house = await house_with(own)
    omar = house.person("omar")
    await contribute(house.person("dana"))
    await sent(house)
    assert omar.messages("C0REQUESTS") == []
    [card] = omar.messages("C0DIGEST")
    await omar.click(omar.thread(card)[0], "Approve")
    await sent(house)
    assert "Approved" in omar.sees(omar.messages("C0DIGEST")[0])


async def test_some_requests_may_have_a_channel_of_their_own(house_with: NewHouse) -> None:
    route = """
[[channels.route]]
channel = "C0DIGEST"
when = "answers.license == 'AGPL-3.0-or-later'"
"""
    house = await house_with(TWO_PEOPLE + route)
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana, "Fix the parser")
    await contribute(dana, "Fix the server", "https://github.com/example/server", license="AGPL-3.0-or-later")
    await sent(house)
    [usual], [special] = omar.messages("C0REQUESTS"), omar.messages("C0DIGEST")
    assert "Fix the parser" in omar.sees(usual)
    assert "Fix the server" in omar.sees(special)
    assert len(omar.thread(special)) == 2


async def test_a_new_member_of_a_user_group_may_decide_as_soon_as_slack_tells(house_with: NewHouse) -> None:
    house = await house_with(USER_GROUP)
    mika, lena = house.person("mika"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await mika.click(asks(house, "legal"), "Approve")
    assert "Only legal can decide this step" in said_in_thread(house, "mika")
    house.practice.set_group("S0LEGAL", ["U0MIKA"])
    await house.practice.settled()
    await lena.click(asks(house, "legal"), "Approve")
    assert "Only legal can decide this step" in said_in_thread(house, "lena")
    await mika.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Approved by @mika" in in_thread(house)


async def test_with_an_old_copy_of_a_user_group_nobody_decides_but_everybody_may_submit(house_with: NewHouse) -> None:
    house = await house_with(USER_GROUP)
    lena, dana = house.person("lena"), house.person("dana")
    await copied_code(house)
    await sent(house)
    house.time.move(minutes=16)
    broken(house, "usergroups.users.list", "server_error", times=1)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await lena.click(asks(house, "legal"), "Approve")
    assert "Slack has not told us within the last 15 minutes" in said_in_thread(house, "lena")
    await contribute(dana, "Another", "https://github.com/example/lexer")
    assert dana.modal is None
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)
    assert "Approved by @omar" in in_thread(house), "a listed group needs no copy"
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await lena.click(asks(house, "legal"), "Approve")
    await sent(house)
    assert "Approved by @lena" in in_thread(house)
