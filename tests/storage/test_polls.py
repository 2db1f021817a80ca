# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The open poll, reading marks and looks at links are stored alike on both databases."""

from datetime import UTC, date, datetime

import pytest

from storage.database import Database
from storage.errors import Conflict
from workflows.people import Person
from workflows.reading.links import Look, Outcome
from workflows.values.poll import Ballot, Invitation, Poll, Statement, token_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POLL = Poll("T1", "poll-1", date(2026, 12, 1), (Statement("one", "One"),), {"a": "A"}, "", "U0OMAR")
SECRET = b"\x01" * 32


async def test_an_answer_is_kept_once_per_token_and_all_is_deleted_at_the_end(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.polls.begin(POLL, SECRET, (Invitation("U1", "a"), Invitation("U2", "a")))
    token = token_of(SECRET, "U1")
    for value in (2, 5):
        async with database.transaction() as tx:
            await tx.polls.answer("T1", "U1", token, Ballot("a", {"one": value}, "one"))
    async with database.reading() as tx:
        assert await tx.polls.open("T1") == (POLL, SECRET, False)
        assert await tx.polls.invitations("T1") == (Invitation("U1", "a", answered=True), Invitation("U2", "a"))
        assert await tx.polls.ballots("T1") == (Ballot("a", {"one": 5}, "one"),)
        assert await tx.polls.answered("T1", token) == Ballot("a", {"one": 5}, "one")
    async with database.transaction() as tx:
        await tx.polls.end("T1")
    async with database.reading() as tx:
        assert await tx.polls.open("T1") is None
        assert (await tx.polls.invitations("T1"), await tx.polls.ballots("T1")) == ((), ())


async def test_of_two_processes_one_opens_reminds_and_closes_a_poll(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.polls.begin(POLL, SECRET, ())
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.polls.begin(POLL, SECRET, ())
    async with database.transaction() as tx:
        await tx.polls.reminded("T1")
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.polls.reminded("T1")
    async with database.transaction() as tx:
        await tx.polls.end("T1")
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.polls.end("T1")


async def test_what_somebody_read_is_theirs_and_a_link_keeps_the_day_on_which_it_worked(database: Database) -> None:
    one, other = Person("T1", "U1"), Person("T1", "U2")
    later = NOW.replace(hour=10)
    async with database.transaction() as tx:
        await tx.readings.mark(one, "book", read=True)
        await tx.readings.mark(one, "book", read=True)
        await tx.readings.mark(other, "guide", read=True)
        await tx.readings.looked("T1", "book", Look("https://example.com", Outcome.WORKS, "", NOW, NOW))
    async with database.transaction() as tx:
        await tx.readings.mark(other, "guide", read=False)
        await tx.readings.looked("T1", "book", Look("https://example.com", Outcome.UNKNOWN, "offline", later))
    async with database.reading() as tx:
        assert await tx.readings.read_by(one) == {"book"}
        assert await tx.readings.read_by(other) == frozenset()
        assert await tx.readings.looks("T1") == {
            "book": Look("https://example.com", Outcome.UNKNOWN, "offline", later, NOW)
        }
        assert await tx.readings.last_look("T1") == later
    async with database.transaction() as tx:
        await tx.readings.looked("T1", "book", Look("https://example.com/new", Outcome.BROKEN, "404", later))
    async with database.reading() as tx:
        assert (await tx.readings.looks("T1"))["book"].verified_at is None, "another link was never seen to work"


async def test_one_person_is_forgotten_with_their_answer_and_what_was_theirs_alone(database: Database) -> None:
    one, other = Person("T1", "U1"), Person("T1", "U2")
    async with database.transaction() as tx:
        await tx.polls.begin(POLL, SECRET, (Invitation("U1", "a"), Invitation("U2", "a")))
    for person in ("U1", "U2"):
        async with database.transaction() as tx:
            await tx.polls.answer("T1", person, token_of(SECRET, person), Ballot("a", {"one": 5}, "one"))
            await tx.readings.mark(Person("T1", person), "book", read=True)
    async with database.transaction() as tx:
        assert await tx.personal.alone(one) == {"invitations to a poll": 1, "what they have read": 1}
        await tx.personal.delete(one, "erased-1", token_of(SECRET, "U1"))
    async with database.reading() as tx:
        assert await tx.personal.alone(one) == {}
        assert sum((await tx.personal.alone(other)).values()) == 2
        assert len(await tx.polls.ballots("T1")) == 1
