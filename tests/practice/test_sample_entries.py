# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The sample entries of the practice workspace fit their registers, and belong to its sample people."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.catalog import Catalog, load_catalog
from bot.practice.sample import sample_workspace
from bot.practice.sample_entries import in_days, sample_entries
from bot.practice.serving import organization
from storage.database import Database
from tests.support.house import ROOT

FOLDER = ROOT / "bot" / "practice" / "entries"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def catalog() -> Catalog:
    with organization() as folder:
        loaded = load_catalog(Path(folder))
    assert loaded.catalog is not None
    return loaded.catalog


async def test_every_file_is_imported_once_and_belongs_to_sample_people(migrated_url: str, catalog: Catalog) -> None:
    database = Database(migrated_url)
    await database.start()
    for _ in range(2):
        await sample_entries(database, catalog, "T0PRACTICE", NOW)
    people = set(sample_workspace(NOW.timestamp).users)
    async with database.reading() as tx:
        counts = await tx.registers.registers("T0PRACTICE")
        for file in FOLDER.iterdir():
            name, document = file.stem, tomllib.loads(in_days(file.read_text(), NOW.date()))
            assert document["register"] == name
            assert counts[name] == len(document["entries"])
            owners = {one.owner.id for one in await tx.registers.of("T0PRACTICE", name) if one.owner}
            assert owners <= people, name
    await database.stop()


def test_days_are_counted_from_today() -> None:
    assert in_days('a = "today", b = "today+8", c = "today-23"', date(2026, 11, 23)) == (
        'a = "2026-11-23", b = "2026-12-01", c = "2026-10-31"'
    )
