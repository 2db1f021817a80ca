# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees in the practice workspace: channels, messages, threads, modals and Home, as Slack shows it."""

from typing import TYPE_CHECKING

from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.reading import Reading
from bot.practice.records import Channel, User

if TYPE_CHECKING:
    from bot.practice.practice import Practice

Place = Message | View
"""Where an element stands: a message, an open modal or the Home tab."""


class Sight:
    """One person's view of the workspace. Methods raise LookupError for places that the person cannot see."""

    def __init__(self, practice: "Practice", user: User) -> None:
        self.user = user
        self._practice = practice
        self._workspace = practice.workspace

    @property
    def modals(self) -> list[View]:
        """Return the open modals, root first."""
        return list(self._workspace.modals.stack(self.user.id))

    @property
    def modal(self) -> View | None:
        """Return the modal on top, if one is open."""
        return self.modals[-1] if self.modals else None

    @property
    def modal_errors(self) -> dict[str, str]:
        """Return the sentences under the fields of the open modal, by block id."""
        return self._open_modal().errors

    @property
    def home(self) -> View | None:
        """Return the Home tab that the app published."""
        return self._workspace.homes.get(self.user.id)

    @property
    def troubles(self) -> list[str]:
        """Return what Slack said about clicks that the bot did not answer."""
        return self._practice.answers.troubles.get(self.user.id, [])

    def channels(self) -> list[Channel]:
        """Return the channels that the person can read: those they are in and, except for outsiders, public ones."""
        return [one for one in self._workspace.channels.values() if self._reads(one)]

    def messages(self, channel: str) -> list[Message]:
        """Return the messages of a channel, oldest first."""
        return self._workspace.messages(self._place(channel).id)

    def thread(self, message: Message) -> list[Message]:
        """Return the replies below a message, oldest first, with the ephemeral ones that this person sees."""
        place, root = self._place(message.channel), message.thread_ts or message.ts
        private = [one for one in self.ephemerals(place.id) if one.thread_ts == root]
        return sorted([*self._workspace.replies(place.id, root), *private], key=lambda one: one.ts)

    def direct_messages(self) -> list[Message]:
        """Return the direct messages with the app, oldest first."""
        return self._workspace.messages(self._workspace.direct_messages(self.user.id).id)

    def ephemerals(self, channel: str) -> list[Message]:
        """Return the messages in a channel that only this person sees, oldest first."""
        return self._workspace.ephemerals(self._place(channel).id, self.user.id)

    def sees(self, thing: Place) -> str:
        """Return a message, modal or Home tab as the text that this person reads."""
        reading = Reading(self._workspace, self.user.id)
        if isinstance(thing, View):
            title = thing.content.get("title", {}).get("text", "")
            return "\n".join(filter(None, (title, reading.blocks(thing.blocks), thing.trouble, *thing.errors.values())))
        return reading.blocks(thing.blocks) or reading.text(thing.text)

    def _place(self, channel: str) -> Channel:
        place = self._workspace.channels.get(channel) if channel else self._workspace.direct_messages(self.user.id)
        if place is None or not self._reads(place):
            raise LookupError(f"{self.user.name} sees no channel {channel}")
        return place

    def _reads(self, channel: Channel) -> bool:
        outsider = self.user.guest or self.user.stranger
        return self.user.id in channel.members or not (outsider or channel.private or channel.is_im)

    def _open_modal(self) -> View:
        if self.modal is None:
            raise LookupError(f"{self.user.name} has no modal open")
        return self.modal
