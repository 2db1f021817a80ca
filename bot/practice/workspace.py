# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The state of the practice workspace: who is there, what was said where, and everything that Slack would remember."""

import itertools
from collections.abc import Callable
from dataclasses import replace

from bot.practice.changes import Change, Changes
from bot.practice.filled_blocks import filled
from bot.practice.grants import Grants
from bot.practice.messages import Message
from bot.practice.modals import Modals, View
from bot.practice.records import Canvas, Channel, File, Json, Team, User, UserGroup

TOMBSTONE = "This message was deleted."


class Workspace:
    """One team with one installed app. Everything is in memory and belongs to one event loop."""

    def __init__(self, team: Team, bot: User, *, now: Callable[[], float], app_id: str, bot_id: str) -> None:
        self.team = team
        self.bot = bot
        self.app_id = app_id
        self.bot_id = bot_id
        self.now = now
        self.changes = Changes()
        self.grants = Grants(team.id, now)
        self.users: dict[str, User] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, UserGroup] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.free_plan = False
        self.homes: dict[str, View] = {}
        self.bookmarks: dict[str, list[Json]] = {}
        self.messages_tab = True
        self.last_deleted: Message | None = None
        self.modals = Modals(self)
        self._messages: dict[str, dict[str, Message]] = {}
        self._ephemerals: list[Message] = []
        self._ids = itertools.count(1)
        self._last_ts = 0

    # Identifiers and time

    def mint(self, prefix: str) -> str:
        """Return a new id such as V00000007."""
        return f"{prefix}{next(self._ids):08d}"

    def mint_block_id(self) -> str:
        """Return a short id as Slack gives to blocks without one."""
        return f"b{next(self._ids):x}"

    def next_ts(self) -> str:
        """Return a message ts: now in seconds with six decimals, always above the one before."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # People and places

    def add_user(self, user: User) -> User:
        """Add a person."""
        self.users[user.id] = user
        return user

    def add_channel(self, channel: Channel) -> Channel:
        """Add a channel."""
        self.channels[channel.id] = channel
        self.changes.publish(Change("channel", channel=channel.id))
        return channel

    def direct_messages(self, user: str) -> Channel:
        """Return the direct messages of a person with the app, opened if need be (U0DANA has D0DANA)."""
        channel_id = f"D{user[1:]}"
        if channel_id not in self.channels:
            members = {user, self.bot.id}
            self.add_channel(Channel(channel_id, "", int(self.now()), self.bot.id, user=user, members=members))
        return self.channels[channel_id]

    # Messages

    def post(self, channel: str, message: Message) -> Message:
        """Keep a new message, with its blocks filled in, and tell of it."""
        message.blocks = filled(message.blocks, self.mint_block_id)
        self._messages.setdefault(channel, {})[message.ts] = message
        self.changes.publish(Change("posted", channel, message.ts))
        return message

    def post_ephemeral(self, message: Message) -> Message:
        """Show a message to the one person in `seen_by`."""
        message.blocks = filled(message.blocks, self.mint_block_id)
        self._ephemerals.append(message)
        self.changes.publish(Change("ephemeral", message.channel, message.ts, message.seen_by))
        return message

    def edit(self, message: Message, by: str) -> None:
        """Mark a message whose content was just replaced as edited, and tell of it."""
        message.blocks = filled(message.blocks, self.mint_block_id)
        if not message.seen_by:
            message.edited = {"user": by, "ts": self.next_ts()}
        self.changes.publish(Change("edited", message.channel, message.ts, message.seen_by))

    def delete(self, message: Message) -> None:
        """Remove a message; a parent with replies stays as a tombstone."""
        self.last_deleted = replace(message)
        if message.seen_by:
            self._ephemerals.remove(message)
        elif self.replies(message.channel, message.ts):
            message.text, message.blocks, message.tombstone = TOMBSTONE, [], True
            message.metadata, message.attachments, message.files = None, [], []
        else:
            del self._messages[message.channel][message.ts]
        self.changes.publish(Change("deleted", message.channel, message.ts, message.seen_by))

    def message(self, channel: str, ts: str) -> Message | None:
        """Return the message at (channel, ts), ephemerals excepted."""
        return self._messages.get(channel, {}).get(ts)

    def ephemeral(self, channel: str, ts: str) -> Message | None:
        """Return the ephemeral message at (channel, ts)."""
        return next((one for one in self._ephemerals if (one.channel, one.ts) == (channel, ts)), None)

    def messages(self, channel: str) -> list[Message]:
        """Return what stands in the channel itself, oldest first: no replies unless also sent to the channel."""
        return [one for one in self._messages.get(channel, {}).values() if not one.is_reply or one.broadcast]

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """Return the replies of a thread, oldest first."""
        return [one for one in self._messages.get(channel, {}).values() if one.is_reply and one.thread_ts == thread_ts]

    def ephemerals(self, channel: str, user: str) -> list[Message]:
        """Return the ephemeral messages that a person sees in a channel, oldest first."""
        return [one for one in self._ephemerals if (one.channel, one.seen_by) == (channel, user)]

    def message_json(self, message: Message, *, metadata: bool = False) -> Json:
        """Return the message in Slack's JSON, thread facts included."""
        parent = self.message(message.channel, message.thread_ts) if message.is_reply else None
        replies = [] if message.is_reply or message.seen_by else self.replies(message.channel, message.ts)
        return message.as_json(replies, parent_user=parent.user if parent else "", metadata=metadata)
