# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What tests of the edge share: a migrated database, and a clock that is moved by hand."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.support.timing import SimulatedTime


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """An open database with its tables, on SQLite."""
    database = Database(sqlite_url)
    await database.start()
    await database.migrate()
    yield database
    await database.stop()


@pytest.fixture
def timing() -> SimulatedTime:
    """A clock that stands still until the test moves it."""
    return SimulatedTime()
