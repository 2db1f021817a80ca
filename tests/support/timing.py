# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Time that tests move by hand: waiting takes none of it really, and the shipped pacing still holds."""

import asyncio
from datetime import UTC, datetime, timedelta


class SimulatedTime:
    """A clock that stands still until somebody sleeps or moves it. Starts on a Tuesday morning."""

    def __init__(self, start: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def epoch(self) -> float:
        return self._now.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.move(seconds=seconds)
        await asyncio.sleep(0)

    def move(self, **spans: float) -> None:
        self._now += timedelta(**spans)
