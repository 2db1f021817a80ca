# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What guides the program: recommendations, values polls with their principles, and reading; with their daily looks."""

import logging
from dataclasses import dataclass

from bot.services.principles import PrincipleService
from bot.services.recommendations import RecommendationService
from bot.services.values import ValuesService

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guidance:
    """The services of the subject, as the command and the clock use them."""

    recommendations: RecommendationService
    values: ValuesService
    principles: PrincipleService

    async def tick(self, workspace: str) -> None:
        """Whatever is due by now."""
        for tick in (self.recommendations.tick, self.values.tick, self.principles.tick):
            try:
                await tick(workspace)
            except Exception:  # whatever it is, the others go on, and this one is tried again by the next tick
                logger.exception("guidance could not be brought up to date; the next tick tries it again")
