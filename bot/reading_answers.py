# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The links of the reading queue as a terminal looks at them."""

import asyncio
from dataclasses import dataclass

from bot.catalog import LiveCatalog
from bot.public_web import look_at
from bot.record import opened_record, workspace_of
from bot.services.reading import check_links
from bot.timing import WallTime
from workflows.reading.links import Look, Outcome
from workflows.reading.next_read import Reading


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at all links found."""

    found: tuple[tuple[Reading, Look], ...]

    @property
    def lines(self) -> list[str]:
        """A line for each link, and one for all."""
        each = [f"{one.name}: {look.reason or 'works'} ({one.link})" for one, look in self.found]
        counts = ", ".join(f"{sum(look.outcome is which for _, look in self.found)} {words}" for which, words in _WORDS)
        return [*each, f"{counts}."]

    @property
    def broken(self) -> bool:
        """Whether any link is broken."""
        return any(look.outcome is Outcome.BROKEN for _, look in self.found)

    @property
    def nothing(self) -> bool:
        """Whether no link could be looked at."""
        return bool(self.found) and all(look.outcome is Outcome.UNKNOWN for _, look in self.found)


def checked(database_url: str, catalog: LiveCatalog, workspace: str) -> Checked:
    """Look at every link, and note what was found. Raises CannotRun, and StorageError."""
    return asyncio.run(_checked(database_url, catalog, workspace))


async def _checked(database_url: str, catalog: LiveCatalog, workspace: str) -> Checked:
    async with opened_record(database_url) as database:
        office = await workspace_of(database, workspace)
        return Checked(await check_links(database, catalog, office, look_at, WallTime().now()))


_WORDS = ((Outcome.WORKS, "work"), (Outcome.BROKEN, "broken"), (Outcome.UNKNOWN, "could not be checked"))
