# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who contributed how often, and what was overturned, is counted alike on both databases."""

from datetime import timedelta
from typing import Any

from storage.database import Database
from tests.support.records import START, WORKSPACE, a_request, a_step, approved, stored
from workflows.counting import Counting
from workflows.organization import Organization
from workflows.overturned import Overturning
from workflows.people import Person

WINDOW = (START - timedelta(days=1), START + timedelta(days=1))
COUNTING = Counting(Organization())


async def test_contributors_and_overturned_decisions_are_counted_without_what_is_private(database: Database) -> None:
    back = Overturning(
        number=1, way="appeal", step="legal", by=Person(WORKSPACE, "U0A"), role="requester", at=START, revision=1
    )
    every: list[tuple[str, dict[str, Any]]] = [
        ("U0A", {}),
        ("U0A", {"overturned": (back,)}),
        ("U0B", {}),
        ("U0C", {"kind": "release"}),
    ]
    for number, (person, more) in enumerate(every, 1):
        made = a_request(number, requester=Person(WORKSPACE, person), steps=(a_step("legal"),), **more)
        await stored(database, approved(made))
    await stored(database, a_request(9, requester=Person(WORKSPACE, "U0D")))
    async with database.reading() as tx:
        assert await tx.facts.contributors(WORKSPACE, *WINDOW, COUNTING) == {"U0A": 2, "U0B": 1}
        assert await tx.facts.overturned(WORKSPACE, *WINDOW, COUNTING) == 1
        later = (WINDOW[1], WINDOW[1] + timedelta(days=1))
        assert await tx.facts.contributors(WORKSPACE, *later, COUNTING) == {}
        assert await tx.facts.overturned(WORKSPACE, *later, COUNTING) == 0
