# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Past decisions are found by project and by day, and confidential ones by nobody."""

from storage.database import Database
from tests.support.records import WHY, a_request, approved, stored
from workflows.request import Request
from workflows.route import Route


async def decided(database: Database, number: int, **changes: object) -> Request:
    await stored(database, a_request(number, **changes))
    async with database.transaction() as tx:
        after = approved(await tx.requests.get("T0TEST", number))
        await tx.requests.save(after)
        await tx.events.append(after)
    return after


async def test_the_newest_decisions_and_those_for_the_project_are_found_once(database: Database) -> None:
    await decided(database, 1)
    await decided(database, 2, kind="release")
    await decided(database, 3, route=Route(lane="embargo", outcome="private", because=WHY))
    await decided(database, 4, answers={"repository": "https://example.org/other"})
    asked = await stored(database, a_request(5))
    async with database.reading() as tx:
        found = await tx.decisions.near(asked)
    assert sorted(one.number for one in found) == [1, 4]
