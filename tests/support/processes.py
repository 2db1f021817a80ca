# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The office as real processes beside the test: started, asked over HTTP, told to stop, or killed."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp

from tests.support.house import ROOT

_PATIENCE = 30


class Process:
    """One process of ``python -m module arguments``; ``settings`` are all that its environment says of the office."""

    def __init__(self, *arguments: str, settings: Mapping[str, str], folder: Path, module: str = "bot") -> None:
        self._command = (sys.executable, "-m", module, *arguments)
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self._environment = {**inherited, "PYTHONPATH": str(ROOT), **settings}
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.address = f"http://127.0.0.1:{settings.get('PORT', '')}"
        self.log = folder / f"{'-'.join(arguments).replace('/', '_')}-{id(self):x}.log"

    @property
    def said(self) -> str:
        """What it has written so far, over all its lives."""
        return self.log.read_text() if self.log.exists() else ""

    async def start(self) -> None:
        """Start it, or start it again."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, env=self._environment, cwd=self._folder, stdout=log, stderr=log
            )

    async def ended(self) -> int:
        """Wait for its end and return the exit code; minus a signal's number when one ended it."""
        assert self._process is not None
        async with asyncio.timeout(_PATIENCE):
            return await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end, as an operator or an orchestrator does, and return the exit code."""
        self._signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """Kill it: it has no say in this."""
        self._signal(signal.SIGKILL)
        await self.ended()

    async def answer(self, path: str) -> tuple[int, str]:
        """Status and text of a GET; status 0 while nobody answers."""
        try:
            async with aiohttp.ClientSession() as session, session.get(self.address + path) as response:
                return response.status, await response.text()
        except aiohttp.ClientError:
            return 0, ""

    async def answers(self, path: str, status: int = 200) -> str:
        """Wait until a GET is answered so, and return its text. Fails when the process ends before, with what it said.

        Polled: a process tells nobody outside that it is ready but those who ask.
        """
        async with asyncio.timeout(_PATIENCE):
            while True:
                found, text = await self.answer(path)
                if found == status:
                    return text
                assert self._process is not None
                assert self._process.returncode is None, self.said
                await asyncio.sleep(0.05)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)


@contextlib.asynccontextmanager
async def process(
    *arguments: str, settings: Mapping[str, str], folder: Path, module: str = "bot"
) -> AsyncIterator[Process]:
    """A process that runs while the block does, and is surely gone afterwards."""
    one = Process(*arguments, settings=settings, folder=folder, module=module)
    await one.start()
    try:
        yield one
    finally:
        await one.kill()
