# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What guides the program: recommendations, values polls with their principles, and reading; with their daily looks."""

import logging
from dataclasses import dataclass, fields
from typing import Self

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.principles import PrincipleService
from bot.services.reading import ReadingService
from bot.services.recommendations import RecommendationService
from bot.services.values import ValuesService
from bot.timing import Timing
from storage.database import Database

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guidance:
    """The services of the subject, as the command and the clock use them."""

    recommendations: RecommendationService
    values: ValuesService
    principles: PrincipleService
    readings: ReadingService

    @classmethod
    def of(
        cls, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> Self:
        """The services over one record."""
        return cls(
            RecommendationService(database, catalog, people, members, timing),
            ValuesService(database, catalog, people, members, timing),
            PrincipleService(database, catalog, members, timing),
            ReadingService(database, catalog, members, timing),
        )

    @property
    def named(self) -> dict[str, object]:
        """The services by the names under which listeners ask for them, itself among them."""
        return {"guidance": self, **{field.name: getattr(self, field.name) for field in fields(self)}}

    async def tick(self, workspace: str) -> None:
        """Whatever is due by now."""
        for tick in (self.recommendations.tick, self.values.tick, self.principles.tick):
            try:
                await tick(workspace)
            except Exception:  # whatever it is, the others go on, and this one is tried again by the next tick
                logger.exception("guidance could not be brought up to date; the next tick tries it again")

    async def look_at_links(self, workspace: str) -> None:
        """Look at the links of the reading queue, once a month."""
        from bot.public_web import look_at  # noqa: PLC0415 - only a worker looks at links

        await self.readings.tick(workspace, look_at)
