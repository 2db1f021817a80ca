# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A changed character anywhere in the table of events is found, whatever column it stands in."""

import random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage.database import Database
from storage.verification import Report, chains, check_chain
from tests.support.evidence import a_decided_request, really_changed
from tests.support.records import Clock, run, stored
from workflows.clearance import clearance_of

#: Of each of the two databases; together they are the 1,000 of which none may be missed.
CHANGES = 500
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


async def a_history(database: Database) -> None:
    """A request that everything happened to."""
    request = a_decided_request()
    await stored(database, request)
    clearance = clearance_of(request)
    assert clearance is not None
    async with database.transaction() as tx:
        await tx.clearances.add(clearance)


async def test_every_changed_character_of_the_table_of_events_is_found(database: Database) -> None:
    await a_history(database)
    [(request, rows, owed)] = [one async for one in chains(database.engine)]
    untouched = Report()
    check_chain(untouched, request, rows, owed)
    assert (untouched.problems, len(rows)) == ([], 7)
    seeded = random.Random(database.engine.dialect.name)  # noqa: S311 - the same changes in every run
    for _ in range(CHANGES):
        place, column = seeded.randrange(len(rows)), seeded.randrange(len(rows[0]))
        row = list(rows[place])
        row[column] = _changed(row[column], seeded)
        found = Report()
        check_chain(found, request, [*rows[:place], tuple(row), *rows[place + 1 :]], owed)
        assert found.problems, (column, row[column])


def _changed(value: object, seeded: random.Random) -> object:
    if isinstance(value, int):
        return value + seeded.choice([-1, 1, 10])
    return really_changed(str(value), seeded)


async def test_an_event_in_another_workspace_is_found(database: Database, migrated_url: str) -> None:
    await a_history(database)
    run(migrated_url, "UPDATE events SET workspace_id = 'T0OTHER' WHERE sequence = 2")
    assert (await database.verify()).problems == ["OSPO-12: its events stand in another workspace"]


async def test_erased_texts_stay_intact_beside_seals_and_exports(database: Database, clock: Clock) -> None:
    await a_history(database)
    request = a_decided_request()
    await database.seals.seal(clock(), KEY)
    async with database.transaction() as tx:
        await tx.events.erase(request.id, ["answers.title", "actor", "reason"])
    await database.seals.seal(clock(), KEY)
    found = await database.verify(KEY.public_key())
    assert (found.problems, found.erased) == ([], 9)
