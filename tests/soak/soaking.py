# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Many requests through several processes of the office in a practice workspace, some killed on the way."""

import asyncio
import contextlib
import itertools
import socket
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.catalog import load_catalog
from bot.practice.grants import Grants
from bot.practice.messages import Message
from bot.practice.practice import Practice
from bot.practice.rate_limits import RateLimits
from bot.practice.sample import sample_workspace
from bot.practice.server import practice_app
from tests.bench.payloads import filled_form
from tests.support.hurried import HurriedTime
from tests.support.processes import Process, process
from tests.support.serving import free_port, served

#: How much faster than real time Slack's limits and the office's pacing run.
FACTOR = 40
REQUESTS = "C0REQUESTS"
_REQUESTERS = ("U0DANA", "U0PRIYA", "U0MIKA", "U0SAM", "U0EVA")
_AT_ONCE = 10
_ORGANIZATION = """
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OMAR"]
[groups.legal]
members = ["U0LENA", "U0TOMAS"]
"""


class Soak:
    """The practice workspace, the processes of the office, and what they have acknowledged."""

    def __init__(self, practice: Practice, timing: HurriedTime, settings: dict[str, str], folder: Path) -> None:
        self.practice = practice
        self.acknowledged: set[str] = set()
        self._timing = timing
        self._settings = settings
        self._folder = folder
        self._addresses: Iterator[str] = iter(())
        catalog = load_catalog(None).catalog
        assert catalog is not None
        self._version = catalog.policies["contribution"].version

    @contextlib.asynccontextmanager
    async def running(self, *kinds: str) -> AsyncIterator[list[Process]]:
        """One process of each kind (web, serve or work), ready; the first two kinds share Slack's payloads."""
        clock = (str(self._timing.since), str(self._timing.factor))
        async with contextlib.AsyncExitStack() as stack:
            processes = []
            for kind in kinds:
                given = self._settings | {"PORT": str(free_port())}
                processes.append(
                    await stack.enter_async_context(
                        process(kind, *clock, settings=given, folder=self._folder, module="tests.support.hurried")
                    )
                )
            serving = [one for kind, one in zip(kinds, processes, strict=True) if kind != "work"]
            for one in serving:
                await one.answers("/readyz")
            self._addresses = itertools.cycle(f"{one.address}/slack/events" for one in serving)
            yield processes

    async def submit(self, count: int) -> None:
        """Submit so many requests, a few at a time."""
        waiting = iter(range(1, count + 1))

        async def submit_some() -> None:
            for number in waiting:
                requester = _REQUESTERS[number % len(_REQUESTERS)]
                form = filled_form(number, self._version, requester, self.practice.workspace.team.id)
                await self._until_acknowledged(form)
                self.acknowledged.add(form["view"]["id"])

        await asyncio.gather(*(submit_some() for _ in range(_AT_ONCE)))

    async def approve(self, count: int) -> None:
        """Approve so many requests, each as soon as it is asked for."""
        omar, approved = self.practice.person("U0OMAR"), set[str]()
        while len(approved) < count:
            await self.practice.until(lambda: any(self._open_asks(approved)), within=60)
            for ask in list(self._open_asks(approved))[: count - len(approved)]:
                self._to_the_next()
                answer = await omar.click(ask, "Approve")
                if answer is not None and answer.ok:
                    approved.add(ask.ts)

    async def kill(self, victims: Iterable[tuple[int, Process]]) -> None:
        """Kill a process, and start it again, whenever so many messages stand in the workspace."""
        for count, victim in victims:
            await self.practice.until(lambda count=count: len(self.messages()) >= count, within=120)  # type: ignore[misc]  # a plain default
            await victim.kill()
            await victim.start()

    def messages(self) -> Sequence[Message]:
        """Everything that the office has posted."""
        workspace = self.practice.workspace
        places = [REQUESTS, *(f"D{person[1:]}" for person in _REQUESTERS)]
        return [message for place in places for message in workspace._messages.get(place, {}).values()]

    async def _until_acknowledged(self, form: dict[str, Any]) -> None:
        """Submit a form as a person does: once more when Slack or the form says that it did not work."""
        async with asyncio.timeout(60):
            while True:
                self._to_the_next()
                answer = await self.practice.sending.http.send("interactions", form)
                if answer.ok and answer.body == "":
                    return
                await asyncio.sleep(0.1)

    def _to_the_next(self) -> None:
        """The next payload goes to another web process, as a load balancer does it."""
        self.practice.sending.http.request_url = next(self._addresses)

    def _open_asks(self, approved: set[str]) -> Iterator[Message]:
        for message in self.practice.workspace._messages.get(REQUESTS, {}).values():
            if message.is_reply and message.ts not in approved:
                yield message


@contextlib.asynccontextmanager
async def soak(database_url: str, folder: Path) -> AsyncIterator[Soak]:
    """A practice workspace on a hurried clock, except for the three seconds in which it wants its answers."""
    timing = HurriedTime(time.time(), FACTOR)
    workspace = sample_workspace(timing.epoch)
    workspace.grants = Grants(workspace.team.id, time.time)
    organization = folder / "organization"
    organization.mkdir()
    (organization / "organization.toml").write_text(_ORGANIZATION)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        base = f"http://127.0.0.1:{listening.getsockname()[1]}/practice"
        practice = Practice(workspace, base_url=base, request_url="", sleep=timing.sleep)
        practice.limits = RateLimits(timing.epoch)
        settings = {
            "SLACK_BOT_TOKEN": practice.bot_token,
            "SLACK_SIGNING_SECRET": practice.signing_secret,
            "SLACK_API_URL": practice.api_url,
            "DATABASE_URL": database_url,
            "OSPO_ORGANIZATION": str(organization),
            "OSPO_LOG_LEVEL": "warning",
        }
        async with served(Starlette(routes=[Mount("/practice", practice_app(practice))]), listening):
            yield Soak(practice, timing, settings, folder)
            await practice.close()
