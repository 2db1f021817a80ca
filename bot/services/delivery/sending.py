# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sending the notices of one leased lane, in order: looked for where unclear, written, put into Slack, recorded."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.services.delivery.courtesy import Courtesy, reaches_a_person
from bot.services.delivery.failures import Nature, NotNow, SendingFailed
from bot.services.delivery.outcomes import Outcomes, Then
from bot.services.delivery.pictures import Pictures
from bot.services.delivery.posting import Poster, standing_at
from bot.services.delivery.writing import CannotWrite, Writer
from bot.timing import Timing
from messages.blocks import Message
from storage.database import Database
from storage.delivery import Due, Lease
from storage.errors import LeaseLost

logger = logging.getLogger(__name__)

#: How long a lane is held, and renewed before each call that needs more; a worker that dies holds it up for so long.
LEASE = timedelta(seconds=45)
#: A call that begins with less of the lease left could end after it: the client waits 30 s for an answer.
_NEEDED = timedelta(seconds=35)
#: How long a message waits for the one in whose thread it stands.
_FOR_ROOT = timedelta(seconds=2)


class Sender:
    """Sends leased lanes, one notice after the other."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        poster: Poster,
        outcomes: Outcomes,
        courtesy: Courtesy,
        pictures: Pictures,
        timing: Timing,
    ) -> None:
        self._courtesy = courtesy
        self._database = database
        self._lanes = database.lanes
        self._writer = writer
        self._poster = poster
        self._outcomes = outcomes
        self._pictures = pictures
        self._timing = timing

    async def send(self, lease: Lease, stopping: Callable[[], bool]) -> int:
        """Send what may go now of a lane, and give the lane back. Returns how many notices Slack has taken."""
        count = 0
        begun: set[str] = set()
        try:
            if (gathered := await self._courtesy.digest(lease)) is not None:
                await self._lanes.gather(lease, *gathered)
                begun = {one.notice.message for one in gathered[0]}
            for due in lease.dues:
                if due.notice.message in begun:
                    continue  # it went out with the earlier notice of its message
                lease = await self._held(lease)
                then = Then.STOP if stopping() else await self._one(lease, await self._fresh(due), begun)
                count += then is Then.SENT
                if then is Then.STOP:
                    break
        except LeaseLost:
            logger.warning("lane %s went to another worker", lease.lane)
        else:
            await self._lanes.release(lease)
        return count

    async def _held(self, lease: Lease) -> Lease:
        """The lease with enough of it left for a call. Raises LeaseLost."""
        return lease if lease.until - self._timing.now() >= _NEEDED else await self._lanes.renew(lease, LEASE)

    async def _fresh(self, due: Due) -> Due:
        """The notice with where its message and its thread stand by now."""
        notice = due.notice
        root = await self._lanes.message(notice.workspace, notice.thread) if notice.thread else None
        return replace(due, root=root, standing=await self._lanes.message(notice.workspace, notice.message))

    async def _one(self, lease: Lease, due: Due, begun: set[str]) -> Then:
        now = self._timing.now()
        if due.not_before is not None and due.not_before > now:
            return Then.STOP
        if await self._waits(lease, due):
            return Then.NEXT
        due = await self._placed(due)
        to = await self._writer.address(due)
        if due.ambiguous and due.standing is None:
            then = await self._look(lease, due, to)
            if then is not None:
                return then
            await self._outcomes.wait(lease, due, now)
        until = await self._pictures.prepare(due.notice)
        try:
            await self._poster.turn(due, to)
        except NotNow as later:
            await self._outcomes.wait(lease, due, later.until)
            return Then.STOP
        current = await self._lanes.begin(lease, due)
        if current is None:
            return Then.NEXT
        begun.add(due.notice.message)
        return await self._deliver(lease, replace(current, root=due.root) if due.root else current, to, until)

    async def _waits(self, lease: Lease, due: Due) -> bool:
        """Whether it has to wait for the message in whose thread it stands, or for when its person wants it."""
        if _waits_for_root(lease, due):
            await self._lanes.postpone(lease, due, self._timing.now() + _FOR_ROOT)
            return True
        held = await self._courtesy.wait(due, lease.lane)
        if held is not None:
            await self._lanes.hold(lease, due, held.lane, held.until)
        return held is not None

    async def _placed(self, due: Due) -> Due:
        """The notice with where it stands by now, or is to stand: what it waited for may just have been posted."""
        if not reaches_a_person(due.notice):
            return due
        return await self._courtesy.in_thread(await self._fresh(due))

    async def _look(self, lease: Lease, due: Due, to: str) -> Then | None:
        """Look for a post whose answer is missing. None: it has not arrived."""
        try:
            place = await self._poster.look(due, to)
        except NotNow as later:
            await self._lanes.postpone(lease, due, later.until)
            return Then.STOP
        except SendingFailed as failure:
            return await self._outcomes.not_found_out(lease, due, failure)
        if place is None:
            return None
        await self._lanes.sent(lease, due, standing_at(due, place))
        return Then.SENT

    async def _deliver(self, lease: Lease, due: Due, to: str, until: datetime) -> Then:
        """Call Slack for a notice that was begun. If it is still ambiguous, its message was perhaps posted again.

        ``until`` is when it goes without pictures that are not ready.
        """
        try:
            message = await self._written(due, to)
            if message is None:
                await self._lanes.sent(lease, due, None)
                return Then.NEXT
            if due.notice.thread and due.root is None and due.standing is None:
                return await self._outcomes.give_up(lease, due, "root_missing")
            standing = await self._poster.put(due, to, message, partial(self._held, lease), until)
        except CannotWrite as cannot:
            return await self._outcomes.give_up(lease, due, cannot.code)
        except NotNow as later:
            await self._outcomes.wait(lease, due, later.until)
            return Then.STOP
        except SendingFailed as failure:
            return await self._failed(lease, due, to, failure)
        await self._lanes.sent(lease, due, standing)
        return Then.SENT

    async def _written(self, due: Due, to: str) -> Message | None:
        place = due.standing.channel if due.standing else to
        try:
            return await self._writer.write(due.notice, standing=due.standing is not None, place=place)
        except CannotWrite:
            raise
        except Exception as error:
            # Neither the error's words nor its traceback are logged: they may quote the request.
            logger.error("notice %s cannot be rendered: %s", due.notice.key, type(error).__name__)  # noqa: TRY400
            raise SendingFailed(Nature.UNKNOWN, "cannot_render") from error

    async def _failed(self, lease: Lease, due: Due, to: str, failure: SendingFailed) -> Then:
        if failure.nature is Nature.GONE and due.standing is not None:
            await self._lanes.sent(lease, due, None)  # deleted a second time: somebody does not want it
            return Then.NEXT
        if failure.nature is Nature.GONE and due.root is not None and not due.root.reposted:
            return await self._root_again(lease, due)
        return await self._outcomes.failed(lease, due, failure, to)

    async def _root_again(self, lease: Lease, due: Due) -> Then:
        """The message in whose thread this one stands was deleted: have it edited, and so posted again, first."""
        newest = await self._lanes.newest(lease, due.root.name) if due.root else None
        if due.root is None or newest is None:
            return await self._outcomes.give_up(lease, due, "root_missing")
        again = replace(newest, key=f"{newest.message}@again:{due.root.notice_id}")
        async with self._database.transaction() as tx:
            await tx.outbox.add(again)
        await self._outcomes.wait(lease, due, self._timing.now() + _FOR_ROOT)
        return Then.NEXT


def _waits_for_root(lease: Lease, due: Due) -> bool:
    """Whether the message in whose thread it stands is nowhere yet, and comes later in the lane."""
    if not due.notice.thread or due.root is not None or due.standing is not None:
        return False
    return any(one.id > due.id and one.notice.message == due.notice.thread for one in lease.dues)
