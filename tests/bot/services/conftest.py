# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Desks: a delivery worker in front of a practice workspace, on both engines or on the lighter one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.delivering import Desk, desk


@pytest.fixture(name="desk")
async def on_both_engines(migrated_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on SQLite, and one on PostgreSQL."""
    async with desk(migrated_url, tmp_path) as made:
        yield made


@pytest.fixture
async def light_desk(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on SQLite."""
    async with desk(sqlite_url, tmp_path) as made:
        yield made
