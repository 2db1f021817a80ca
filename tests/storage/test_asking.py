# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How often something is asked for, what people say of answers, and who waits for one."""

from datetime import date, timedelta

from storage.asking import Often, Votes
from storage.database import Database
from tests.support.records import AUTHOR, WORKSPACE, Clock
from workflows.people import Person

OTHER = Person(WORKSPACE, "U0OTHER")
TODAY = date(2026, 11, 23)


async def test_askings_are_counted_by_day_and_summed_over_a_time(database: Database) -> None:
    for name, day in (("cla", TODAY), ("cla", TODAY), ("cla", TODAY - timedelta(days=31)), ("dco", TODAY)):
        async with database.transaction() as tx:
            await tx.asking.count(WORKSPACE, "questions", name, day)
    month = TODAY - timedelta(days=30)
    async with database.reading() as tx:
        assert await tx.asking.times(WORKSPACE, "questions", "cla", month) == 2
        assert await tx.asking.times(WORKSPACE, "questions", "nothing", month) == 0
        most = await tx.asking.most(WORKSPACE, month, TODAY + timedelta(days=1), 5)
    assert most == [Often("questions", "cla", 2), Often("questions", "dco", 1)]


async def test_a_vote_counts_once_for_each_person_and_the_last_word_counts(database: Database) -> None:
    for person, good in ((AUTHOR, True), (AUTHOR, True), (OTHER, True), (OTHER, False)):
        async with database.transaction() as tx:
            await tx.asking.vote(person, "questions", "cla", good=good)
    async with database.reading() as tx:
        assert await tx.asking.votes(WORKSPACE, "questions", "cla") == Votes(good=1, bad=1)
        assert await tx.asking.votes(WORKSPACE, "questions", "dco") == Votes()


async def test_who_waits_is_known_until_they_were_told_or_time_forgets_them(database: Database, clock: Clock) -> None:
    for person, name in ((AUTHOR, "a"), (OTHER, "a"), (AUTHOR, "a"), (AUTHOR, "b")):
        async with database.transaction() as tx:
            await tx.asking.wait(person, name)
    async with database.reading() as tx:
        assert sorted(await tx.asking.waiting(WORKSPACE, "a")) == sorted([AUTHOR, OTHER])
    async with database.transaction() as tx:
        await tx.asking.told(WORKSPACE, "a")
        await tx.asking.vote(AUTHOR, "questions", "cla", good=True)
    async with database.transaction() as tx:
        await tx.asking.forget(clock())
    async with database.reading() as tx:
        assert await tx.asking.waiting(WORKSPACE, "a") == []
        assert await tx.asking.waiting(WORKSPACE, "b") == []
        assert await tx.asking.votes(WORKSPACE, "questions", "cla") == Votes()
