# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Old acts on entries of registers without people and without what they wrote: what is in force stays as it is.

What an entry says now, and who owns it now, is in force, however old. Who changed or approved it once is not; nor is
anything of an entry that was retired.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from workflows.people import Person, erased_id
from workflows.registers.entry import Content, Entry, EntryState, Recorded
from workflows.retention import ERASED, years_after


def forgotten_acts(history: Iterable[Recorded], current: Entry, years: int, today: date) -> list[Recorded]:
    """The acts on one entry that were kept for ``years`` and change by being forgotten, as they are then.

    ``history`` is in the order of its versions. Everybody but the owner becomes a number, so that two different people
    can still be told apart.
    """
    return list(_forgotten(history, current, years, today))


def forgotten_entry(current: Entry, years: int, today: date) -> Entry:
    """The entry itself: who last acted on it is forgotten after ``years``, and once it was retired all that it said."""
    if current.changed_at is None or current.pending is not None or years_after(current.changed_at, years) > today:
        return current
    return _bare(current, _numbers(current), whole=current.state is not EntryState.RETIRED)


def _forgotten(history: Iterable[Recorded], current: Entry, years: int, today: date) -> Iterator[Recorded]:
    people = _numbers(current)
    for one in history:
        newest = one.change.version == current.version and current.state is not EntryState.RETIRED
        change = replace(one.change, by=people.of(one.change.by), note=_without(one.change.note))
        after = Recorded(change, _bare(one.entry, people, whole=newest))
        if after != one and years_after(one.change.at, years) <= today:
            yield after


def _bare(entry: Entry, people: "_Numbers", *, whole: bool) -> Entry:
    return replace(
        entry,
        content=entry.content if whole else _emptied(entry.content),
        owner=entry.owner if whole else people.of(entry.owner),
        changed_by=people.of(entry.changed_by),
        note=_without(entry.note),
        authors=tuple(one for one in map(people.of, entry.authors) if one),
        approved_by=people.of(entry.approved_by),
        asked=entry.asked if whole else (),
        agreed=entry.agreed if whole else (),
        pending=None,
    )


def _emptied(content: Content) -> Content:
    return Content(title=ERASED, petal=content.petal, review_on=content.review_on, as_of=content.as_of)


def _without(note: str) -> str:
    return ERASED if note else ""


def _numbers(current: Entry) -> "_Numbers":
    return _Numbers(current.owner if current.state is not EntryState.RETIRED else None)


@dataclass(slots=True)
class _Numbers:
    """Numbers for everybody of one entry but who owns it now."""

    owner: Person | None
    known: dict[Person, Person] = field(default_factory=dict)

    def of(self, person: Person | None) -> Person | None:
        """The person without who it is."""
        if person is None or person == self.owner:
            return person
        return self.known.setdefault(person, Person(person.workspace, erased_id(len(self.known) + 1)))
