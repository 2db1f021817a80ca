# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Rights as they are when somebody acts: taken from the file at once, from a user group within five minutes."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.services.decisions import DecisionService
from bot.services.reviewers import Chosen
from bot.ticking import ticks
from tests.support.asking import TWO_PEOPLE, copied_code
from tests.support.running import Running, service_of
from tests.support.walking import REQUESTS, asks, said_in_thread, sent, status
from workflows.errors import NotAReviewer
from workflows.people import Person

NewHouse = Callable[..., Awaitable[Running]]
IN_THE_FILE = TWO_PEOPLE.replace('["U0LENA"]', '["U0LENA", "U0TOMAS"]')
IN_A_USER_GROUP = TWO_PEOPLE + 'usergroup = "S0SECURITY"\n'
REFUSED = "Only legal can decide this step, and you are not among them"


async def asked(house: Running) -> None:
    """A request that legal is asked about."""
    house.practice.workspace.channels[REQUESTS].members.add("U0SAM")
    await copied_code(house)
    await sent(house)


def decisions(house: Running) -> DecisionService:
    """What the buttons of decided steps call."""
    found = service_of(house.office, "decisions")
    assert isinstance(found, DecisionService)
    return found


async def still_open(house: Running) -> None:
    """Nobody decided anything."""
    assert "In review" in await status(house.person("dana"), "OSPO-1")


async def test_who_is_taken_out_of_the_file_decides_nothing_from_then_on(house_with: NewHouse, tmp_path: Path) -> None:
    house = await house_with(IN_THE_FILE)
    await asked(house)
    (tmp_path / "organization" / "organization.toml").write_text(TWO_PEOPLE)
    await house.office.upkeep.reread_policy()
    await house.person("tomas").click(asks(house, "legal"), "Approve")
    assert REFUSED in said_in_thread(house, "tomas")
    await still_open(house)


async def test_who_leaves_a_user_group_decides_nothing_once_slack_has_told(house_with: NewHouse) -> None:
    house = await house_with(IN_A_USER_GROUP)
    house.practice.set_group("S0SECURITY", ["U0SAM", "U0TOMAS"])
    await house.practice.settled()
    await asked(house)
    house.practice.set_group("S0SECURITY", ["U0TOMAS"])
    await house.practice.settled()
    await house.person("sam").click(asks(house, "legal"), "Approve")
    assert REFUSED in said_in_thread(house, "sam")
    await still_open(house)


async def test_who_may_have_left_the_ospo_neither_assigns_nor_reopens_nor_reads_what_is_for_it(
    house_with: NewHouse,
) -> None:
    house = await house_with(
        TWO_PEOPLE.replace('members = ["U0OMAR"]', 'members = ["U0OMAR"]\nusergroup = "S0SECURITY"')
    )
    house.practice.set_group("S0SECURITY", ["U0SAM"])
    await house.practice.settled()
    await asked(house)
    sam, chosen = Person(house.office.workspace, "U0SAM"), Chosen(1, "legal", 1)
    assert (await house.office.reviews.assignable(chosen, sam)).number == 1
    assert "ospo" in (await house.office.reviews.record_of(1, sam)).groups
    house.time.move(minutes=20)  # and Slack tells nothing of the group
    for forbidden in (house.office.reviews.assignable(chosen, sam), decisions(house).reopenable(chosen, sam)):
        with pytest.raises(NotAReviewer):
            await forbidden
    assert (await house.office.reviews.record_of(1, sam)).groups == frozenset()


async def test_an_event_that_is_lost_is_made_up_for_within_five_minutes(
    house_with: NewHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await house_with(IN_A_USER_GROUP)
    house.practice.set_group("S0SECURITY", ["U0SAM", "U0TOMAS"])
    await house.practice.settled()
    await asked(house)
    monkeypatch.setattr(house.practice.events, "subscribed", frozenset())  # no event comes
    house.practice.set_group("S0SECURITY", ["U0TOMAS"])
    clock = ticks(house.office)
    [job] = [one for one in clock._scheduler.get_jobs() if one.name == "groups"]
    assert job.trigger.interval.total_seconds() <= 300
    await job.func()
    await house.person("sam").click(asks(house, "legal"), "Approve")
    assert REFUSED in said_in_thread(house, "sam")
    await still_open(house)


async def test_whose_account_was_deactivated_decides_nothing(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    lena = house.person("lena")
    await lena.click(asks(house, "legal"), "Decline")  # known as a member by now
    await lena.choose("Reason", "Rights in the code are not clear")
    await lena.close()
    house.practice.deactivate("U0LENA")
    await house.practice.settled()
    await lena.click(asks(house, "legal"), "Approve")
    assert "serves only members of its own workspace" in said_in_thread(house, "lena")
    await still_open(house)


async def test_without_the_event_a_deactivated_account_decides_nothing_after_a_day(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    house.practice.workspace.users["U0LENA"].deleted = True
    house.time.move(hours=25)
    await house.person("lena").click(asks(house, "legal"), "Approve")
    assert "serves only members of its own workspace" in said_in_thread(house, "lena")
