# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What guides the program: recommendations, values polls with their principles, and reading; with their daily looks."""

from dataclasses import dataclass

from bot.services.recommendations import RecommendationService


@dataclass(frozen=True, slots=True)
class Guidance:
    """The services of the subject, as the command and the clock use them."""

    recommendations: RecommendationService

    async def tick(self, workspace: str) -> None:
        """Whatever is due by now."""
        await self.recommendations.tick(workspace)
