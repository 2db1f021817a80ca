# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Obligations are found by who owes them and by when to remind, and a changed row is found by verifying."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from storage.database import Database
from tests.support.records import AUTHOR, START, WORKSPACE, a_request, a_step, approved
from workflows import owing
from workflows.clearance import clearance_of
from workflows.organization import Organization
from workflows.request import Request
from workflows.route import RouteObligation
from workflows.working_hours import Calendar

OFFICE = Organization.model_validate({"groups": {"ospo": {"members": ["U0OSPO"]}}})


async def owed(database: Database, number: int, *rules: RouteObligation) -> Request:
    """Store a request that was approved with these obligations."""
    asked = a_request(number)
    route = asked.route.model_copy(update={"obligations": rules})
    first = a_request(number, id=asked.id, route=route, steps=(a_step("legal"),))
    decided = approved(first)
    request = owing.settled(decided, None, OFFICE)
    request = request.model_copy(update={"happened": (*first.happened, *request.happened)})
    clearance = clearance_of(request)
    assert clearance is not None
    async with database.transaction() as tx:
        await tx.requests.add(request, view_id=None, user=AUTHOR.id)
        await tx.events.append(request)
        await tx.obligations.put(request, None)
        await tx.clearances.add(clearance)
    async with database.reading() as tx:
        return await tx.requests.by_id(request.id)


def rule(name: str, days: int | None = None, owner: str = "requester") -> RouteObligation:
    return RouteObligation(rule=name, text="Do it.", owner=owner, due_days=days)


async def owed_by(database: Database, *groups: str, limit: int = 10) -> tuple[list[tuple[int, str]], int]:
    async with database.reading() as tx:
        found, total = await tx.obligations.owed_by(WORKSPACE, groups, AUTHOR.id, limit)
    return [(one.request.number, one.obligation) for one in found], total


async def test_what_somebody_owes_is_listed_with_the_first_due_first_and_what_has_no_date_last(
    database: Database,
) -> None:
    await owed(database, 1, rule("thank"), rule("publish", 30))
    await owed(database, 2, rule("deliver", 10), rule("count", 5, "ospo"))
    assert await owed_by(database) == ([(2, "deliver"), (1, "publish"), (1, "thank")], 3)
    assert await owed_by(database, "ospo", limit=1) == ([(2, "count")], 4)


async def test_what_is_ticked_off_is_owed_by_nobody(database: Database) -> None:
    before = await owed(database, 1, rule("publish", 30))
    groups: set[str] = set()
    after = owing.tick(before, "publish", by=AUTHOR, groups=groups, calendar=Calendar(), now=START)
    async with database.transaction() as tx:
        await tx.requests.save(after)
        await tx.events.append(after)
        await tx.obligations.put(after, before)
    assert await owed_by(database) == ([], 0)
    async with database.reading() as tx:
        assert await tx.obligations.to_remind(START + timedelta(days=90), 10) == []


async def test_a_request_is_named_once_when_the_time_of_any_of_its_reminders_has_come(database: Database) -> None:
    await owed(database, 1, rule("publish", 28), rule("report", 29))
    await owed(database, 2, rule("deliver", 90))
    async with database.reading() as tx:
        assert await tx.obligations.to_remind(START + timedelta(days=20), 10) == []
        assert await tx.obligations.to_remind(START + timedelta(days=23), 10) == [(WORKSPACE, 1)]
        assert await tx.obligations.to_remind(START + timedelta(days=365), 10) == [(WORKSPACE, 1), (WORKSPACE, 2)]


async def test_the_obligations_that_were_stored_verify(database: Database) -> None:
    await owed(database, 1, rule("publish", 28), rule("count", 5, "ospo"))
    assert (await database.verify()).problems == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE obligations SET state = 'done' WHERE id = 'publish'",
        "UPDATE obligations SET owner = 'legal'",
        "UPDATE obligations SET remind_at = NULL",
        "DELETE FROM obligations WHERE id = 'count'",
    ],
)
async def test_a_row_that_was_changed_or_taken_away_is_found(
    database: Database, migrated_url: str, change: str
) -> None:
    await owed(database, 1, rule("publish", 28), rule("count", 5, "ospo"))
    engine = create_engine(migrated_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    assert (await database.verify()).problems == ["OSPO-1: its obligations are not those that its document has"]


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT id FROM obligations WHERE workspace_id = 'T' AND owner IN ('ospo') AND state = 'open'",
        "SELECT id FROM obligations WHERE remind_at IS NOT NULL AND remind_at <= (SELECT max(due_at) FROM obligations)",
    ],
)
def test_an_index_finds_them(migrated_url: str, asked: str) -> None:
    engine = create_engine(migrated_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        if engine.name == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))  # it would read an empty table whole
        explain = "EXPLAIN QUERY PLAN" if engine.name == "sqlite" else "EXPLAIN"
        steps = str(connection.execute(text(f"{explain} {asked}")).all())
    engine.dispose()
    assert "ix_obligations" in steps
