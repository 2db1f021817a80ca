# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Keeping what is discussed in the threads of requests, where the organization wants that and Slack lets us read."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.timing import Timing
from storage.database import Database
from workflows import discussing
from workflows.errors import NotPossibleNow, NotTheRequester, UnknownRequest
from workflows.events import Event
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Question, Request

logger = logging.getLogger(__name__)
_AT_ONCE = 100
#: What Slack answers where the app may not read.
_UNREADABLE = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission"})
_NOT_KEPT = (
    "What is written in this thread is not kept with the record: the bot may not read it here. Questions and answers "
    "go through the buttons."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that happened in a thread: a message of ``by`` at ``ts``, below the one at ``root``."""

    what: Literal["said", "edited", "deleted"]
    channel: str
    root: str
    ts: str
    by: Person
    text: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """That what the requester wrote may be the answer to a question: the event that has it, and the question."""

    request: Request
    question: Question
    sequence: int
    text: str


class ThreadService:
    """Off unless ``[threads] sync`` is on; then every message in a card's thread is an event of its request."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, client: AsyncWebClient, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._client = client
        self._timing = timing

    @property
    def kept(self) -> bool:
        """Whether threads are kept."""
        return self._catalog.current.organization.threads.sync

    @again_on_conflict
    async def hear(self, heard: Heard) -> Offer | None:
        """Keep it, if it stands in the thread of a request that everybody may read.

        The offer is there when its requester wrote something new while a question waits for them.
        """
        if not self.kept:
            return None
        staff = await self._people.staff(heard.by.workspace)
        async with self._database.transaction() as tx:
            request_id = await tx.threads.request_at(heard.by.workspace, heard.channel, heard.root)
            if request_id is None:
                return None
            before = await tx.requests.by_id(request_id)
            events = await tx.events.chain(request_id)
            after = _TRANSITIONS[heard.what](before, events, heard, self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)
        question = after.open_question
        if after is before or heard.what != "said" or heard.by != after.requester or question is None:
            return None
        return Offer(after, question, len(events) + 1, heard.text)

    async def text_for_answer(self, number: int, sequence: int, requester: Person) -> str:
        """What the requester wrote in the thread, as it reads now. Raises NotTheRequester, or NotPossibleNow."""
        async with self._database.reading() as tx:
            found = await tx.requests.get(requester.workspace, number)
            events = await tx.events.chain(found.id)
        if found.requester != requester:
            raise UnknownRequest(found.name) if found.confidential else NotTheRequester(found.name)
        text = discussing.said_by(events, sequence, requester)
        if not text:
            raise NotPossibleNow(found.name, "use that message as your answer", "without it: it is not kept any more")
        return text

    async def check(self, workspace: str) -> None:
        """Say once in each open thread that it is not kept, where Slack does not let us read."""
        if not self.kept or not workspace:
            return
        for channel in sorted(set(self._catalog.current.organization.open_channels.values())):
            if not await self._readable(channel):
                await self._tell(workspace, channel)

    async def _readable(self, channel: str) -> bool:
        """False only when Slack says that the app may not read; whatever else goes wrong passes."""
        try:
            await self._client.conversations_history(channel=channel, limit=1)
        except SlackApiError as error:
            return error.response.get("error") not in _UNREADABLE
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
            logger.info("a channel could not be looked at: %s", type(error).__name__)
        return True

    async def _tell(self, workspace: str, channel: str) -> None:
        after = ""
        while True:
            async with self._database.transaction() as tx:
                page = await tx.threads.in_channel(workspace, channel, after, _AT_ONCE)
                for request_id, _ in page:
                    request = await tx.requests.by_id(request_id)
                    if request.state.open and not request.confidential:
                        await tx.outbox.add(_not_kept(request, channel))
            if len(page) < _AT_ONCE:
                return
            after = page[-1][1]


def _not_kept(request: Request, channel: str) -> Notice:
    message = f"unread:{request.id}"
    return Notice(
        key=message,
        workspace=request.workspace,
        lane=request.id,
        message=message,
        template="plain",
        to=channel,
        thread=f"card:{request.id}",
        detail={"text": _NOT_KEPT},
    )


_TRANSITIONS: dict[str, Callable[[Request, Sequence[Event], Heard, datetime], Request]] = {
    "said": lambda request, events, heard, now: discussing.said(
        request, events, heard.text, ts=heard.ts, by=heard.by, now=now
    ),
    "edited": lambda request, events, heard, now: discussing.edited(
        request, events, heard.text, ts=heard.ts, by=heard.by, now=now
    ),
    "deleted": lambda request, events, heard, now: discussing.deleted(request, events, ts=heard.ts, now=now),
}
