# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A message of the practice workspace and its shape in Slack's JSON."""

from dataclasses import dataclass, field
from typing import Any

from bot.practice.records import File, Json


@dataclass(slots=True)
class Message:
    """One message; `seen_by` is set when it is ephemeral, `tombstone` when it was deleted but has replies."""

    channel: str
    ts: str
    user: str
    team: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    bot_id: str = ""
    app_id: str = ""
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    broadcast: bool = False
    seen_by: str = ""
    tombstone: bool = False
    pinned: bool = False

    @property
    def is_reply(self) -> bool:
        """Say whether the message stands in a thread below another one."""
        return bool(self.thread_ts) and self.thread_ts != self.ts

    def as_json(self, replies: list["Message"], *, parent_user: str = "", metadata: bool = False) -> Json:
        """Return what conversations.history and interactions show.

        A parent with replies carries its own ts as thread_ts and the reply counts; a reply carries parent_user_id.
        """
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "team": self.team, "text": self.text}
        if self.tombstone:
            shown |= {"subtype": "tombstone", "hidden": True}
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": self.app_id}
        shown |= self._parts()
        if metadata and self.metadata:
            shown["metadata"] = self.metadata
        if self.is_reply:
            shown |= {"thread_ts": self.thread_ts, "parent_user_id": parent_user}
            if self.broadcast:
                shown["subtype"] = "thread_broadcast"
        elif replies:
            shown |= thread_summary(self.ts, replies)
        return shown

    def _parts(self) -> Json:
        parts: Json = {}
        if self.blocks:
            parts["blocks"] = self.blocks
        if self.attachments:
            parts["attachments"] = self.attachments
        if self.files:
            parts["files"] = [one.as_json() for one in self.files]
        if self.edited:
            parts["edited"] = self.edited
        if self.reactions:
            parts["reactions"] = [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ]
        return parts


def thread_summary(ts: str, replies: list[Message]) -> dict[str, Any]:
    """Return the keys that a parent gains with its first reply."""
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }
