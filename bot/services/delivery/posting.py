# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Putting one message into Slack: posted where it is not there yet, edited where it is, and what to try next if not."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.services.delivery.failures import Nature, NotNow, SendingFailed
from bot.services.delivery.looking import find
from bot.services.delivery.pace import Budget, Pace, calling, posting
from bot.services.delivery.slack import CHANNELS, Place, ReadBy, Slack
from bot.services.delivery.writing import text_only
from bot.timing import Timing
from messages.blocks import Message, without_pictures
from storage.delivery import Due
from storage.delivery import Message as Standing
from workflows.notice import Notice, Template

logger = logging.getLogger(__name__)
Hold = Callable[[], Awaitable[object]]
#: Whether a notice tells in this channel what is for one group alone.
InConfidence = Callable[[Notice, str], Awaitable[bool]]
_Answer = TypeVar("_Answer")
#: What is told in a channel for the people of the company alone.
_OUR_OWN: frozenset[Template] = frozenset({"digest", "register", "named", "poll"})
#: Between two tries of a message with a picture that Slack has not processed yet.
_PROCESSING = timedelta(seconds=2)


class Poster:
    """Calls Slack for one notice at a time. Methods raise SendingFailed, and NotNow when a budget has no slot."""

    def __init__(self, slack: Slack, pace: Pace, timing: Timing, in_confidence: InConfidence) -> None:
        self._slack = slack
        self._in_confidence = in_confidence
        self._pace = pace
        self._timing = timing

    async def turn(self, due: Due, to: str) -> None:
        """Wait for the turn of the call that the notice needs."""
        await self._turn(_editing(due) if due.standing else posting(due.notice.workspace, to))

    async def put(self, due: Due, to: str, message: Message, hold: Hold, until: datetime) -> Standing | None:
        """Edit the notice's message, or post it to ``to``. Returns where it stands now if that is new.

        A message that was deleted, or that Slack lets nobody edit any more, is posted again once, and then left alone.
        Where an earlier try to post it again may have arrived (``due.ambiguous``), it is looked for before another.
        ``hold`` makes sure before each call that no other worker takes the notice meanwhile; ``until`` is when it goes
        without pictures that Slack still has not processed.
        """
        await self._check_room(due, due.standing.channel if due.standing else to, hold)
        if due.standing is None:
            return await self._post(due, to, message, hold, until)
        try:
            await self._edit(due, due.standing, message, hold, until)
        except SendingFailed as failure:
            if failure.nature not in {Nature.GONE, Nature.FIXED} or due.standing.reposted:
                raise
            logger.info("message %s cannot be edited and is posted again: %s", due.notice.message, failure.code)
        else:
            return None
        if due.ambiguous and (found := await self.look(due, to)):
            return standing_at(due, found, reposted=True)
        await self._turn(posting(due.notice.workspace, to))
        return await self._post(due, to, message, hold, until)

    async def look(self, due: Due, to: str) -> Place | None:
        """Where an earlier try to post the notice has arrived, if it did."""
        method = "conversations.replies" if due.root else "conversations.history"
        await self._turn(calling(due.notice.workspace, method))
        thread = due.root.ts if due.root else ""
        since = due.tried_at or due.created_at
        # After each look that finds nothing a post is tried anew, but a second post of a deleted message is not.
        return await find(self._slack, to, thread, due.notice_id, since, until_now=due.standing is not None)

    async def _post(self, due: Due, to: str, message: Message, hold: Hold, until: datetime) -> Standing:
        thread = due.root.ts if due.root else ""
        if due.notice.template in _OUR_OWN and not thread and to.startswith(CHANNELS):
            await hold()
            if await self._slack.read_by(to) is ReadBy.OUTSIDE:  # since it was chosen, or as the files have it
                raise SendingFailed(Nature.PLACE, "read_outside", method="chat.postMessage")

        async def call(taken: Message) -> Place:
            return await self._slack.post(to, taken, due.notice_id, thread)

        budgets = posting(due.notice.workspace, to)
        place = await self._taken(call, due, message, budgets, hold, until)
        return standing_at(due, place, reposted=due.standing is not None)

    async def _check_room(self, due: Due, place: str, hold: Hold) -> None:
        """Refuse to tell a group in confidence where others read along: its channel may have been shared since."""
        if not await self._in_confidence(due.notice, place):
            return
        await hold()
        by = await self._slack.read_by(place, surely=True)
        if by is not ReadBy.MEMBERS:
            raise SendingFailed(Nature.PLACE, f"room_{by}", method="chat.postMessage")

    async def _edit(self, due: Due, standing: Standing, message: Message, hold: Hold, until: datetime) -> None:
        async def call(taken: Message) -> None:
            await self._slack.update(Place(standing.channel, standing.ts), taken)

        await self._taken(call, due, message, _editing(due), hold, until)

    async def _taken(
        self,
        call: Callable[[Message], Awaitable[_Answer]],
        due: Due,
        message: Message,
        budgets: tuple[Budget, ...],
        hold: Hold,
        until: datetime,
    ) -> _Answer:
        """Slack's answer to a message, or to as much of it as Slack takes: without pictures, without layout."""
        while True:
            await hold()
            try:
                return await call(message)
            except SendingFailed as failure:
                if failure.nature is Nature.PICTURE and self._timing.now() + _PROCESSING < until:
                    await self._timing.sleep(_PROCESSING.total_seconds())
                else:
                    message = _less(message, due, failure)
            await self._turn(budgets)

    async def _turn(self, budgets: tuple[Budget, ...]) -> None:
        later = await self._pace.turn(budgets)
        if later is not None:
            raise NotNow(later)


def _less(message: Message, due: Due, failure: SendingFailed) -> Message:
    """What is left to try of a message that Slack does not take. Raises the failure when nothing is."""
    plainer = without_pictures(message)
    if failure.nature not in {Nature.CONTENT, Nature.PICTURE} or not message["blocks"]:
        raise failure
    return plainer if plainer != message else text_only(message, due.notice)


def _editing(due: Due) -> tuple[Budget, ...]:
    return calling(due.notice.workspace, "chat.update")


def standing_at(due: Due, place: Place, *, reposted: bool = False) -> Standing:
    """The notice's message as it is remembered once it stands somewhere."""
    return Standing(due.notice.message, place.channel, place.ts, due.notice_id, reposted)
