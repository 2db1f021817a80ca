# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Journeys run over signed HTTP against the practice workspace, on both databases."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

import bot.practice
from tests.support.running import Running, running

ORGANIZATION = Path(bot.practice.__file__).parent / "organization"


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[Running]:
    """An office in a practice workspace with the sample organization; at the end its record verifies."""
    async with running(migrated_url, ORGANIZATION) as house:
        yield house
        assert (await house.office.database.verify()).problems == []


@pytest.fixture
async def house_with(migrated_url: str, tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Running]]]:
    """Makes an office with an organization of the test's own: organization.toml, and other files by name."""
    async with AsyncExitStack() as stack:

        async def made(organization: str, files: Mapping[str, str] = {}) -> Running:
            folder = tmp_path / "organization"
            (folder / "kinds").mkdir(parents=True)
            for name, text in {"organization.toml": organization, **files}.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(text)
            return await stack.enter_async_context(running(migrated_url, folder))

        yield made
