# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of charts, drawn by a short-lived process, so that no process that serves ever loads the renderer."""

import asyncio
import json
import struct
from collections.abc import Sequence
from typing import Any

from bot.apart import run_apart

#: Seconds for all pictures of one message; the first takes about 0.6 on an idle machine.
PATIENCE = 30.0
_LENGTH = struct.Struct("!I")
#: Characters of what the renderer complains of that an error keeps.
_COMPLAINT = 300


class CannotDraw(Exception):
    """No pictures came: the renderer is not there, took too long, or ended without them."""


async def draw(specs: Sequence[dict[str, Any]], *, patience: float = PATIENCE) -> list[bytes]:
    """The charts as PNG, in the same order. Raises CannotDraw, after ``patience`` seconds at the latest."""
    try:
        async with asyncio.timeout(patience):
            return _pictures(await _drawn(json.dumps(list(specs)).encode()), len(specs))
    except (OSError, struct.error) as error:  # a time-out is an OSError
        raise CannotDraw(f"{type(error).__name__} after at most {patience} s") from error


async def _drawn(specs: bytes) -> bytes:
    ended = await run_apart("bot.chart_renderer", specs)
    if ended.code != 0:
        words = " ".join(ended.complaint.decode(errors="replace").split())
        raise CannotDraw(f"the renderer ended with {ended.code}: {words[-_COMPLAINT:]}")
    return ended.written


def _pictures(written: bytes, count: int) -> list[bytes]:
    pictures, at = list[bytes](), 0
    for _ in range(count):
        (length,) = _LENGTH.unpack_from(written, at)
        at += _LENGTH.size
        pictures.append(written[at : at + length])
        at += length
    return pictures
