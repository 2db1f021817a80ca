# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The change feed of the practice workspace: what happened, told to the page, to the events and to waiting tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "posted", "edited", "deleted", "ephemeral", "modal", "home", "reaction", "pin", "channel", "trouble", "traffic"
]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became visible; `person` is set when only that person sees it."""

    kind: ChangeKind
    channel: str = ""
    ts: str = ""
    person: str = ""


class Changes:
    """Tells every subscriber of every change, in order."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Change]] = set()
        self._listeners: list[Callable[[Change], None]] = []

    def publish(self, change: Change) -> None:
        """Hand the change to the listeners at once and to the subscribers' queues."""
        for listener in self._listeners:
            listener(change)
        for queue in self._queues:
            queue.put_nowait(change)

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` with each later change, inside the call that makes it."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def subscription(self) -> AsyncIterator[asyncio.Queue[Change]]:
        """Give a queue that receives each change made while the block runs."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    async def until(self, happened: Callable[[], bool], *, within: float = 5.0) -> None:
        """Wait until `happened()` is true, looking again after each change.

        Raises TimeoutError after `within` real seconds.
        """
        async with self.subscription() as queue, asyncio.timeout(within):
            while not happened():
                await queue.get()
