# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A year of digests: five processes on one database that start, stop and tick as they like, while people work.

The clocks change twice in it. Each period of each schedule gets its digest once, windows meet, and the figures are
those that the raw events tell.
"""

import asyncio
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from pydantic_core import to_json

from bot.catalog import LiveCatalog
from bot.metrics import Metrics
from bot.services.delivery import Delivery
from bot.services.digest_contents import DigestContents
from bot.services.digests import DigestService
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.schedules import ScheduleService
from storage.database import Database
from storage.digests import Made
from tests.support.delivering import Desk
from tests.support.recomputed import recomputed
from tests.support.records import WHY, WORKSPACE, a_request, a_step, stored
from workflows import clocks, reviewing
from workflows.clearance import clearance_of
from workflows.digests.monthly import without_breakdowns
from workflows.people import Person
from workflows.request import Request, Verdict
from workflows.reviewer import Reviewer
from workflows.route import Route
from workflows.schedules import Run, Schedule
from workflows.turns import newly_decided

REPLICAS = 5
YEAR = timedelta(weeks=52)
#: Nothing runs from a Monday before the digest until the Thursday, and over a Sunday night.
DOWN = [
    (datetime(2027, 2, 1, 7, tzinfo=UTC), datetime(2027, 2, 4, 15, tzinfo=UTC)),
    (datetime(2027, 6, 26, 22, tzinfo=UTC), datetime(2027, 6, 27, 20, tzinfo=UTC)),
]
ORGANIZATION = """
[channels]
requests = "C0REQUESTS"
[program]
last_resort = ["U0EVA"]
[groups.ospo]
members = ["U0OMAR"]
[groups.legal]
members = ["U0LENA", "U0TOMAS"]
[calendar]
timezone = "Europe/Berlin"
[digests.maturity]
channel = "C0DIGEST"
[digests.night]
digest = "maturity"
channel = "C0OSPO"
when = "last sun 02:30"
missed = "skip"
[digests.executive]
channel = "C0LEGAL"
when = "first mon 09:00"
timezone = "America/New_York"
"""


@dataclass
class Replica:
    """One process: its own connections, its clock's ticks and its delivery."""

    database: Database
    digests: DigestService
    delivery: Delivery


async def started(desk: Desk, catalog: LiveCatalog) -> Replica:
    database = Database(desk.url, now=desk.time.now)
    await database.start()
    people, client = PeopleService(database, catalog, desk.time), desk.client()
    members = Members(database, people, None, desk.time)  # type: ignore[arg-type]  # nobody of this year clicks
    schedules = ScheduleService(database, catalog, members, client, desk.time)
    contents = DigestContents(catalog, people)
    delivery = Delivery(database, client, catalog, desk.time, Metrics())
    return Replica(database, DigestService(database, catalog, schedules, contents, desk.time), delivery)


class Work:
    """What people do meanwhile: they ask, and legal decides, some of it in private."""

    def __init__(self, desk: Desk, catalog: LiveCatalog, chance: random.Random) -> None:
        self._database, self._time, self._chance = desk.first.database, desk.time, chance
        self._organization = catalog.current.organization
        self._number, self._open = 0, list[Request]()

    async def act(self) -> None:
        if self._open and self._chance.random() < 0.45:
            await self._decide(self._open.pop(self._chance.randrange(len(self._open))))
        else:
            await self._ask()

    async def _ask(self) -> None:
        self._number, now = self._number + 1, self._time.now()
        private = self._chance.random() < 0.1
        route = Route(lane="embargo", outcome="private", because=WHY) if private else a_request(1).route
        asked = a_request(
            self._number,
            requester=Person(WORKSPACE, f"U0P{self._chance.randrange(9)}"),
            route=route,
            steps=(a_step("security" if private else "legal", since=now),),
            submitted_at=now,
            changed_at=now,
            due_at=now + timedelta(days=self._chance.randrange(1, 9)),
            expires_at=now + timedelta(days=600),
        )
        happened = tuple(one.model_copy(update={"at": now}) for one in asked.happened)
        self._open.append(await stored(self._database, asked.model_copy(update={"happened": happened})))

    async def _decide(self, before: Request) -> None:
        """As the services record a decision, without the messages of it."""
        now, step = self._time.now(), before.steps[0]
        by = Reviewer(Person(WORKSPACE, "U0LENA"), frozenset({step.group}), before.revision)
        verdict = self._chance.choice([Verdict.APPROVE, Verdict.APPROVE, Verdict.DECLINE])
        decided = reviewing.review(before, step.name, verdict, by=by, now=now, reason="Not now.")
        after = clocks.wound(decided, before, self._organization)
        async with self._database.transaction() as tx:
            await tx.requests.save(after)
            await tx.events.append(after)
            await tx.turns.decided(after, newly_decided(after, before, self._organization))
            if clearance := clearance_of(after):
                await tx.clearances.add(clearance)


def moments(schedules: tuple[Schedule, ...], start: datetime, chance: random.Random) -> list[tuple[datetime, str]]:
    """When somebody works, and when processes tick: soon after each digest is due, before it, and at random."""
    found = [(start + chance.random() * YEAR, "work") for _ in range(150)]
    found += [(start + chance.random() * YEAR, "tick") for _ in range(25)]
    found += [(start, "tick"), *((end + timedelta(seconds=5), "tick") for _, end in DOWN)]
    for schedule in schedules:
        now = start
        while (due := schedule.rhythm.following(schedule.zone, now)).at < start + YEAR:
            late = timedelta(seconds=chance.choice([31, 45, 240, 1800]))
            found.append((due.at + late, "tick"))
            if chance.random() < 0.25:
                found.append((due.at - timedelta(seconds=3), "tick"))
            now = due.at
    quiet = sorted(found)
    # Nobody works in the hour before a digest looks: what is open is counted when it is made, and sending takes time.
    return [
        (at, what)
        for at, what in quiet
        if what == "tick" or not any(other == "tick" and at <= then <= at + timedelta(hours=1) for then, other in quiet)
    ]


def is_down(at: datetime) -> bool:
    return any(since <= at < until for since, until in DOWN)


@pytest.mark.timeout(300)  # 75 digests over real HTTP, whatever the machine
async def test_every_period_gets_its_digest_once_with_the_figures_of_its_events(desk: Desk) -> None:
    chance, start = random.Random(20261124), desk.time.now()  # noqa: S311 - a year that can be had again
    desk.reconfigure(ORGANIZATION)
    catalog = LiveCatalog(desk.folder, desk.time.now)
    schedules, work = desk.organization.schedules, Work(desk, catalog, chance)
    replicas = [await started(desk, catalog) for _ in range(REPLICAS)]
    made: dict[str, list[Made]] = {one.name: [] for one in schedules}
    for at, what in moments(schedules, start, chance):
        desk.time.move(seconds=max(0.0, (at - desk.time.now()).total_seconds()))
        if what == "work":
            await work.act()
        elif not is_down(at):
            await tick(replicas, chance)
            await compare(desk, catalog, schedules, made)
            await replicas[chance.randrange(REPLICAS)].delivery.drain()
            if chance.random() < 0.1:
                place = chance.randrange(REPLICAS)
                await replicas[place].database.stop()
                replicas[place] = await started(desk, catalog)
    await desk.deliver()
    for replica in replicas:
        await replica.database.stop()
    check(desk, schedules, made, start)


async def tick(replicas: list[Replica], chance: random.Random) -> None:
    """Several tick at once, and some a second time."""
    ticking = chance.sample(replicas, chance.choice([1, 1, 1, 2, REPLICAS]))
    await asyncio.gather(*(one.digests.send_due(WORKSPACE) for one in [*ticking, ticking[0]]))


async def compare(
    desk: Desk, catalog: LiveCatalog, schedules: tuple[Schedule, ...], made: dict[str, list[Made]]
) -> None:
    """Hold the figures of each digest that has just been made against the events."""
    async with desk.first.database.reading() as tx:
        newest = {one.name: await tx.digests.last(WORKSPACE, one.name) for one in schedules}
    counting = catalog.current.counting
    for name, one in newest.items():
        if one is None or one in made[name]:
            continue
        made[name].append(one)
        run = one.run
        expected = recomputed(desk.url, WORKSPACE, run.since, run.until, run.until, counting)
        told = without_breakdowns(expected) if one.digest == "executive" else expected
        assert json.loads(one.document)["figures"] == json.loads(to_json(told)), run


def check(desk: Desk, schedules: tuple[Schedule, ...], made: dict[str, list[Made]], start: datetime) -> None:
    """One digest for each period, one post for each digest, and windows that meet."""
    for schedule in schedules:
        expected, now = [], start
        while (due := schedule.rhythm.following(schedule.zone, now)).at + timedelta(hours=1) < start + YEAR:
            now = due.at
            if schedule.missed == "once" or not is_down(due.at + timedelta(minutes=30)):
                expected.append(due.period)
        runs: list[Run] = [one.run for one in made[schedule.name]]
        assert [run.period for run in runs] == expected, schedule.name
        assert all(run.since == before.until for before, run in pairwise(runs))
        posts = [one for one in desk.practice.workspace.messages(schedule.channel) if not one.is_reply]
        assert len(posts) == len(expected), schedule.name
    assert len(made["maturity"]) == 52
    assert len(made["night"]) == len(made["executive"]) - 1 == 11, "one was missed and skipped"
