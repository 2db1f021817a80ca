# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the browser page shows a person, as JSON: people, channels with what is unread, messages, threads, modals."""

import json
from dataclasses import asdict

from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.offered import OSPO
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.records import Channel, Json, User

Seen = tuple[str, str, str]
"""Person, channel and thread (empty for the channel itself)."""


class PageState:
    """Reads the workspace for the page and remembers how far each person has read."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._workspace = practice.workspace
        self._read_up_to: dict[Seen, str] = {}

    def workspace(self, person: Person) -> Json:
        """Return everything around the messages."""
        groups = self._workspace.usergroups.values()
        return {
            "me": person.user.id,
            "bot": self._workspace.bot.id,
            "team": self._workspace.team.name,
            "people": [self._person(user) for user in self._workspace.users.values()],
            "groups": [{"id": one.id, "handle": one.handle, "name": one.name} for one in groups],
            "channels": [self._channel(person, one) for one in person.channels() if not one.is_im],
            "direct": self._channel(person, self._workspace.direct_messages(person.user.id)),
            **self.modals(person),
            "home": view_json(person.home) if person.home else None,
            "offered": asdict(OSPO),
        }

    def modals(self, person: Person) -> Json:
        """Return the open modals, root first, and the moment: answers may overtake each other on their way."""
        return {"modals": [view_json(view) for view in person.modals], "modals_at": self._workspace.next_ts()}

    def channel(self, person: Person, channel: str) -> Json:
        """Return the messages of a channel, and up to which ts the person had read them.

        Raises LookupError when the person does not see the channel.
        """
        private = [one for one in person.ephemerals(channel) if not one.thread_ts]
        shown = sorted([*person.messages(channel), *private], key=lambda one: one.ts)
        read = self._read_up_to.get((person.user.id, channel, ""), "")
        return {"messages": [self._message(person, one) for one in shown], "read": read}

    def thread(self, person: Person, channel: str, ts: str) -> Json:
        """Return the message that a thread hangs on and its replies. Raises LookupError when there is none."""
        root = next((one for one in person.messages(channel) if one.ts == ts), None)
        if root is None:
            raise LookupError("that message is gone")
        return {"messages": [self._message(person, one) for one in (root, *person.thread(root))]}

    def mark_read(self, person: Person, channel: str, thread: str) -> None:
        """Remember that the person has seen all that stands in a channel or thread now."""
        self._read_up_to[(person.user.id, channel, thread)] = self._workspace.next_ts()

    def traffic(self) -> list[Json]:
        """Return the last exchanges between workspace and bot, newest first."""
        return [asdict(one) for one in reversed(self._practice.traffic.last)]

    def _person(self, user: User) -> Json:
        person = self._practice.person(user.id)
        waiting = 0 if user.is_bot else sum(self._channel(person, one)["badge"] for one in person.channels())
        kind = "guest" if user.guest else "outsider" if user.stranger else "bot" if user.is_bot else ""
        return {"id": user.id, "name": user.real_name, "title": user.title, "kind": kind, "badge": waiting}

    def _channel(self, person: Person, channel: Channel) -> Json:
        new = self._new(person, channel.id, "", self._workspace.messages(channel.id))
        calls = [one for one in new if channel.is_im or self._calls(person, one)]
        for message in self._workspace.messages(channel.id):
            replies = self._new(person, channel.id, message.ts, self._workspace.replies(channel.id, message.ts))
            calls += [one for one in replies if channel.is_im or self._calls(person, one)]
        return {
            "id": channel.id,
            "name": channel.name,
            "topic": channel.topic,
            "private": channel.private,
            "archived": channel.archived,
            "shared": channel.shared,
            "members": len(channel.members),
            "member": person.user.id in channel.members,
            "bot": self._workspace.bot.id in channel.members,
            "unread": bool(new),
            "badge": len(calls),
        }

    def _new(self, person: Person, channel: str, thread: str, messages: list[Message]) -> list[Message]:
        read = self._read_up_to.get((person.user.id, channel, thread), "")
        return [one for one in messages if one.ts > read and one.user != person.user.id and not one.tombstone]

    def _calls(self, person: Person, message: Message) -> bool:
        """Say whether a message mentions the person, by name or through a group."""
        said = message.text + json.dumps(message.blocks)
        groups = (one.id for one in self._workspace.usergroups.values() if person.user.id in one.users)
        return any(mark in said for mark in (f"<@{person.user.id}", *(f"<!subteam^{group}" for group in groups)))

    def _message(self, person: Person, message: Message) -> Json:
        replies = [] if message.is_reply else self._workspace.replies(message.channel, message.ts)
        new = self._new(person, message.channel, message.ts, replies)
        about = {"channel": message.channel, "ephemeral": bool(message.seen_by), "new_replies": len(new)}
        return self._workspace.message_json(message) | about | {"called": any(self._calls(person, one) for one in new)}


def view_json(view: View) -> Json:
    """Return a modal or Home tab with what was filled in and what is wrong with it."""
    shown = {key: view.content.get(key) for key in ("type", "title", "submit", "close")}
    kept = {"id": view.id, "hash": view.hash, "blocks": view.blocks, "state": view.state}
    return shown | kept | {"errors": view.errors, "trouble": view.trouble, "stacked": bool(view.previous)}
