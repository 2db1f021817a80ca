# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Time as the office sees it: injected everywhere, so that tests run the shipped pacing at simulated speed."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Timing(Protocol):
    """What tells the time and waits."""

    def now(self) -> datetime:
        """The present instant, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""


class WallTime:
    """The machine's own clock (keep it in step with NTP: Slack refuses signatures that are five minutes off)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""
        await asyncio.sleep(seconds)
