# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An entry of a register as the JSON document of its row, and back. What is empty is left out."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic_core import to_json

from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState, Revision

Document = dict[str, Any]


def to_document(entry: Entry) -> str:
    """All of an entry but its workspace, register, name and version."""
    document = {
        "content": _content_document(entry.content),
        "state": entry.state.value,
        "owner": _id(entry.owner),
        "changed_at": entry.changed_at,
        "changed_by": _id(entry.changed_by),
        "note": entry.note,
        "authors": [one.id for one in entry.authors],
        "asked": [one.id for one in entry.asked],
        "agreed": [one.id for one in entry.agreed],
        "approved_by": _id(entry.approved_by),
        "once_published": entry.once_published,
        "pending": _revision_document(entry.pending) if entry.pending else None,
    }
    return to_json({name: value for name, value in document.items() if value}).decode()


def from_document(
    workspace: str, register: str, name: str, version: int, tick_at: datetime | None, document: str
) -> Entry:
    """The entry of a row. Raises KeyError and ValueError for what this bot never wrote."""
    said = json.loads(document)
    return Entry(
        workspace=workspace,
        register=register,
        name=name,
        version=int(version),
        content=_content(said["content"]),
        state=EntryState(said["state"]),
        owner=_person(workspace, said.get("owner")),
        changed_at=_instant(said.get("changed_at")),
        changed_by=_person(workspace, said.get("changed_by")),
        note=said.get("note", ""),
        authors=_people(workspace, said),
        asked=_people(workspace, said, "asked"),
        agreed=_people(workspace, said, "agreed"),
        approved_by=_person(workspace, said.get("approved_by")),
        once_published=said.get("once_published", False),
        pending=_revision(workspace, said["pending"]) if "pending" in said else None,
        tick_at=tick_at,
    )


def _content_document(content: Content) -> Document:
    document = {
        "title": content.title,
        "text": content.text,
        "petal": content.petal,
        "review_on": content.review_on,
        "values": dict(content.values),
        "source": content.source,
        "as_of": content.as_of,
    }
    return {name: value for name, value in document.items() if value}


def _content(said: Document) -> Content:
    values = said.get("values", {})
    return Content(
        title=said.get("title", ""),
        text=said.get("text", ""),
        petal=said.get("petal", ""),
        review_on=_day(said.get("review_on")),
        values={name: tuple(value) if isinstance(value, list) else value for name, value in values.items()},
        source=said.get("source", ""),
        as_of=_day(said.get("as_of")),
    )


def _revision_document(revision: Revision) -> Document:
    overtaken = {"overtaken": revision.overtaken} if revision.overtaken else {}
    return overtaken | {
        "content": _content_document(revision.content),
        "state": revision.state.value,
        "authors": [one.id for one in revision.authors],
        "at": revision.at,
        "note": revision.note,
        "approved_by": _id(revision.approved_by),
    }


def _revision(workspace: str, said: Document) -> Revision:
    return Revision(
        content=_content(said["content"]),
        state=EntryState(said["state"]),
        authors=_people(workspace, said),
        at=datetime.fromisoformat(said["at"]),
        note=said["note"],
        approved_by=_person(workspace, said["approved_by"]),
        overtaken=tuple(said.get("overtaken", ())),
    )


def _people(workspace: str, said: Mapping[str, Any], key: str = "authors") -> tuple[Person, ...]:
    return tuple(Person(workspace, one) for one in said.get(key, ()))


def _person(workspace: str, id_: str | None) -> Person | None:
    return Person(workspace, id_) if id_ else None


def _id(person: Person | None) -> str:
    return person.id if person else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
