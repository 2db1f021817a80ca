# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Entries that name people, who say yes to that themselves: nothing shows before, and nothing once one says no."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState, Recorded
from workflows.registers.register import Register

#: What stands in the place of an entry's title once somebody did not want to be named in it.
TAKEN_BACK = "Taken back"


def named(register: Register, content: Content) -> tuple[str, ...]:
    """The Slack ids of those who have to say yes to being named, in the order of the register's fields."""
    return tuple(str(content.values[name]) for name in register.consent if content.values.get(name))


def asking(register: Register, entry: Entry, by: Person | None) -> Entry:
    """The entry with everybody asked whom it names; who wrote it has said yes by that."""
    people = [Person(entry.workspace, one) for one in named(register, entry.content)]
    asked, agreed = (tuple(one for one in people if (one == by) is own) for own in (False, True))
    return replace(entry, asked=asked, agreed=agreed)


def check_people(register: Register, content: Content, by: Person | None) -> None:
    """Raise FormProblems where one person stands for several, or the author names nobody but themselves."""
    people = named(register, content)
    if not people:
        return
    if len(set(people)) != len(people):
        raise FormProblems({register.consent[-1]: "This is the same person twice. Please choose another."})
    if by is not None and people == (by.id,):
        raise FormProblems({register.consent[-1]: "This is you. Please choose a colleague."})


def asked_again(register: Register, entry: Entry, content: Content, by: Person | None) -> Entry:
    """The entry with other words, to which nobody else has said yes: it shows again once they do.

    Raises FormProblems.
    """
    check_people(register, content, by)
    authors = entry.authors if by is None or by in entry.authors else (*entry.authors, by)
    drafted = replace(entry, content=content, state=EntryState.DRAFT, authors=authors)
    return asking(register, drafted, by)


def with_agreement(entry: Entry, by: Person) -> Entry:
    """The entry with one more who agreed; with the last of them it is published, and its first author owns it."""
    asked = tuple(one for one in entry.asked if one != by)
    after = replace(entry, asked=asked, agreed=(*entry.agreed, by))
    if asked:
        return after
    owner = entry.owner or (entry.authors[0] if entry.authors else by)
    return replace(after, state=EntryState.PUBLISHED, owner=owner, authors=(), once_published=True)


def without_names(entry: Entry) -> Entry:
    """The entry once somebody does not want to be named: retired, with nothing in it that says who it was about."""
    return replace(
        entry,
        content=Content(title=TAKEN_BACK, petal=entry.petal, review_on=entry.review_on),
        state=EntryState.RETIRED,
        owner=None,
        authors=(),
        asked=(),
        agreed=(),
        pending=None,
    )


def names_fewer(register: Register, before: Entry | None, entry: Entry) -> bool:
    """Whether somebody is not named in it any more, by their own wish or another's: what it said is erased too."""
    return before is not None and not {*named(register, before.content)} <= {*named(register, entry.content)}


def erased(history: Iterable[Recorded]) -> Iterator[Recorded]:
    """What was done with it until then, with nothing in it that says who it was about or who wrote it."""
    for one in history:
        entry = replace(without_names(one.entry), changed_by=None, note="")
        yield Recorded(replace(one.change, by=None, note=""), entry)
