# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages of the side room: decrypted at the moment of sending, and only for the room that it is now."""

from typing import TYPE_CHECKING

from bot.services.side_room import read_note
from messages import side_room
from messages.blocks import Message
from storage.database import Database
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.request import Request
from workflows.side_room import ReadNote

if TYPE_CHECKING:  # cryptography is needed only where there are keys
    from bot.side_room_keys import SideRoomKeys

TEMPLATES = frozenset({"side_room", "side_note"})


class MovedRoom(Exception):
    """The channel that a note was for is not the private room of its group any more."""


class SideNoteWriter:
    """Reads notes and renders them."""

    def __init__(self, database: Database, keys: "SideRoomKeys | None") -> None:
        self._database = database
        self._keys = keys

    async def write(self, notice: Notice, request: Request, organization: Organization) -> Message | None:
        """The message of a note, or the one that begins their thread; None when there is nothing to say any more.

        Raises MovedRoom rather than show a note where the group is not among itself.
        """
        group = str(notice.detail["group"])
        if organization.room_of(group) != notice.to:
            raise MovedRoom
        if notice.template == "side_room":
            return side_room.root(request, group, organization)
        read = await self._note(str(notice.detail["note"]))
        return side_room.note(request, read) if read else None

    async def _note(self, note_id: str) -> ReadNote | None:
        async with self._database.reading() as tx:
            stored = await tx.side_notes.get(note_id)
        return read_note(stored, self._keys) if stored else None
