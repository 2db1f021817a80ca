# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures over small hand-made histories, on both databases, against a recomputation from the raw events."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.database import Database
from tests.support.office import contribution, organization
from tests.support.records import START, WHY, WORKSPACE, a_request, a_step, approved, stored
from workflows.counting import Counting, counting
from workflows.figures import PersonFigures, ProgramFigures, QueueFigures
from workflows.request import Request
from workflows.route import Route

WEEK = timedelta(days=7)


@pytest.fixture
def counted() -> Counting:
    """The shipped contribution kind alone, in an office without groups of its own."""
    return counting({"contribution": contribution()}, organization())


async def figures(database: Database, since: datetime, until: datetime, counted: Counting) -> ProgramFigures:
    async with database.reading() as tx:
        return await tx.figures.of(WORKSPACE, since, until, until, counted)


async def submitted(database: Database, number: int, at: datetime, **changes: Any) -> Request:
    return await stored(database, a_request(number, submitted_at=at, changed_at=at, **changes))


async def decided(database: Database, number: int, **changes: Any) -> None:
    await submitted(database, number, START, **changes)
    async with database.transaction() as tx:
        after = approved(await tx.requests.get(WORKSPACE, number))
        await tx.requests.save(after)
        await tx.events.append(after)


async def test_an_empty_office_has_figures_of_nothing(database: Database, counted: Counting) -> None:
    found = await figures(database, START - WEEK, START, counted)
    assert (found.arrivals, found.decisions, found.wall.of, found.queue.open) == (0, 0, 0, 0)
    assert found.fast_share.value is None
    assert len(found.trend) == 12
    assert found.queue == QueueFigures(at=START)


async def test_what_came_in_is_found_by_when_and_not_by_its_number(database: Database, counted: Counting) -> None:
    for number in range(1, 40):  # two processes whose clocks differ by some minutes, and numbers that were left out
        drift = timedelta(minutes=20 if number % 2 else 0)
        await submitted(database, number * 3, START + timedelta(hours=number * 12) - drift)
    for days in range(22):
        since = START + timedelta(days=days)
        for until in (since + timedelta(days=1), since + WEEK):
            expected = sum(
                since <= START + timedelta(hours=n * 12) - timedelta(minutes=20 if n % 2 else 0) < until
                for n in range(1, 40)
            )
            assert (await figures(database, since, until, counted)).arrivals == expected


async def test_steps_are_counted_by_person_only_where_everybody_may_see_the_request(database: Database) -> None:
    await decided(database, 1, steps=(a_step("legal"), a_step("ospo")))
    await decided(database, 2)
    await decided(database, 3, route=Route(lane="embargo", outcome="private", because=WHY))
    await submitted(database, 4, START)
    async with database.reading() as tx:
        found = await tx.figures.by_person(WORKSPACE, START - WEEK, START + WEEK)
        before = await tx.figures.by_person(WORKSPACE, START - WEEK, START)
    assert found == (PersonFigures("U0LEGAL", 3),)
    assert before == ()
