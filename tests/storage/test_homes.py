# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A Home that changed is looked at by one worker, and by another again when it changed meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.homes import Home
from tests.support.records import Clock
from workflows.people import Person

DANA, OMAR = Person("T1", "U1"), Person("T1", "U2")
CROWD = frozenset(Person("T1", f"U{n}") for n in range(120))


async def opened(
    database: Database, clock: Clock, person: Person = DANA, *, changes: int = 0, published: int = 0
) -> None:
    async with database.transaction() as tx:
        await tx.homes.opened(Home(person, clock(), "", "shown", "hash", changes, published))


async def changed(database: Database, clock: Clock, people: frozenset[Person] = CROWD) -> None:
    async with database.transaction() as tx:
        await tx.homes.changed(people, clock())


async def due(database: Database, clock: Clock, rest: timedelta = timedelta(0)) -> list[Home]:
    async with database.reading() as tx:
        return await tx.homes.due(clock(), clock() - rest, 10)


async def claimed(database: Database, clock: Clock, home: Home) -> None:
    async with database.transaction() as tx:
        await tx.homes.claim(home, clock() + timedelta(minutes=2))


async def test_a_change_is_due_for_who_has_a_home_and_only_once_it_has_rested(database: Database, clock: Clock) -> None:
    await changed(database, clock)
    assert await due(database, clock) == []
    await opened(database, clock)
    assert await due(database, clock) == []
    await changed(database, clock, frozenset({OMAR}))
    assert await due(database, clock) == []
    await changed(database, clock)
    assert await due(database, clock, timedelta(seconds=5)) == []
    clock.pass_by(seconds=5)
    [home] = await due(database, clock, timedelta(seconds=5))
    assert (home.person, home.changes, home.publications) == (DANA, 1, 0)
    clock.pass_by(hours=-1)
    await changed(database, clock)
    assert len(await due(database, clock, timedelta(seconds=5))) == 1, "a clock that was set back holds up nothing"


async def test_one_worker_looks_and_a_change_meanwhile_is_looked_at_again(database: Database, clock: Clock) -> None:
    await opened(database, clock)
    await changed(database, clock)
    [home] = await due(database, clock)
    await claimed(database, clock, home)
    with pytest.raises(Conflict):
        await claimed(database, clock, home)
    assert await due(database, clock) == []
    await changed(database, clock)
    async with database.transaction() as tx:
        await tx.homes.published(home, "newer", "hash2", clock())
    [again] = await due(database, clock)
    assert (again.shown, again.slack_hash, again.publications) == ("newer", "hash2", 1)
    await claimed(database, clock, again)
    async with database.transaction() as tx:
        await tx.homes.unchanged(again)
    clock.pass_by(hours=1)
    assert await due(database, clock) == []


async def test_a_worker_that_died_holds_up_a_home_for_a_while_only(database: Database, clock: Clock) -> None:
    await opened(database, clock)
    await changed(database, clock)
    await claimed(database, clock, (await due(database, clock))[0])
    clock.pass_by(minutes=2)
    assert len(await due(database, clock)) == 1


async def test_a_visit_while_a_worker_publishes_is_looked_at_again_and_its_hash_stays(
    database: Database, clock: Clock
) -> None:
    await opened(database, clock)
    await changed(database, clock)
    [home] = await due(database, clock)
    await claimed(database, clock, home)
    async with database.transaction() as tx:
        await tx.homes.opened(replace(home, shown="of the visit", slack_hash="hash3"))
    async with database.transaction() as tx:
        await tx.homes.published(home, "of the worker", "hash2", clock())
        await tx.homes.again(home, clock())
    async with database.reading() as tx:
        kept = await tx.homes.of(DANA)
    assert kept is not None
    assert (kept.shown, kept.slack_hash) == ("of the visit", "hash3")
    await changed(database, clock)
    await opened(database, clock, changes=1, published=1)  # it had been read before that change
    assert len(await due(database, clock)) == 1


async def test_what_nobody_opens_any_more_is_forgotten(database: Database, clock: Clock) -> None:
    await opened(database, clock)
    await opened(database, clock, OMAR)
    async with database.transaction() as tx:
        await tx.homes.drop(OMAR)
    async with database.transaction() as tx:
        await tx.homes.forget(clock() + timedelta(seconds=1))
    async with database.reading() as tx:
        assert not await tx.homes.any("T1")
