# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The side room: what a group notes about a request for itself alone. The record keeps the text only encrypted.

The chain of events has a salted commitment of each note; the salt, like the text, stands inside the ciphertext.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows.errors import NotInSideRoom, NotPossibleNow, TextNeeded
from workflows.events import canonical, commitment
from workflows.model import Value
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.text import cleaned
from workflows.transitions import happened, still_kept

#: The kind of the event that a note adds to its request.
NOTED = "noted"


class SideNote(Value):
    """What may be known of a note without reading it: whose it is, about which request, by whom and when."""

    workspace: str
    id: str
    request_id: str
    group: str
    by: Person
    at: datetime

    @property
    def bound(self) -> bytes:
        """What the ciphertext is bound to, so that it says nothing under another note, group or author."""
        facts = {"workspace": self.workspace, "note": self.id, "request": self.request_id, "group": self.group}
        return canonical(facts | {"by": self.by.id, "at": self.at.isoformat()}).encode()


class SealedNote(Value):
    """A note as it is stored: ``key`` names the key that ``sealed`` (base64) was encrypted with; both empty: erased."""

    note: SideNote
    key: str
    sealed: str

    @property
    def erased(self) -> bool:
        """Whether its text was erased."""
        return not self.sealed


class ReadNote(Value):
    """A note with its text. None: it cannot be read, and ``problem`` says why."""

    note: SideNote
    text: str | None
    problem: str = ""


def side_groups(request: Request) -> frozenset[str]:
    """The groups that may keep notes on a request: those that decide a step, and the one in whose room it stands."""
    at_home = {request.route.room} - {""} if not request.private else set[str]()
    return frozenset({*(step.group for step in request.steps), *at_home})


def may_note(request: Request, group: str, by: Reviewer) -> None:
    """Raise NotInSideRoom for who is not in the group, or made the request; NotPossibleNow for another group.

    Raises Erased for a request whose notes are gone with its people.
    """
    if group not in by.groups or by.person == request.requester:
        raise NotInSideRoom(request.name, group)
    if group not in side_groups(request):
        raise NotPossibleNow(request.name, f"keep notes of {group} on it", "not looked at by that group")
    still_kept(request)


def note(request: Request, text: str, *, id: str, group: str, salt: str, by: Reviewer, now: datetime) -> Request:  # noqa: A002 - the field's own name
    """The request with the event of a note, which commits to its text. Raises like may_note, and TextNeeded."""
    may_note(request, group, by)
    if not cleaned(text):
        raise TextNeeded("the note")
    return happened(request, NOTED, now, by.person, recorded_data(id, group, salt, text))


def recorded_data(id: str, group: str, salt: str, text: str) -> dict[str, Any]:  # noqa: A002 - as above
    """What the event of a note has."""
    return {"note": id, "role": group, "commitment": commitment(salt, text)}


def readable_by(data: Mapping[str, Any], groups: frozenset[str]) -> bool:
    """Whether somebody of these groups may know that the note of an event is there."""
    return data.get("role") in groups


def erased_name(note_id: str) -> str:
    """What an ``erased`` event calls the text of a note."""
    return f"note.{note_id}"


def notices_of(note: SideNote, request: Request, room: str) -> tuple[Notice, ...]:
    """The notices of a note: one that begins the thread in the group's room, and the note there. Ids only.

    A group that has moved to another room begins a thread there: a note must not follow the old thread to the old room.
    """
    root = f"side:{request.id}:{note.group}:{room}"
    return (
        _notice(request, "side_room", root, room, note),
        _notice(request, "side_note", f"{root}:{note.id}", room, note, thread=root),
    )


def _notice(request: Request, template: Any, message: str, room: str, note: SideNote, thread: str = "") -> Notice:
    return Notice(
        key=message if not thread else f"{message}@{request.version + 1}",
        workspace=request.workspace,
        lane=request.id,
        message=message,
        template=template,
        to=room,
        thread=thread,
        request_id=request.id,
        detail={"group": note.group, "note": note.id},
    )
