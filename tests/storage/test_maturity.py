# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The log of maturity: what was appended is read again, and of two at once the second is told."""

from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.errors import Conflict
from workflows.maturity.entries import Act, Entry
from workflows.maturity.models import Item, MaturityModel, Stage

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = Entry("own", Act.CLAIMED, NOW, "a", by="U1", data={"on": "2026-11-20", "number": 7, "renewal": True})
OF_UNIT = Entry("own", Act.STARTED, NOW, "a", "payments", "U2")


async def test_what_was_said_is_read_again_in_its_order(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.maturity.append("T1", await tx.maturity.last("T1"), FIRST, OF_UNIT)
    async with database.reading() as tx:
        (first,) = await tx.maturity.entries("T1", "own")
        (second,) = await tx.maturity.entries("T1", "own", "payments")
        assert await tx.maturity.entries("T1", "own", None) == [first, second]
        assert (first.sequence, second.sequence, await tx.maturity.last("T1")) == (1, 2, 2)
        assert (first.data, first.at, second.by) == (FIRST.data, NOW, "U2")
        assert await tx.maturity.entries("T2", "own", None) == []


async def test_of_two_at_once_the_second_is_told_and_leaves_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.maturity.append("T1", 0, FIRST)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.maturity.append("T1", 0, OF_UNIT)
    async with database.reading() as tx:
        assert len(await tx.maturity.entries("T1", "own", None)) == 1


async def test_each_version_of_a_model_is_kept_as_it_was(database: Database) -> None:
    model = MaturityModel(
        name="own", title="Own", stages=(Stage(name="one", title="One", items=(Item(id="a", text="A"),)),)
    )
    for _ in range(2):
        async with database.transaction() as tx:
            await tx.maturity.keep("T1", model)
    async with database.reading() as tx:
        assert await tx.maturity.kept("T1", "own", model.version) == model
        assert await tx.maturity.kept("T1", "own", "000000000000") is None
