# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Queues, places in them and the pace of groups, on both databases."""

from datetime import timedelta
from typing import Any

from storage.database import Database
from tests.support.records import AUTHOR, START, WORKSPACE, a_request, a_step, approved, stored
from workflows.people import Person
from workflows.queue import EVERYTHING, Wanted
from workflows.route import Route
from workflows.steps import Appealed
from workflows.turns import Decided, Pace, Place, Subject

LAWYER, BOSS = Person(WORKSPACE, "U0X"), Person(WORKSPACE, "U0BOSS")
LEGAL = Subject("legal", "contribution", "standard")


async def waiting(
    database: Database, *groups: str, by: Person = LAWYER, rows: int = 9, wanted: Wanted = EVERYTHING
) -> tuple[list[int], int]:
    async with database.reading() as tx:
        found, total = await tx.queues.waiting_for(by, groups, wanted, now=START, rows=rows)
    return [request.number for request in found], total


async def test_what_waits_for_me_is_found_by_group_and_by_name_and_paged(database: Database) -> None:
    await stored(database, a_request(1))
    await stored(database, a_request(2, steps=(a_step("export"),)))
    await stored(database, a_request(3, steps=(a_step("managers", person=BOSS),)))
    await stored(database, a_request(4, steps=(a_step("legal"), a_step("export"))))
    await stored(database, approved(a_request(5)))
    assert await waiting(database, "legal") == ([1, 4], 2)
    assert await waiting(database, "legal", "export") == ([1, 2, 4], 3)
    assert await waiting(database, "lega", "exp", "managers") == ([], 0)
    assert await waiting(database, by=BOSS) == ([3], 1)
    assert await waiting(database, "legal", "export", rows=1) == ([1], 3)
    assert await waiting(database, "legal", "export", rows=1, wanted=EVERYTHING.on(1)) == ([2], 3)
    assert await waiting(database, "legal", rows=2, wanted=EVERYTHING.on(7)) == ([], 2)


async def test_my_own_requests_never_wait_for_me_and_hide_nothing_that_does(database: Database) -> None:
    for number in range(1, 13):
        await stored(database, a_request(number))
    await stored(database, a_request(13, requester=Person(WORKSPACE, "U0OTHER")))
    assert await waiting(database, "legal", by=AUTHOR) == ([13], 1)
    assert (await waiting(database, "legal"))[1] == 13


async def test_what_was_appealed_waits_for_its_group_but_for_who_decided_before(database: Database) -> None:
    appealed = Appealed(group="legal", barred=(BOSS, LAWYER))
    again = a_step("legal", appealed=appealed)
    await stored(database, a_request(1, steps=(again,)))
    await stored(database, a_request(2, steps=(again, a_step("export"))))
    await stored(database, a_request(3, steps=(again, a_step("legal", name="legal.later"))))
    await stored(database, a_request(4))
    assert await waiting(database, "legal", by=Person(WORKSPACE, "U0ANOTHER")) == ([1, 2, 3, 4], 4)
    assert await waiting(database, "legal") == ([3, 4], 2)
    assert await waiting(database, "legal", by=BOSS) == ([3, 4], 2)
    assert await waiting(database, "legal", "export") == ([2, 3, 4], 3)
    assert await waiting(database, "legal", wanted=Wanted(mine=True)) == ([], 0)
    async with database.reading() as tx:
        assert await tx.turns.places(WORKSPACE, "legal", [1]) == {1: Place(1, 4)}, "it waits for the group"


async def test_a_queue_is_narrowed_by_kind_group_lane_what_is_late_and_what_is_mine(database: Database) -> None:
    late: Any = {"due_at": START - timedelta(hours=1)}
    later: Any = {"due_at": START - timedelta(days=1)}
    lane = a_request(1).route.model_copy(update={"lane": "careful"})
    await stored(database, a_request(1, kind="release", **late))
    await stored(database, a_request(2, steps=(a_step("export"),), **later))
    await stored(database, a_request(3, steps=(a_step("legal", taken_by=LAWYER),)))
    await stored(database, a_request(4, route=lane))
    await stored(database, a_request(5, steps=(a_step("managers", person=LAWYER),)))

    async def only(**wanted: Any) -> tuple[list[int], int]:
        return await waiting(database, "legal", "export", wanted=Wanted(**wanted))

    assert await only(kind="release") == ([1], 1)
    assert await only(group="export") == ([2], 1)
    assert await only(lane="careful") == ([4], 1)
    assert await only(overdue=True) == ([2, 1], 2), "the longest overdue first"
    assert await only(mine=True) == ([3, 5], 2)
    assert await only(kind="release", group="legal", lane="standard", overdue=True, mine=True) == ([], 0)


async def test_a_place_counts_what_everybody_may_see_and_a_confidential_one_its_own_kind(database: Database) -> None:
    route = a_request(1).route
    hidden = Route(lane="embargo", outcome="private", because=route.because)
    asked = route.model_copy(update={"room": "legal"})
    await stored(database, a_request(1))
    await stored(database, a_request(2, route=hidden))
    await stored(database, a_request(3, kind="question", route=asked))
    await stored(database, a_request(4, kind="question", route=asked))
    await stored(database, a_request(5))
    await stored(database, a_request(6, steps=(a_step("export"),)))
    async with database.reading() as tx:
        assert await tx.turns.places(WORKSPACE, "legal", [5, 1]) == {1: Place(1, 2), 5: Place(2, 2)}
        assert await tx.turns.places(WORKSPACE, "legal", [4], "question") == {4: Place(2, 2)}
        assert await tx.turns.places(WORKSPACE, "nobody", [1]) == {}


async def test_the_pace_of_a_group_is_the_median_of_what_was_decided_lately(database: Database) -> None:
    async with database.reading() as tx:
        assert await tx.turns.paces(WORKSPACE, [LEGAL], START) == {}
    minutes = [10, 500, 20, 40, 30]
    for number, took in enumerate(minutes, start=1):
        await remembered(database, number, LEGAL, took)
    await remembered(database, 6, Subject("legal", "release", "standard"), 9_000)
    await remembered(database, 7, LEGAL, 9_000, days_ago=91)
    since = START - timedelta(days=90)
    async with database.reading() as tx:
        assert await tx.turns.paces(WORKSPACE, [LEGAL], since) == {LEGAL: Pace(30, 5)}
    await remembered(database, 8, LEGAL, 32)
    async with database.reading() as tx:
        assert await tx.turns.paces(WORKSPACE, [LEGAL], since) == {LEGAL: Pace(31, 6)}


async def test_a_step_that_is_decided_again_is_remembered_once(database: Database) -> None:
    request = await remembered(database, 1, LEGAL, 10)
    async with database.transaction() as tx:
        await tx.turns.decided(request, [Decided("legal", LEGAL, 70, START)])
    async with database.reading() as tx:
        assert await tx.turns.paces(WORKSPACE, [LEGAL], START - timedelta(days=1)) == {LEGAL: Pace(70, 1)}


async def remembered(database: Database, number: int, subject: Subject, minutes: int, *, days_ago: int = 0) -> Any:
    """A stored request of which a step took so many minutes."""
    request = await stored(database, a_request(number))
    async with database.transaction() as tx:
        await tx.turns.decided(request, [Decided("legal", subject, minutes, START - timedelta(days=days_ago))])
    return request
