# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Entries that name people, who say yes to that themselves: nothing shows before, and nothing once one says no."""

from dataclasses import replace

from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Register

#: What stands in the place of an entry's title once somebody did not want to be named in it.
TAKEN_BACK = "Taken back"


def asked(register: Register, content: Content) -> tuple[str, ...]:
    """The Slack ids of those who are named and have to say yes, in the order of the register's fields."""
    return tuple(str(content.values[name]) for name in register.consent if content.values.get(name))


def waiting_for(register: Register, entry: Entry) -> tuple[Person, ...]:
    """Those who have not said yes yet; nobody where nothing waits for it."""
    if entry.state is not EntryState.DRAFT:
        return ()
    agreed = {one.id for one in entry.agreed}
    return tuple(Person(entry.workspace, one) for one in asked(register, entry.content) if one not in agreed)


def agreeing(register: Register, content: Content, by: Person | None) -> tuple[Person, ...]:
    """Who agrees by writing it: the author, where they are named themselves."""
    return (by,) if by is not None and by.id in asked(register, content) else ()


def check_people(register: Register, content: Content, by: Person | None) -> None:
    """Raise FormProblems where one person stands for several, or the author names nobody but themselves."""
    named = asked(register, content)
    if not named:
        return
    if len(set(named)) != len(named):
        raise FormProblems({register.consent[-1]: "This is the same person twice. Please choose another."})
    if by is not None and named == (by.id,):
        raise FormProblems({register.consent[-1]: "This is you. Please choose a colleague."})


def asked_again(register: Register, entry: Entry, content: Content, by: Person | None) -> Entry:
    """The entry with other words, to which nobody else has said yes: it shows again once they do.

    Raises FormProblems.
    """
    check_people(register, content, by)
    authors = entry.authors if by is None or by in entry.authors else (*entry.authors, by)
    return replace(
        entry, content=content, state=EntryState.DRAFT, authors=authors, agreed=agreeing(register, content, by)
    )


def with_agreement(register: Register, entry: Entry, by: Person) -> Entry:
    """The entry with one more who agreed; with the last of them it is published, and its first author owns it."""
    after = replace(entry, agreed=(*entry.agreed, by))
    if waiting_for(register, after):
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
        agreed=(),
        pending=None,
    )
