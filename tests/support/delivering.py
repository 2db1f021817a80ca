# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A delivery worker in front of a practice workspace, over real HTTP, with time moved by hand."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.metrics import Metrics
from bot.practice.changes import Change
from bot.practice.faults import Fault, FaultKind
from bot.practice.messages import Message
from bot.practice.practice import Practice
from bot.practice.sample import sample_workspace
from bot.practice.server import practice_app
from bot.services.delivery import Delivery
from storage.database import Database
from tests.support.serving import served
from tests.support.timing import SimulatedTime
from workflows.notice import Notice
from workflows.organization import Organization

WORKSPACE = "T0PRACTICE"
ROOM = "C0REQUESTS"
ORGANIZATION = """
[channels]
requests = "C0REQUESTS"
[program]
last_resort = ["U0EVA"]
[groups.ospo]
members = ["U0OMAR"]
channel = "C0OSPO"
[groups.legal]
members = ["U0LENA", "U0TOMAS"]
[groups.security]
members = ["U0SAM"]
channel = "C0SECURITY"
"""


class SharedTime(SimulatedTime):
    """Time in which several may sleep at once: each is woken when its own span is over, not after those of all."""

    async def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        await asyncio.sleep(0.005)  # calls under way arrive before time jumps
        if until > self.now():
            self.move(seconds=(until - self.now()).total_seconds())


@dataclass
class Worker:
    """One delivery worker with its own connections, as a process of its own has."""

    delivery: Delivery
    database: Database
    catalog: LiveCatalog
    metrics: Metrics

    def calls(self, method: str) -> int:
        """How often it has called a method of Slack."""
        count = self.metrics.registry.get_sample_value("ospo_send_seconds_count", {"method": method})
        return int(count or 0)


@dataclass
class Desk:
    """The workspace, the database, the clock of both, and what became visible when."""

    practice: Practice
    url: str
    folder: Path
    time: SharedTime
    workers: list[Worker] = field(default_factory=list)
    seen: list[tuple[float, Change]] = field(default_factory=list)

    async def worker(self, client: AsyncWebClient | None = None) -> Worker:
        """Start another worker."""
        database = Database(self.url, now=self.time.now)
        await database.start()
        await database.migrate()
        catalog, metrics = LiveCatalog(self.folder, self.time.now), Metrics()
        client = client or self.client()
        worker = Worker(Delivery(database, client, catalog, self.time, metrics), database, catalog, metrics)
        self.workers.append(worker)
        return worker

    def client(self, kind: type[AsyncWebClient] = AsyncWebClient) -> AsyncWebClient:
        """A client as the composition root makes it."""
        token, url = self.practice.bot_token, self.practice.api_url
        return kind(token=token, base_url=url, timeout=5, retry_handlers=[])

    @property
    def first(self) -> Worker:
        """The worker that every desk has."""
        return self.workers[0]

    @property
    def organization(self) -> Organization:
        """The organization as its folder says now."""
        return self.first.catalog.current.organization

    def reconfigure(self, text: str) -> None:
        """Change organization.toml."""
        (self.folder / "organization.toml").write_text(text)
        assert self.first.catalog.refresh()

    async def queue(self, *notices: Notice) -> None:
        """Put notices into the outbox, in one unit."""
        async with self.first.database.transaction() as tx:
            await tx.outbox.add(*notices)

    async def drain(self) -> int:
        """Let the first worker send what is due."""
        return await self.first.delivery.drain()

    async def deliver(self, *, seconds: float = 900.0, step: float = 1.0) -> float:
        """Let every worker send until nothing is unsent, for so long at most; returns how long it took."""
        start = self.time.epoch()
        while self.time.epoch() - start < seconds and await self.unsent():
            for worker in self.workers:
                await worker.delivery.drain()
            self.time.move(seconds=step)
        return self.time.epoch() - start

    async def unsent(self) -> int:
        """How many notices are waiting or on their way."""
        counts = await self.first.database.backlog.counts()
        return sum(count.count for state, count in counts.items() if state in {"waiting", "sending"})

    async def problems(self) -> dict[str, str]:
        """Why notices were given up, by key."""
        return {one.key: one.problem for one in await self.first.database.backlog.stuck()}

    def messages(self, channel: str = ROOM) -> list[Message]:
        """What stands in a channel, replies behind their parents."""
        workspace = self.practice.workspace
        return [
            shown
            for message in workspace.messages(channel)
            for shown in (message, *workspace.replies(channel, message.ts))
        ]

    def texts(self, channel: str = ROOM) -> list[str]:
        """The texts of a channel."""
        return [message.text for message in self.messages(channel)]

    def times(self, kind: str, channel: str | None = None) -> list[float]:
        """When messages were posted or edited, in seconds since the epoch."""
        return [at for at, one in self.seen if one.kind == kind and channel in {None, one.channel}]

    def break_(self, target: str, kind: FaultKind, times: int = 1, **how: object) -> None:
        """Put a fault in force."""
        self.practice.faults.add(Fault(target, kind, times, **how))  # type: ignore[arg-type]  # the test knows


@contextlib.asynccontextmanager
async def desk(url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with one worker that sends when the test says so."""
    folder = tmp_path / "organization"
    folder.mkdir(exist_ok=True)
    (folder / "organization.toml").write_text(ORGANIZATION)
    time = SharedTime()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        practice = Practice(
            sample_workspace(time.epoch),
            base_url=address,
            request_url=address,
            sleep=time.sleep,
            subscribed=frozenset(),  # nobody listens to events here
        )
        application = FastAPI()
        application.mount("/", practice_app(practice))
        made = Desk(practice, url, folder, time)
        practice.workspace.changes.listen(lambda change: made.seen.append((time.epoch(), change)))
        async with served(application, listening):
            await made.worker()
            yield made
            for worker in made.workers:
                await worker.database.stop()
        await practice.close()


def one_a_second(times: list[float]) -> bool:
    """Whether calls came one a second over any ten seconds; simulated time may jump while one is on its way."""
    return all(sum(start <= at < start + 10 for at in times) <= 12 for start in times)


def plain(key: str, text: str = "", **changes: object) -> Notice:
    """A notice with a text of its own; its message is the part of the key before the ``@``."""
    facts: dict[str, Any] = {
        "key": key,
        "workspace": WORKSPACE,
        "lane": "lane-1",
        "message": key.partition("@")[0],
        "template": "plain",
        "to": ROOM,
        "detail": {"text": text or key},
    }
    return Notice(**(facts | changes))
