# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people last said of how they use licenses, and which answer they shared last."""

import asyncio

import pytest

from storage.database import Database
from storage.errors import Conflict
from tests.support.records import AUTHOR, WORKSPACE
from workflows.people import Person

OTHER = Person(WORKSPACE, "U0OTHER")


async def share(database: Database, place: str) -> None:
    async with database.transaction() as tx:
        await tx.askers.share(AUTHOR, place)


async def test_the_last_word_of_each_person_is_kept_and_sharing_leaves_it(database: Database) -> None:
    for answers in ({"usage": "saas", "into": "MIT"}, {"usage": "shipped"}):
        async with database.transaction() as tx:
            await tx.askers.put(AUTHOR, answers)
    await share(database, "C0GENERAL:1.0")
    async with database.reading() as tx:
        assert await tx.askers.answers(AUTHOR) == {"usage": "shipped"}
        assert await tx.askers.answers(OTHER) is None


async def test_one_answer_is_shared_once_and_the_next_one_again(database: Database) -> None:
    await share(database, "C0GENERAL:1.0")
    with pytest.raises(Conflict, match="shared already"):
        await share(database, "C0GENERAL:1.0")
    await share(database, "C0GENERAL:2.0")


async def test_of_several_at_once_one_shares(database: Database) -> None:
    outcomes = await asyncio.gather(*(share(database, "C0GENERAL:1.0") for _ in range(5)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict"] * 4 + ["NoneType"]
