# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Notes of the side room: stored encrypted, read by those who hold a key, encrypted anew, and erased."""

from typing import Any

from sqlalchemy import Integer, bindparam, func, select, text, update

from storage.errors import Conflict
from storage.private_tables import SideNoteRow
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.side_room import SealedNote, SideNote

_NOTES = table(SideNoteRow)
_C = _NOTES.c
_ADD = insertion(_NOTES)
#: The columns of a note, in the order that ``sealed_note`` takes them.
COLUMNS = (_C.workspace_id, _C.id, _C.request_id, _C.role, _C.author, _C.at, _C.key_id, _C.sealed)
_READ = select(*COLUMNS)
_ID = _C.id == bindparam("of_note")
_BY_ID = Statement(_READ.where(_ID))
_OF_REQUEST = Statement(_READ.where(_C.request_id == bindparam("of_request")).order_by(_C.at, _C.id))
_PAGE = Statement(_READ.where(_C.id > bindparam("after")).order_by(_C.id).limit(bindparam("limit", type_=Integer)))
_KEYS = Statement(select(_C.key_id, func.count()).where(text("key_id <> ''")).group_by(_C.key_id))
_RESEAL = Statement(
    update(_NOTES)
    .where(_ID, _C.key_id == bindparam("old_key"))
    .values(key_id=bindparam("new_key"), sealed=bindparam("new_text"))
)
_ERASE = Statement(update(_NOTES).where(_C.request_id == bindparam("of_request")).values(key_id="", sealed=""))


class SideNotes:
    """The notes of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, sealed: SealedNote) -> None:
        """Store a new note; the unit raises Conflict when one of its id is there."""
        note = sealed.note
        values: dict[str, Any] = {
            "workspace_id": note.workspace,
            "id": note.id,
            "request_id": note.request_id,
            "role": note.group,
        }
        values |= {"author": note.by.id, "at": note.at, "key_id": sealed.key, "sealed": sealed.sealed}
        self._unit.write(Write(_ADD(**values)))

    async def get(self, note_id: str) -> SealedNote | None:
        """The note of that id."""
        row = await self._unit.one(_BY_ID(of_note=note_id))
        return None if row is None else sealed_note(row)

    async def of_request(self, request_id: str) -> list[SealedNote]:
        """Every note on a request, the oldest first."""
        return [sealed_note(row) for row in await self._unit.few(_OF_REQUEST(of_request=request_id))]

    async def page(self, after: str, limit: int) -> list[SealedNote]:
        """Notes of every workspace by id, those behind ``after``."""
        return [sealed_note(row) for row in await self._unit.many(_PAGE(after=after, limit=limit))]

    async def keys_in_use(self) -> dict[str, int]:
        """How many notes are encrypted with each key, by the key's id."""
        return {key: int(count) for key, count in await self._unit.many(_KEYS())}

    async def reseal(self, before: SealedNote, after: SealedNote) -> None:
        """Store a note encrypted anew; the unit raises Conflict when its key is not the one that was read."""
        call = _RESEAL(of_note=before.note.id, old_key=before.key, new_key=after.key, new_text=after.sealed)
        self._unit.write(Write(call, expected=1, otherwise=Conflict("a note was encrypted anew or erased meanwhile")))

    async def erase(self, request_id: str) -> None:
        """Erase the texts of every note on a request; an ``erased`` event is the caller's to append."""
        self._unit.write(Write(_ERASE(of_request=request_id)))


def sealed_note(row: Row) -> SealedNote:
    """The note of a row with ``COLUMNS``."""
    workspace, note_id, request_id, role, author, at, key_id, sealed = row
    by = Person(workspace, author)
    note = SideNote(workspace=workspace, id=note_id, request_id=request_id, group=role, by=by, at=at)
    return SealedNote(note=note, key=key_id, sealed=sealed)
