# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Journeys run over signed HTTP against the practice workspace, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.practice
from tests.support.running import Running, running

ORGANIZATION = Path(bot.practice.__file__).parent / "organization"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[Running]:
    """An office in a practice workspace with the sample organization."""
    async with running(database_url, ORGANIZATION) as house:
        yield house
