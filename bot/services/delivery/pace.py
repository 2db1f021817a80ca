# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How fast to call Slack: the budgets that all workers share through the database, and the back-off after failures."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.timing import Timing
from storage.delivery import LONGEST_WAIT
from storage.pacing import Pacing

#: A slot that is no further away is waited for with the lane in hand; for a later one the lane is given back.
PATIENCE = timedelta(seconds=2)
#: A limit of one channel is over within seconds; one that Slack makes last longer is the workspace's.
CHANNEL_LIMIT = 5.0
#: Nothing is tried for so long once Slack has refused the token.
TOKEN_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Budget:
    """So many calls at once, then one in each interval; ``name`` is its name in the database."""

    name: str
    interval: timedelta
    burst: int = 1


def posting(workspace: str, to: str) -> tuple[Budget, ...]:
    """The budgets of a post: one a second for each channel, and what a workspace takes of all channels together.

    Slack tolerates bursts in a channel but does not say how large (slack.md §2), so that none are made. "Several
    hundred a minute" in the workspace are taken as 240: a burst of 40 and 200 spread out.
    """
    return (
        Budget(f"post:{workspace}:{to}", timedelta(seconds=1)),
        Budget(f"chat.postMessage:{workspace}", timedelta(seconds=0.3), burst=40),
    )


def calling(workspace: str, method: str) -> tuple[Budget, ...]:
    """The budget of a method of tier 3, 50 calls in any minute: a burst of 10 and 40 spread out (slack.md §2)."""
    return (Budget(f"{method}:{workspace}", timedelta(seconds=1.5), burst=10),)


def publishing(workspace: str) -> tuple[Budget, ...]:
    """The budget of Homes that are published by themselves: a burst of 10 and 50 a minute.

    The method is of tier 4, 100 calls a minute (slack.md §2); the rest is for people who open theirs.
    """
    return (Budget(f"views.publish:{workspace}", timedelta(seconds=1.2), burst=10),)


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many tries: doubled each time, and spread, so that no crowd comes back at once."""
    longest = min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts, 16)))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads the tries, no secret


class Pace:
    """Gives the turns of one worker, out of the budgets of all."""

    def __init__(self, pacing: Pacing, timing: Timing) -> None:
        self._pacing = pacing
        self._timing = timing
        self._next: set[str] = set()
        self._ends: dict[str, datetime] = {}
        self._seen = timing.now()

    async def turn(self, budgets: tuple[Budget, ...]) -> datetime | None:
        """Take a slot of each budget, if need be after a short wait. None: it was taken; else when to ask again."""
        for budget in budgets:
            later = await self._slot(budget)
            if later is not None:
                return later
        return None

    async def limited(self, budgets: tuple[Budget, ...], seconds: float) -> datetime:
        """Slack asked for patience (``Retry-After``): every worker waits until the instant returned.

        It lies LONGEST_WAIT ahead at most, whatever a proxy asks for; Slack will ask again.
        """
        until = self._timing.now() + timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
        for budget in budgets if seconds > CHANNEL_LIMIT else budgets[:1]:
            await self._pacing.hold(budget.name, now=self._timing.now(), until=until)
        return until

    async def pause(self, workspace: str) -> datetime:
        """Slack refuses the token: no worker sends anything to the workspace until the instant returned."""
        until = self._timing.now() + TOKEN_WAIT
        for budget in (posting(workspace, "")[-1], *calling(workspace, "chat.update"), *publishing(workspace)):
            await self._pacing.hold(budget.name, now=self._timing.now(), until=until)
        return until

    async def _slot(self, budget: Budget) -> datetime | None:
        deadline = self._timing.now() + PATIENCE
        while True:
            now = self._clock()
            slot = await self._pacing.reserve(
                budget.name, budget.interval, burst=budget.burst, now=now, patience=timedelta(0)
            )
            if slot.granted:
                return None
            if slot.at > deadline or budget.name in self._next:
                return self._in_line(budget, slot.at)
            await self._wait(budget, slot.at)

    def _clock(self) -> datetime:
        """The present instant. When the clock was set back, the line that it had formed is broken up."""
        now = self._timing.now()
        if now < self._seen:
            self._ends.clear()
        self._seen = now
        return now

    async def _wait(self, budget: Budget, at: datetime) -> None:
        """Wait for a slot that is near. One lane of a worker does that for each budget, so that the others go on."""
        self._next.add(budget.name)
        self._ends[budget.name] = max(at + budget.interval, self._ends.get(budget.name, at))
        try:
            await self._timing.sleep((at - self._timing.now()).total_seconds())
        finally:
            self._next.discard(budget.name)

    def _in_line(self, budget: Budget, at: datetime) -> datetime:
        """When to come back: behind those that this worker sent away before, so that they do not return in a crowd."""
        at = min(max(at, self._ends.get(budget.name, at)), self._seen + LONGEST_WAIT)
        self._ends[budget.name] = at + budget.interval
        return at
