# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests on which legal kept a note."""

from bot.side_room_keys import SideRoomKeys, new_salt, side_room_keys
from storage.database import Database
from tests.support.records import AUTHOR, START, WORKSPACE, a_request
from workflows import side_room
from workflows.people import Person
from workflows.reviewer import Reviewer
from workflows.side_room import SealedNote, SideNote

LAWYER = Reviewer(Person(WORKSPACE, "U0LEGAL"), frozenset({"legal"}), 1)
SECRET = "PLANTED-NOTE"


def keys(*texts: str) -> SideRoomKeys:
    found = side_room_keys(",".join(texts))
    assert found is not None
    return found


async def noted(database: Database, number: int = 1, *, under: str) -> SealedNote:
    """A request with a note of legal."""
    salt, note_id = new_salt(), f"note-{number}"
    asked = a_request(number)
    request = side_room.note(asked, SECRET, id=note_id, group="legal", salt=salt, by=LAWYER, now=START)
    note = SideNote(workspace=WORKSPACE, id=note_id, request_id=request.id, group="legal", by=LAWYER.person, at=START)
    sealed = keys(under).seal(note, salt, SECRET)
    async with database.transaction() as tx:
        await tx.requests.add(request, view_id=None, user=AUTHOR.id)
        await tx.events.append(request)
        await tx.side_notes.add(sealed)
    return sealed
