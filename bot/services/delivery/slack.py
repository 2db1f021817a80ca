# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The few calls of the Web API that delivery makes, each timed, each failure named by what it means."""

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics import Metrics
from bot.services.delivery.failures import Nature, SendingFailed, failure_of
from messages.blocks import Block, Message

#: What a post says of itself to other apps, which may read it: that it is ours, and a random id (design.md §4).
EVENT_TYPE = "ospo_notice"

Calling = Callable[..., Coroutine[Any, Any, AsyncSlackResponse]]


logger = logging.getLogger(__name__)


#: What ids of channels begin with; those of people and of direct messages begin otherwise.
CHANNELS = ("C", "G")
_FOR_THE_MOMENT = frozenset({Nature.LIMITED, Nature.UNREACHED, Nature.UNCLEAR, Nature.LATER})


class ReadBy(StrEnum):
    """Who reads a channel: its members alone, everybody of the workspace, or another company too."""

    MEMBERS = "members"
    EVERYBODY = "everybody"
    OUTSIDE = "outside"


def is_read_outside(channel: Mapping[str, object]) -> bool:
    """Whether a channel, as Slack describes it, is shared with another company, or about to be."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture to upload."""

    name: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands."""

    channel: str
    ts: str


class Slack:
    """Slack as delivery uses it. Every method raises SendingFailed."""

    def __init__(self, client: AsyncWebClient, metrics: Metrics) -> None:
        self._client = client
        self._metrics = metrics

    async def post(self, channel: str, message: Message, notice_id: str, thread: str = "") -> Place:
        """Post a message, in the thread of ``thread`` (a ts) if given."""
        answer = await self._call(
            "chat.postMessage",
            self._client.chat_postMessage,
            channel=channel,
            **message,
            thread_ts=thread or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": notice_id}},
            unfurl_links=False,
            unfurl_media=False,
        )
        if not answer.get("channel") or not answer.get("ts"):
            raise SendingFailed(Nature.UNCLEAR, "no_ts")
        return Place(str(answer["channel"]), str(answer["ts"]))

    async def update(self, place: Place, message: Message) -> None:
        """Replace the content of a message."""
        await self._call("chat.update", self._client.chat_update, channel=place.channel, ts=place.ts, **message)

    async def publish(self, user: str, view: Block, known: str) -> str:
        """Set a person's Home, and give Slack's hash of it; ``known`` is the hash of what it replaces, if known."""
        publish = self._client.views_publish
        answer = await self._call("views.publish", publish, user_id=user, view=view, hash=known or None)
        view_now = answer.get("view")
        return str(view_now.get("hash") or "") if isinstance(view_now, dict) else ""

    async def upload(self, pictures: Sequence[PictureFile]) -> list[str]:
        """Upload pictures for messages to show, not shared with any channel by themselves, and return their ids.

        Without ``alt_txt``, with which uploads get lost (python-slack-sdk issue 1818): the block that shows one has it.
        """
        files = [{"content": one.data, "filename": one.name, "title": one.title} for one in pictures]
        answer = await self._call("files.completeUploadExternal", self._client.files_upload_v2, file_uploads=files)
        told = answer.get("files")
        known = told if isinstance(told, list) else ()
        ids = [str(one["id"]) for one in known if isinstance(one, dict) and one.get("id")]
        if len(ids) != len(pictures):
            raise SendingFailed(Nature.UNCLEAR, "no_files", method="files.completeUploadExternal")
        return ids

    async def read_by(self, channel: str, *, surely: bool = False) -> ReadBy:
        """Who reads a channel. What Slack does not tell counts as its members alone, and holds up nothing.

        But ``surely``: what it does not tell for the moment, such as while it limits us, raises SendingFailed.
        """
        try:
            answer = await self._call("conversations.info", self._client.conversations_info, channel=channel)
        except SendingFailed as failure:
            if surely and failure.nature in _FOR_THE_MOMENT:
                nature = Nature.LATER if failure.nature is Nature.UNCLEAR else failure.nature  # nothing was posted
                raise SendingFailed(nature, failure.code, wait=failure.wait, method=failure.method) from failure
            logger.info("a channel could not be looked at: %s", failure.code)
            return ReadBy.MEMBERS
        found = answer.get("channel")
        if not isinstance(found, dict):
            return ReadBy.MEMBERS
        if is_read_outside(found):
            return ReadBy.OUTSIDE
        return ReadBy.EVERYBODY if found.get("is_private") is False else ReadBy.MEMBERS

    async def direct_messages(self, user: str) -> str:
        """The id of the channel of the direct messages with a person."""
        answer = await self._call("conversations.open", self._client.conversations_open, users=user)
        return str(answer["channel"]["id"])

    async def page(self, channel: str, thread: str, between: tuple[float, float | None], cursor: str) -> dict[str, Any]:
        """A page of a channel's messages, or of a thread's when ``thread`` is a ts, with their metadata.

        ``between`` are the instants, in seconds since the epoch, from which on and until when; None: until now.
        """
        oldest, latest = between
        window = {"oldest": f"{oldest:.6f}", "inclusive": True, "limit": 200}
        arguments: dict[str, Any] = {"channel": channel, "include_all_metadata": True, **window}
        if latest is not None:
            arguments["latest"] = f"{latest:.6f}"
        if cursor:
            arguments["cursor"] = cursor
        if thread:
            return await self._call("conversations.replies", self._client.conversations_replies, ts=thread, **arguments)
        return await self._call("conversations.history", self._client.conversations_history, **arguments)

    async def _call(self, method: str, call: Calling, **arguments: Any) -> dict[str, Any]:
        with self._metrics.sent.labels(method).time():
            try:
                answer = await call(**arguments)
            except (SlackApiError, aiohttp.ClientError, OSError) as error:
                raise failure_of(error, method) from error
        return answer.data if isinstance(answer.data, dict) else {}
