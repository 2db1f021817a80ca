# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether every note of the side room that can be read is what its request's event committed to. None is shown."""

import json
from collections.abc import AsyncIterator

from bot.side_room_keys import SideRoomKeys, Unreadable
from storage.database import Database
from workflows.events import commitment
from workflows.side_room import NOTED, SealedNote

_AT_ONCE = 100


async def note_problems(database: Database, keys: SideRoomKeys) -> AsyncIterator[str]:
    """What is wrong with the notes, in sentences; those under a key that is missing are passed over."""
    after = ""
    while True:
        async with database.reading() as tx:
            page = await tx.side_notes.page(after, _AT_ONCE)
        for stored in page:
            if not stored.erased and stored.key in keys.ids and not await _as_committed(database, stored, keys):
                yield f"note {stored.note.id}: its text is not the one that its event committed to"
        if len(page) < _AT_ONCE:
            return
        after = page[-1].note.id


async def _as_committed(database: Database, stored: SealedNote, keys: SideRoomKeys) -> bool:
    try:
        said = commitment(*keys.read(stored))
    except Unreadable:
        return False
    async with database.reading() as tx:
        events = await tx.events.chain(stored.note.request_id)
    bodies = (json.loads(event.body)["data"] for event in events if event.kind == NOTED)
    return any(data["note"] == stored.note.id and data["commitment"] == said for data in bodies)
