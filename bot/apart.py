# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Work in a short-lived process of its own, for what would hold everything else up, or stay in memory for ever."""

import asyncio
import sys
from dataclasses import dataclass

from bot.settings import environment_apart


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its code (0: well), what it wrote, and what it complained of."""

    code: int | None
    written: bytes
    complaint: bytes


async def run_apart(module: str, given: bytes) -> Ended:
    """Run a module of ours on these bytes until it ends; it is ended when the caller is.

    It gets no secret of the office: what it is given was written by others.
    """
    starting = asyncio.create_task(_started(module))
    try:
        process = await asyncio.shield(starting)
        written, complaint = await process.communicate(given)
    finally:
        await asyncio.wait([starting])  # given up while it starts, it would go on for itself
        if not starting.exception():
            await _ended(starting.result())
    return Ended(process.returncode, written, complaint)


async def _started(module: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=environment_apart(),
    )  # fmt: skip


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
