# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The ticks. APScheduler only rings the bell: what is due, and that it happens once, stands in the database."""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

logger = logging.getLogger(__name__)
logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it would tell of every tick, twice
Tick = Callable[[], Awaitable[object]]


class Clock:
    """Calls each tick again and again; a tick that fails is logged and comes again, and never runs twice at once."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def every(self, seconds: float, name: str, tick: Tick) -> None:
        """Call ``tick`` every ``seconds``; late calls are joined into one."""
        self._scheduler.add_job(
            _logged(name, tick),
            IntervalTrigger(seconds=seconds, timezone="UTC"),
            name=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Start ringing, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ringing; a tick that runs is left to end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _logged(name: str, tick: Tick) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await tick()
        except Exception:  # a tick must come again whatever happened to this one; the log has it all
            logger.exception("tick %s failed and will come again", name)

    return run
