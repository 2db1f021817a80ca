# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Events API: which changes of the workspace become events, for the event types that the app subscribes to."""

from collections.abc import Callable

from bot.practice.changes import Change
from bot.practice.messages import Message
from bot.practice.records import Channel, Json
from bot.practice.workspace import Workspace

SUBSCRIBED = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.im",
        "subteam_members_changed",
        "tokens_revoked",
        "user_change",
    }
)
MESSAGE_EVENT = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Events:
    """Watches the change feed and emits the events that an app with these subscriptions receives."""

    def __init__(self, workspace: Workspace, emit: Callable[[Json], None], subscribed: frozenset[str]) -> None:
        self.subscribed = subscribed
        self._workspace = workspace
        self._emit = emit
        workspace.changes.listen(self._changed)

    def send(self, event: Json, subscription: str = "") -> None:
        """Emit an event if the app subscribes to it (`subscription` names message events by channel type)."""
        if (subscription or event["type"]) in self.subscribed:
            self._emit({"event_ts": self._workspace.next_ts()} | event)

    def _changed(self, change: Change) -> None:
        channel = self._workspace.channels.get(change.channel)
        if channel is None or change.person or self._workspace.bot.id not in channel.members:
            return
        message = self._workspace.message(change.channel, change.ts)
        if change.kind == "posted" and message:
            self._posted(channel, message)
        elif change.kind == "edited" and message:
            self._hidden(channel, {"subtype": "message_changed", "message": self._workspace.message_json(message)})
        elif change.kind == "deleted":
            self._hidden(channel, {"subtype": "message_deleted", "deleted_ts": change.ts} | self._before())

    def _before(self) -> Json:
        """What the message said that was just deleted."""
        deleted = self._workspace.last_deleted
        return {"previous_message": self._workspace.message_json(deleted)} if deleted else {}

    def _posted(self, channel: Channel, message: Message) -> None:
        said = self._workspace.message_json(message) | {"channel": channel.id, "event_ts": message.ts}
        self.send(said | {"channel_type": channel.type}, MESSAGE_EVENT[channel.type])
        mentioned = f"<@{self._workspace.bot.id}" in message.text
        if mentioned and not channel.is_im and message.user != self._workspace.bot.id:
            self.send(said | {"type": "app_mention"})

    def _hidden(self, channel: Channel, facts: Json) -> None:
        ts = self._workspace.next_ts()
        event = {"type": "message", "channel": channel.id, "channel_type": channel.type, "hidden": True, "ts": ts}
        self.send(event | facts | {"event_ts": ts}, MESSAGE_EVENT[channel.type])
