# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The office on a clock that runs faster, so that hours of Slack's pacing pass in a minute.

``python -m tests.support.hurried web|serve|work SINCE FACTOR`` is `ospo serve --web-only`, `ospo serve` or `ospo work`
with that clock; SINCE, in epoch seconds, is when it began to run faster, and the same for all processes.
"""

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime

from bot.running import serve, work
from bot.services.delivery import delivery, sending
from bot.settings import read_settings

#: How many times faster than real time a lease of delivery ends. Calls to the practice workspace are not hurried: a
#: lease that ended while a busy machine made one would be what no lease of real time is, and its message stood twice.
LEASES = 10


class HurriedTime:
    """Real time up to an instant, and so many times faster from there on."""

    def __init__(self, since: float, factor: float) -> None:
        self.since = since
        self.factor = factor

    def epoch(self) -> float:
        return self.since + (time.time() - self.since) * self.factor

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.epoch(), UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.factor)


def main() -> None:
    """Run one process until it is stopped or killed."""
    what, since, factor = sys.argv[1:]
    settings = read_settings()
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    timing = HurriedTime(float(since), float(factor))
    lease = sending.LEASE * max(1.0, timing.factor / LEASES)
    for module in (delivery, sending):
        vars(module)["LEASE"] = lease
    if what == "work":
        work(settings, timing=timing)
    else:
        serve(settings, web_only=what == "web", timing=timing)


if __name__ == "__main__":
    main()
