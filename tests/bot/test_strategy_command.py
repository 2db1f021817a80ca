# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo strategy export` over a record on both databases: what is in force, and drafts only when they are asked for."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from tests.support.organization import organization
from tests.support.strategy import register
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing
from workflows.registers.entry import Content
from workflows.registers.rights import Actor

NOW = datetime.now(UTC)
WORKSPACE = "T0US"


@pytest.fixture
def record(migrated_url: str) -> str:
    """A section of the company's own that is published, with a next text that waits."""

    async def fill() -> None:
        database = Database(migrated_url)
        await database.start()
        sections = register("strategy")
        omar, lena = (Actor(Person(WORKSPACE, one), frozenset({"ospo"})) for one in ("U0OMAR", "U0LENA"))
        by_omar, by_lena = (Doing(sections, WORKSPACE, one, NOW, NOW.date()) for one in (omar, lena))
        made = acts.make(by_omar, Content(title="Hardware", text="Our own words."))
        approved = acts.approve(by_lena, made[0])
        published = acts.publish(by_omar, approved[0], "Begun")
        waiting = acts.change(by_omar, published[0], Content(title="Hardware", text="Other words."))
        for done in (made, approved, published, waiting):
            async with database.transaction() as tx:
                await tx.registers.save(*done, sections)
        await database.next_number(WORKSPACE)
        await database.stop()

    asyncio.run(fill())
    return migrated_url


def ospo(url: str, folder: Path, *arguments: str) -> Result:
    environment = {"DATABASE_URL": url, "OSPO_ORGANIZATION": str(organization(folder / "organization"))}
    return CliRunner().invoke(app, ["strategy", "export", *arguments], env=environment)


def test_what_is_in_force_is_written_and_drafts_only_when_they_are_asked_for(record: str, tmp_path: Path) -> None:
    printed = ospo(record, tmp_path, "--workspace", WORKSPACE)
    assert printed.exit_code == 0, printed.output
    assert "Our own words." in printed.stdout
    assert "| **What changed** | Hardware: Begun |" in printed.stdout
    assert "[company]" not in printed.stdout
    file = tmp_path / "strategy.md"
    written = ospo(record, tmp_path, "--to", str(file), "--drafts", "--workspace", WORKSPACE)
    assert written.stdout == f"Written: {file}\n"
    text = file.read_text(encoding="utf-8")
    assert "Other words." in text
    assert "Hardware (DRAFT: not approved)" in text
    assert "[company]" in text


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(record: str, tmp_path: Path) -> None:
    refused = ospo(record, tmp_path, "--to", str(tmp_path / "nowhere" / "strategy.md"), "--workspace", WORKSPACE)
    assert refused.exit_code == 78
    assert "cannot be written: No such file or directory." in refused.stderr
