# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A made-up past holds together as a real one does, and its figures are those that its raw events tell."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.catalog import Catalog, load_catalog
from bot.practice.history import History
from bot.practice.sample import TEAM
from bot.practice.serving import organization, reminded_soon
from bot.practice.shapes import arrivals
from storage.database import Database
from tests.support.office import MONDAY, submitted
from tests.support.recomputed import facts as told_facts
from tests.support.recomputed import recomputed
from workflows.maturity.facts import COUNTS, FOLLOWED, MAINTAINERS, OF_SETUP, SHARES, TRAININGS
from workflows.obligations import Obligation
from workflows.people import Person
from workflows.staffing import Staff

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)
TOLD = sorted({*COUNTS, *SHARES} - {FOLLOWED, MAINTAINERS, TRAININGS, *OF_SETUP})


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Of the practice workspace."""
    with organization() as folder:
        read = load_catalog(folder).catalog
    assert read
    return read


async def test_the_figures_of_a_past_are_those_that_its_events_tell(migrated_url: str, catalog: Catalog) -> None:
    database = Database(migrated_url)
    await database.start()
    members = {**catalog.listed_in(TEAM.id), "security": frozenset({Person(TEAM.id, "U0SAM")})}
    past = History(
        database,
        catalog,
        Staff(members, catalog.managers_in(TEAM.id)),
        TEAM.id,
        [f"U0DEV{number}" for number in range(20)],
        seed=7,
    )
    made = await past.fill(NOW - 14 * WEEK, NOW, 8)
    assert not (await database.verify()).problems
    assert any(one.overturned for one in made)
    assert any(one.revision > 1 for one in made)
    assert len({(one.kind, one.state) for one in made}) > 5, "a past of one shape shows nothing"
    for since, until in (
        (NOW - WEEK, NOW),
        (NOW - 4 * WEEK, NOW),
        (NOW - 6 * WEEK, NOW - 2 * WEEK - timedelta(hours=3)),
    ):
        async with database.reading() as tx:
            found = await tx.figures.of(TEAM.id, since, until, NOW, catalog.counting)
        assert found == recomputed(migrated_url, TEAM.id, since, until, NOW, catalog.counting)
        assert found.arrivals > 0
    async with database.reading() as tx:
        found = await tx.figures.of(TEAM.id, NOW - 20 * WEEK, NOW, NOW, catalog.counting)
        facts = [await tx.facts.of(TEAM.id, name, 98, NOW, catalog.counting) for name in TOLD]
    expected = told_facts(migrated_url, TEAM.id, NOW - 14 * WEEK, NOW, catalog.counting)
    assert {one.name: (one.value, one.of) for one in facts} == expected
    assert [one.name for one in facts if not one.value] == ["inventories_advised"]
    assert found.wall.of > 20
    assert found.at_once > 5
    assert found.queue.open > 0
    await database.stop()


def test_people_ask_on_workdays_and_less_in_summer() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    random = Random(1)  # noqa: S311 - a made-up year
    times = arrivals(random, datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), 100, berlin)
    assert times == sorted(times)
    days = Counter(one.astimezone(berlin).weekday() for one in times)
    assert days[1] > 10 * days[6]
    months = Counter(one.month for one in times)
    assert months[8] < 0.8 * months[10]


@pytest.mark.parametrize("days, soon", [(30, False), (1, True)])
def test_what_is_reminded_of_soon_has_its_thread(days: int, soon: bool) -> None:
    owed = Obligation(id="tell", rule="tell", owner="ospo", since=MONDAY, due_at=MONDAY + timedelta(days=days))
    assert reminded_soon(submitted().model_copy(update={"obligations": (owed,)}), MONDAY) is soon
    assert not reminded_soon(submitted(), MONDAY)
