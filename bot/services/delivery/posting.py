# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Putting one message into Slack: posted where it is not there yet, edited where it is, and what to try next if not."""

import logging
from collections.abc import Awaitable, Callable

from bot.services.delivery.failures import Nature, NotNow, SendingFailed
from bot.services.delivery.looking import find
from bot.services.delivery.pace import Budget, Pace, calling, posting
from bot.services.delivery.slack import Place, Slack
from bot.services.delivery.writing import text_only
from messages.blocks import Message
from storage.delivery import Due
from storage.delivery import Message as Standing

logger = logging.getLogger(__name__)
Hold = Callable[[], Awaitable[object]]


class Poster:
    """Calls Slack for one notice at a time. Methods raise SendingFailed, and NotNow when a budget has no slot."""

    def __init__(self, slack: Slack, pace: Pace) -> None:
        self._slack = slack
        self._pace = pace

    async def turn(self, due: Due, to: str) -> None:
        """Wait for the turn of the call that the notice needs."""
        await self._turn(_editing(due) if due.standing else posting(due.notice.workspace, to))

    async def put(self, due: Due, to: str, message: Message, hold: Hold) -> Standing | None:
        """Edit the notice's message, or post it to ``to``. Returns where it stands now if that is new.

        A message that was deleted, or that Slack lets nobody edit any more, is posted again once, and then left alone.
        Where an earlier try to post it again may have arrived (``due.ambiguous``), it is looked for before another.
        ``hold`` makes sure before each call that no other worker takes the notice meanwhile.
        """
        if due.standing is None:
            return await self._post(due, to, message, hold, reposted=False)
        try:
            await self._edit(due, due.standing, message, hold)
        except SendingFailed as failure:
            if failure.nature not in {Nature.GONE, Nature.FIXED} or due.standing.reposted:
                raise
            logger.info("message %s cannot be edited and is posted again: %s", due.notice.message, failure.code)
        else:
            return None
        if due.ambiguous and (found := await self.look(due, to)):
            return standing_at(due, found, reposted=True)
        await self._turn(posting(due.notice.workspace, to))
        return await self._post(due, to, message, hold, reposted=True)

    async def look(self, due: Due, to: str) -> Place | None:
        """Where an earlier try to post the notice has arrived, if it did."""
        method = "conversations.replies" if due.root else "conversations.history"
        await self._turn(calling(due.notice.workspace, method))
        thread = due.root.ts if due.root else ""
        since = due.tried_at or due.created_at
        # After each look that finds nothing a post is tried anew, but a second post of a deleted message is not.
        return await find(self._slack, to, thread, due.notice_id, since, until_now=due.standing is not None)

    async def _post(self, due: Due, to: str, message: Message, hold: Hold, *, reposted: bool) -> Standing:
        thread = due.root.ts if due.root else ""
        await hold()
        try:
            place = await self._slack.post(to, message, due.notice_id, thread)
        except SendingFailed as failure:
            if failure.nature is not Nature.CONTENT:
                raise
            await self._turn(posting(due.notice.workspace, to))
            await hold()
            place = await self._slack.post(to, text_only(message, due.notice), due.notice_id, thread)
        return standing_at(due, place, reposted=reposted)

    async def _edit(self, due: Due, standing: Standing, message: Message, hold: Hold) -> None:
        place = Place(standing.channel, standing.ts)
        await hold()
        try:
            await self._slack.update(place, message)
        except SendingFailed as failure:
            if failure.nature is not Nature.CONTENT:
                raise
            await self._turn(_editing(due))
            await hold()
            await self._slack.update(place, text_only(message, due.notice))

    async def _turn(self, budgets: tuple[Budget, ...]) -> None:
        later = await self._pace.turn(budgets)
        if later is not None:
            raise NotNow(later)


def _editing(due: Due) -> tuple[Budget, ...]:
    return calling(due.notice.workspace, "chat.update")


def standing_at(due: Due, place: Place, *, reposted: bool = False) -> Standing:
    """The notice's message as it is remembered once it stands somewhere."""
    return Standing(due.notice.message, place.channel, place.ts, due.notice_id, reposted)
