# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everything goes wrong at once, as a seed decides: each message is visible once all the same, and in order."""

import asyncio
from random import Random
from typing import Any, get_args

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.practice.faults import FaultKind
from bot.practice.messages import Message
from tests.support.delivering import Desk, Worker, plain
from workflows.notice import Notice

LANES = ("north", "east", "south", "west")
CALLS = ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies", "conversations.open")
FAULTS = tuple(kind for kind in get_args(FaultKind) if kind not in {"duplicate", "reordered", "lost_ack", "error"})


class Mortal(AsyncWebClient):
    """The process may end right before or right after any call."""

    luck: Random

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        fate = self.luck.random()
        if fate < 0.05:
            raise asyncio.CancelledError
        answer = await super().api_call(api_method, **arguments)
        if fate > 0.95:
            raise asyncio.CancelledError
        return answer


async def mortal(desk: Desk, luck: Random) -> Worker:
    client = desk.client(Mortal)
    assert isinstance(client, Mortal)
    client.luck = luck
    return await desk.worker(client)


@pytest.mark.parametrize("seed", range(4))
async def test_every_message_is_visible_once_and_in_order_whatever_breaks(desk: Desk, seed: int) -> None:
    luck = Random(seed)  # noqa: S311 - repeatable on purpose
    await mortal(desk, luck)
    await mortal(desk, luck)
    newest: dict[str, str] = {}
    for number in range(30):
        for notice in some_notices(luck, number):
            newest[notice.message] = notice.key
            await desk.queue(notice)
        if luck.random() < 0.6:
            times, seconds = luck.randrange(1, 3), luck.randrange(1, 9)
            desk.break_(luck.choice(CALLS), luck.choice(FAULTS), times=times, seconds=seconds)
        await one_round(desk, luck)
    desk.practice.faults.clear()
    await settle(desk, luck)
    assert await desk.problems() == {}
    posted = sorted((one for room in ("C0REQUESTS", "C0DIGEST", "D0DANA") for one in desk.messages(room)), key=when)
    assert sorted(one.text for one in posted) == sorted(newest.values())
    for lane in LANES:
        expected = [text for message, text in newest.items() if message.startswith(lane)]
        assert [one.text for one in posted if one.text.startswith(lane)] == expected


def some_notices(luck: Random, number: int) -> tuple[Notice, Notice]:
    """A card with a new content, and a message in its thread or beside it, which is made or changed."""
    lane = luck.choice(LANES)
    thread = luck.choice(["", f"{lane}:card"])
    room = "C0REQUESTS" if thread else luck.choice(["C0DIGEST", "U0DANA"])
    return (
        plain(f"{lane}:card@{number}", lane=lane),
        plain(f"{lane}:{number // 4}:{room}{thread[:1]}@{number}", lane=lane, to=room, thread=thread),
    )


def when(message: Message) -> float:
    return float(message.ts)


async def one_round(desk: Desk, luck: Random) -> None:
    """Let the two mortal workers drain side by side; whoever dies is replaced."""
    workers = desk.workers[1:]
    ends = await asyncio.gather(*(worker.delivery.drain() for worker in workers), return_exceptions=True)
    for worker, end in zip(workers, ends, strict=True):
        if isinstance(end, asyncio.CancelledError):
            desk.workers.remove(worker)
            await worker.database.stop()
            await mortal(desk, luck)
        elif isinstance(end, BaseException):
            raise end
    desk.time.move(seconds=luck.choice([0, 1, 5, 100]))


async def settle(desk: Desk, luck: Random) -> None:
    for _ in range(300):
        if not await desk.unsent():
            return
        await one_round(desk, luck)
    raise AssertionError("notices are left")
