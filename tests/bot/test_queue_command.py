# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo queue` and `ospo status` over a record on both databases: numbers and groups, no titles, no people."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from tests.support.records import WHY, a_request, a_step, approved, stored
from workflows import reviewing
from workflows.people import Person
from workflows.reviewer import Reviewer
from workflows.route import Route

NOW = datetime.now(UTC)


@pytest.fixture
def record(migrated_url: str) -> str:
    """One that is overdue at legal, one at the OSPO, one whose requester was asked, a private and a decided one."""
    late, soon = {"due_at": NOW - timedelta(days=1)}, {"due_at": NOW + timedelta(days=1)}
    by = Reviewer(Person("T0TEST", "U0LEGAL"), frozenset({"legal"}), 1)
    asked = reviewing.ask(a_request(3, **late), "legal", "Who wrote it?", by=by, now=NOW)
    private = Route(lane="embargo", outcome="private", because=WHY)
    requests = [
        a_request(1, **late),
        a_request(2, steps=(a_step("ospo"),), kind="release", **soon),
        asked,
        a_request(4, route=private, steps=(a_step("security"),), **soon),
    ]

    async def fill() -> None:
        database = Database(migrated_url)
        await database.start()
        for request in requests:
            await stored(database, request)
        decided = await stored(database, a_request(5))
        async with database.transaction() as tx:
            after = approved(decided)
            await tx.requests.save(after)
            await tx.events.append(after)
        await database.next_number("T0TEST")
        await database.stop()

    asyncio.run(fill())
    return migrated_url


def ospo(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"DATABASE_URL": url, "OSPO_ORGANIZATION": ""})


def waiting(url: str, *options: str) -> set[tuple[str, str]]:
    rows = json.loads(ospo(url, "queue", "--json", *options).stdout)
    return {(row["request"], row["holder"]) for row in rows}


def test_everything_open_stands_under_who_has_the_turn(record: str) -> None:
    done = ospo(record, "queue")
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "legal: 1 waiting, 1 overdue",
        "ospo: 1 waiting",
        "requester: 1 waiting",
        "security: 1 waiting",
    ]
    assert done.exit_code == 0
    assert "OSPO-4       private" in done.stdout
    assert not any(word in done.stdout for word in ("Fix the parser", "U0AUTHOR", "embargo"))


@pytest.mark.parametrize(
    "options, found",
    [
        (("--overdue",), {("OSPO-1", "legal")}),
        (("--group", "ospo"), {("OSPO-2", "ospo")}),
        (("--kind", "contribution"), {("OSPO-1", "legal"), ("OSPO-3", "requester")}),
        (("--kind", "release", "--overdue"), set()),
    ],
)
def test_the_queue_is_narrowed(record: str, options: tuple[str, ...], found: set[tuple[str, str]]) -> None:
    assert waiting(record, *options) == found


def test_a_request_is_told_of_without_its_texts(record: str) -> None:
    found = json.loads(ospo(record, "status", "OSPO-1", "--json").stdout)
    assert (found["state"], found["kind"], found["private"]) == ("in review", "contribution", False)
    assert [turn["holder"] for turn in found["turns"]] == ["legal"]
    decided = ospo(record, "status", "5").stdout
    assert decided.startswith("OSPO-5: approved, contribution, standard lane, revision 1\n")
    assert "step legal: approved; approve " in decided
    assert "Fix the parser" not in decided


def test_of_a_private_request_nothing_is_told(record: str) -> None:
    assert ospo(record, "status", "OSPO-4").stdout == "OSPO-4 is private.\n"


def test_no_such_request_ends_with_78(record: str) -> None:
    done = ospo(record, "status", "OSPO-99")
    assert (done.exit_code, "There is no request OSPO-99." in done.stderr) == (78, True)
