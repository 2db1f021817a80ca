# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers for people, such as 142 of OSPO-142: unique in a workspace, from a counter row."""

import asyncio

from storage.engine import Engine
from storage.errors import StorageError
from storage.statements import Script, upsert
from storage.tables import CounterRow, table

_COUNTERS = table(CounterRow)
_ADVANCE = upsert(_COUNTERS, lambda refused: {"value": _COUNTERS.c.value + refused.value}, returning=_COUNTERS.c.value)


class Counters:
    """Gives numbers out. What is asked at the same time is taken in one step, and no number is given twice.

    Numbers of units that fail are left out. The step is not waited for on the disk: a request that uses the number
    cannot be on the disk without it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asking: dict[tuple[str, str], list[asyncio.Future[int]]] = {}
        self._taking: set[asyncio.Task[None]] = set()

    async def next(self, workspace: str, name: str) -> int:
        """The next number of this name in a workspace, from 1. Raises Unavailable."""
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        asking = self._asking.setdefault((workspace, name), [])
        asking.append(answer)
        if len(asking) == 1:  # a task of its own: whoever asked first may go away, the others still wait
            task = asyncio.create_task(self._take(workspace, name))
            self._taking.add(task)
            task.add_done_callback(self._taking.discard)
        return await answer

    async def _take(self, workspace: str, name: str) -> None:
        asking = self._asking.pop((workspace, name))
        try:
            last = await self._engine.run(_advance(workspace, name, len(asking)), durable=False)
        except StorageError as error:
            for answer in asking:
                if not answer.done():
                    answer.set_exception(error)
            return
        for number, answer in enumerate(asking, last - len(asking) + 1):
            if not answer.done():
                answer.set_result(number)


def _advance(workspace: str, name: str, by: int) -> Script[int]:
    [result] = yield [_ADVANCE(workspace_id=workspace, name=name, value=by)]
    [(value,)] = result.rows
    return int(value)
