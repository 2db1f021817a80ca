# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One person out of the entries of registers, when they ask for it: an entry goes to its petal, and keeps what it says.

What names them alone with their consent says nothing any more, nor does what they answered in an interview.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workflows.erasing import free_number
from workflows.facts import Answer
from workflows.people import Person
from workflows.registers.entry import Content, Entry, Recorded, Revision
from workflows.retention import ERASED

#: Registers of which an entry is what its owner answered.
_OWN_WORDS = frozenset({"interviews"})


def without(current: Entry, history: Sequence[Recorded], person: Person) -> tuple[Entry, list[Recorded]]:
    """The entry and the acts on it that change by it, as they are then."""
    instead = Person(person.workspace, free_number(frozenset(_ids(current, history))))
    own = current.register in _OWN_WORDS and person in {current.owner, *(one.entry.owner for one in history)}
    acts = [Recorded(replace(one.change, by=_of(one.change.by, person, instead), note=_note(one, person)),
                     _entry(one.entry, person, instead, own=own)) for one in history]  # fmt: skip  # one pair
    changed = [after for after, one in zip(acts, history, strict=True) if after != one]
    return _entry(current, person, instead, own=own), changed


def _entry(entry: Entry, person: Person, instead: Person, *, own: bool) -> Entry:
    named = {*entry.asked, *entry.agreed}
    emptied = own or named == {person}
    return replace(
        entry,
        content=_content(entry.content, person, emptied=emptied),
        owner=None if entry.owner == person else entry.owner,
        changed_by=_of(entry.changed_by, person, instead),
        note=ERASED if entry.note and entry.changed_by == person else entry.note,
        authors=_all(entry.authors, person, instead),
        approved_by=_of(entry.approved_by, person, instead),
        asked=tuple(one for one in entry.asked if one != person),
        agreed=tuple(one for one in entry.agreed if one != person),
        pending=_revision(entry.pending, person, instead, emptied=emptied) if entry.pending else None,
    )


def _revision(pending: Revision, person: Person, instead: Person, *, emptied: bool) -> Revision:
    return replace(
        pending,
        content=_content(pending.content, person, emptied=emptied),
        authors=_all(pending.authors, person, instead),
        approved_by=_of(pending.approved_by, person, instead),
    )


def _content(content: Content, person: Person, *, emptied: bool) -> Content:
    values = {name: _value(one, person.id) for name, one in content.values.items()}
    content = replace(content, values={name: one for name, one in values.items() if one not in {None, ()}})
    return replace(content, title=ERASED, text=ERASED if content.text else "", source="") if emptied else content


def _value(value: Answer, person: str) -> Answer | None:
    if isinstance(value, tuple):
        return tuple(one for one in value if one != person)
    return None if value == person else value


def _of(who: Person | None, person: Person, instead: Person) -> Person | None:
    return instead if who == person else who


def _all(people: Iterable[Person], person: Person, instead: Person) -> tuple[Person, ...]:
    return tuple(instead if one == person else one for one in people)


def _note(one: Recorded, person: Person) -> str:
    return ERASED if one.change.note and one.change.by == person else one.change.note


def _ids(current: Entry, history: Iterable[Recorded]) -> Iterable[str]:
    for entry in (current, *(one.entry for one in history)):
        people = (entry.owner, entry.changed_by, entry.approved_by, *entry.authors)
        yield from (one.id for one in people if one is not None)
    yield from (one.change.by.id for one in history if one.change.by is not None)
