# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers for people, such as 142 of OSPO-142: unique in a workspace, from a counter row."""

import asyncio

from sqlalchemy import select

from storage.engine import Engine
from storage.request_tables import CounterRow
from storage.rows import table
from storage.statements import Batch, Script, Statement, upsert

_COUNTERS = table(CounterRow)
_WORKSPACES = Statement(select(_COUNTERS.c.workspace_id).distinct().order_by(_COUNTERS.c.workspace_id))
_ADVANCE = upsert(_COUNTERS, lambda refused: {"value": _COUNTERS.c.value + refused.value}, returning=_COUNTERS.c.value)


class Counters:
    """Gives numbers out. What is asked while the database answers is taken together next, in one step.

    Numbers of units that fail are left out. A step is not waited for on the disk: a request that uses the number
    cannot be on the disk without it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asking: dict[tuple[str, str], list[asyncio.Future[int]]] = {}
        self._taking: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def next(self, workspace: str, name: str) -> int:
        """The next number of this name in a workspace, from 1. Raises Unavailable."""
        counter = (workspace, name)
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._asking.setdefault(counter, []).append(answer)
        if counter not in self._taking:  # a task of its own: whoever asked first may go away, the others still wait
            self._taking[counter] = asyncio.create_task(self._take(counter))
        return await answer

    async def workspaces(self) -> list[str]:
        """The workspaces in which something was counted."""
        return [workspace for (workspace,) in await self._engine.scan(_WORKSPACES())]

    async def _take(self, counter: tuple[str, str]) -> None:
        try:
            while asking := self._asking.pop(counter, None):
                await self._answer(counter, asking)
        finally:
            del self._taking[counter]

    async def _answer(self, counter: tuple[str, str], asking: list[asyncio.Future[int]]) -> None:
        waiting = [answer for answer in asking if not answer.done()]
        try:
            last = await self._engine.run(_advance(*counter, len(waiting)), durable=False)
        except Exception as error:  # noqa: BLE001 - it belongs to those who asked
            for answer in waiting:
                if not answer.done():
                    answer.set_exception(error)
            return
        for number, answer in enumerate(waiting, last - len(waiting) + 1):
            if not answer.done():
                answer.set_result(number)


def _advance(workspace: str, name: str, by: int) -> Script[int]:
    [result] = yield Batch([_ADVANCE(workspace_id=workspace, name=name, value=by)], last=True)
    [(value,)] = result.rows
    return int(value)
