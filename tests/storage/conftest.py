# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A migrated database for each test, on both engines, and values to put into it."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.support.records import Clock


@pytest.fixture
def clock() -> Clock:
    """The time of the test; it stands still until the test moves it."""
    return Clock()


@pytest.fixture
async def database(migrated_url: str, clock: Clock) -> AsyncIterator[Database]:
    """A started database with empty tables."""
    database = Database(migrated_url, now=clock)
    await database.start()
    await database.migrate()
    yield database
    await database.stop()
