# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo digest` over a record on both databases: what would be posted now, when each comes, and nothing changed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from storage.digests import Known
from tests.support.databases import ONE_DATABASE
from tests.support.organization import organization
from tests.support.records import WORKSPACE, a_request, stored
from workflows.rhythms import rhythm_of
from workflows.schedules import Change, Run, Schedule

NOW = datetime.now(UTC)
DIGESTS = """
[digests.maturity]
channel = "C0DIGEST"
[digests.board]
digest = "executive"
channel = "C0BOARD"
timezone = "Europe/Berlin"
"""
BOARD = Schedule("board", "executive", "C0BOARD", rhythm_of("monthly 1 09:00"), "Europe/Berlin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return organization(tmp_path / "organization", DIGESTS)


@pytest.fixture
def record(migrated_url: str) -> str:
    """One request of yesterday, a monthly digest that was made, and a weekly one that rests."""

    async def fill() -> None:
        database = Database(migrated_url)
        await database.start()
        at = NOW - timedelta(days=1)
        await stored(database, a_request(1, submitted_at=at, changed_at=at, due_at=NOW + timedelta(days=1)))
        async with database.transaction() as tx:
            run = Run("2026-11", NOW - timedelta(days=31), NOW - timedelta(hours=1))
            await tx.digests.add(WORKSPACE, BOARD, run, "{}")
            await tx.digests.change(WORKSPACE, "maturity", Known(NOW, Change(paused=True, when="fri 16:00")))
        await database.next_number(WORKSPACE)
        await database.stop()

    asyncio.run(fill())
    return migrated_url


def ospo(url: str, folder: Path | str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["digest", *arguments], env={"DATABASE_URL": url, "OSPO_ORGANIZATION": str(folder)})


def test_a_preview_says_what_would_be_posted_now(record: str, folder: Path) -> None:
    shown = ospo(record, folder, "maturity", "--preview")
    assert shown.exit_code == 0, shown.output
    assert "1 request open" in shown.stdout
    assert "OSPO-1" in shown.stdout
    assert "Fix the parser" not in shown.stdout
    assert ospo(record, folder, "maturity").stdout == shown.stdout


@ONE_DATABASE
def test_the_pictures_of_a_digest_are_drawn_into_a_folder(record: str, folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "new" / "pictures"
    shown = ospo(record, folder, "maturity", "--pictures", str(into))
    assert shown.exit_code == 0, shown.output
    assert shown.stdout == ospo(record, folder, "maturity").stdout
    drawn = {one.name: one.read_bytes()[:4] for one in into.iterdir()}
    assert drawn == {"flower.png": b"\x89PNG", "backlog.png": b"\x89PNG"}
    (tmp_path / "file").write_text("")
    refused = ospo(record, folder, "maturity", "--pictures", str(tmp_path / "file"))
    assert refused.exit_code == 78
    assert "could not be written to" in refused.stderr


def test_a_preview_for_programs_is_the_whole_document(record: str, folder: Path) -> None:
    document = json.loads(ospo(record, folder, "maturity", "--json").stdout)
    assert document["figures"]["queue"]["open"] == 1


def test_the_list_says_when_each_comes_and_what_became_of_the_last(record: str, folder: Path) -> None:
    shown = ospo(record, folder, "list").stdout
    assert (
        "maturity: maturity digest to C0DIGEST, fri 16:00, UTC (changed in Slack)\n  last none yet\n  paused" in shown
    )
    assert "board: executive digest to C0BOARD, monthly 1 09:00, Europe/Berlin\n  last 2026-11, " in shown
    weekly, board = json.loads(ospo(record, folder, "list", "--json").stdout)
    assert (weekly["paused"], weekly["next"], weekly["last"]) == (True, None, None)
    assert (board["last"]["period"], board["problem"], board["when"]) == ("2026-11", "", "monthly 1 09:00")


def test_an_office_that_was_asked_nothing_yet_has_a_preview_too(migrated_url: str, folder: Path) -> None:
    shown = ospo(migrated_url, folder, "maturity")
    assert shown.exit_code == 0, shown.output
    assert "How to begin" in shown.stdout


def test_what_is_not_planned_is_refused_with_what_is(record: str, folder: Path) -> None:
    refused = ospo(record, folder, "weekly")
    assert refused.exit_code == 78
    assert "No digest is planned under the name 'weekly'. There is: maturity, board." in refused.stderr
    assert "No digest is planned. Name a channel" in ospo(record, "", "list").stdout
