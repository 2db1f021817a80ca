# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The side room: notes of a group for itself, kept encrypted, told in its own room, read by who is in it now."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database
from workflows import side_room
from workflows.errors import GroupsUnknown, NoSideRoom, Refusal
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.side_room import ReadNote, SealedNote, SideNote
from workflows.staffing import Staff

if TYPE_CHECKING:  # cryptography is needed only where there are keys
    from bot.side_room_keys import SideRoomKeys

_NO_KEY = "there is no key to encrypt it with (OSPO_SIDE_ROOM_KEYS is not set)."


@dataclass(frozen=True, slots=True)
class SideRoom:
    """What one person finds of a request's side room: the notes of their groups, and for which they can add one."""

    notes: tuple[ReadNote, ...] = ()
    groups: tuple[str, ...] = ()


class SideRoomService:
    """The use cases of the side room. Rights are asked of the newest groups each time."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        members: Members,
        timing: Timing,
        keys: "SideRoomKeys | None",
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing
        self._keys = keys

    async def possible(self, number: int, group: str, person: Person) -> Request:
        """The request, when this person may keep a note of the group on it: asked before the form opens.

        Raises UnknownRequest, GroupsUnknown, NoSideRoom, and like side_room.may_note.
        """
        staff = await self._members.staff_for(person)
        async with self._database.reading() as tx:
            found = await tx.requests.get(person.workspace, number)
        self._check(found, group, person, staff)
        self._room(group)
        self._key()
        return found

    async def open_to(self, request: Request, group: str, person: Person) -> bool:
        """Whether this person may keep a note of the group on the request now: asked before it is offered."""
        try:
            self._check(request, group, person, await self._members.staff_for(person))
            self._room(group)
            self._key()
        except Refusal:
            return False
        return True

    @again_on_conflict
    async def note(self, number: int, group: str, text: str, *, form: str, by: Person) -> None:
        """Keep a note and tell the group of it in its room; the same ``form`` (a view's id) again is kept already.

        Raises like possible, and TextNeeded.
        """
        staff = await self._members.staff_for(by)
        now, keys, room = self._timing.now(), self._key(), self._room(group)
        note_id = hashlib.sha256(f"{by.workspace}:{by.id}:{form}".encode()).hexdigest()[:32]
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            self._check(before, group, by, staff)
            if await tx.side_notes.get(note_id):
                return
            salt, reviewer = _salt(), Reviewer(by, staff.groups_of(by), before.revision)
            after = side_room.note(before, text, id=note_id, group=group, salt=salt, by=reviewer, now=now)
            note = SideNote(
                workspace=by.workspace, id=note_id, request_id=before.id, group=group, by=by, at=after.changed_at
            )
            await record(tx, after, before, self._catalog.current.organization, staff)
            await tx.side_notes.add(keys.seal(note, salt, text))
            await tx.outbox.add(*side_room.notices_of(note, after, room))

    async def of(self, request: Request, person: Person) -> SideRoom:
        """What the person may read of a request's side room; nothing for who made the request, and for guests."""
        staff = await self._members.reviewing_staff(person)
        if person == request.requester or person in staff.guests:
            return SideRoom()
        groups = staff.rights_of(person)
        async with self._database.reading() as tx:
            stored = await tx.side_notes.of_request(request.id)
        notes = tuple(self.read(one) for one in stored if one.note.group in groups)
        rooms = (group for group in sorted(groups & side_room.side_groups(request)) if self._has_room(group))
        return SideRoom(notes, tuple(rooms) if self._keys else ())

    def read(self, stored: SealedNote) -> ReadNote:
        """A note with its text, or with why it cannot be read."""
        return read_note(stored, self._keys)

    def _check(self, request: Request, group: str, person: Person, staff: Staff) -> None:
        check_seen(request, person, staff)
        if group in staff.stale:
            raise GroupsUnknown
        side_room.may_note(request, group, Reviewer(person, staff.groups_of(person), request.revision))

    def _has_room(self, group: str) -> bool:
        return self._catalog.current.organization.room_of(group) is not None

    def _room(self, group: str) -> str:
        organization = self._catalog.current.organization
        room = organization.room_of(group)
        if room is None:
            raise NoSideRoom(f"{organization.title_of(group)} has no private channel of its own in organization.toml.")
        return room

    def _key(self) -> "SideRoomKeys":
        if self._keys is None:
            raise NoSideRoom(_NO_KEY)
        return self._keys


def read_note(stored: SealedNote, keys: "SideRoomKeys | None") -> ReadNote:
    """A note with its text, or with the code of why it cannot be read (docs/privacy.md)."""
    if stored.erased:
        return ReadNote(note=stored.note, text=None, problem="erased")
    if keys is None:
        return ReadNote(note=stored.note, text=None, problem="side_key_missing")
    from bot.side_room_keys import Unreadable  # noqa: PLC0415 - see above

    try:
        return ReadNote(note=stored.note, text=keys.read(stored)[1])
    except Unreadable as unreadable:
        return ReadNote(note=stored.note, text=None, problem=unreadable.code)


def _salt() -> str:
    from bot.side_room_keys import new_salt  # noqa: PLC0415 - see above

    return new_salt()
