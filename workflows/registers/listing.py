# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A register as a list: filtered by words, petal, state, owner and what is overdue, sorted, and one page of it.

It works on rows that say only what a list needs, so that 5,000 of them are looked through in milliseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from workflows.facts import Answer
from workflows.people import Person
from workflows.registers.entry import Entry, EntryState
from workflows.registers.register import Register
from workflows.registers.rights import Actor, is_approver, is_editor, may_see_register

Order: TypeAlias = Literal["title", "review"]
#: Entries of a page.
PAGE = 10
_LONGEST_WORDS = 600
_NEVER = "9999"


class Brief(NamedTuple):
    """What a list needs of an entry: a row as it comes from the record, for making anything of 5,000 takes too long.

    ``review_on`` is a day in ISO's form or empty, ``state`` the value of an EntryState. ``words`` are what a filter
    looks through: title, name and short answers in small letters. ``writers`` are the ids of who writes at what waits,
    with blanks between.
    """

    name: str
    title: str
    petal: str
    state: str
    owner: str
    review_on: str
    words: str
    version: int
    waiting: bool = False
    writers: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. ``owner`` is an id; ``states`` empty: what is published, and all but retired.

    ``untouched``: only what is as it was shipped.
    """

    words: str = ""
    petal: str = ""
    owner: str = ""
    states: frozenset[EntryState] = frozenset()
    overdue: bool = False
    waiting: bool = False
    untouched: bool = False
    order: Order = "title"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: names in order, how many there are in all, and which page it is, from 1 on."""

    names: tuple[str, ...]
    total: int
    number: int
    pages: int


def brief_of(entry: Entry, register: Register | None = None) -> Brief:
    """What a list needs of an entry."""
    proposed = entry.proposed
    writers = proposed.authors if proposed else entry.authors
    return Brief(
        name=entry.name,
        title=entry.title,
        petal=entry.petal,
        state=entry.state.value,
        owner=entry.owner.id if entry.owner else "",
        review_on=entry.review_on.isoformat() if entry.review_on else "",
        words=words_of(entry, register),
        version=entry.version,
        waiting=proposed is not None,
        writers=" ".join(one.id for one in (*writers, *entry.asked, *entry.agreed)),
    )


def words_of(entry: Entry, register: Register | None = None) -> str:
    """What a filter looks through: title, name and short answers, as they stand and as people read them."""
    said = [entry.title, entry.name]
    for name, answer in entry.values.items():
        said.append(_words(answer))
        if register is not None and name in register.by_name:
            said.append(register.by_name[name].label_of(answer))
    return " ".join(one for one in said if one).casefold()[:_LONGEST_WORDS]


def seen_by(register: Register, briefs: Iterable[Brief], actor: Actor) -> list[Brief]:
    """Those that somebody may see (rights.may_see). That something waits is told to who may read that."""
    if not register.consent and (is_editor(register, actor) or is_approver(register, actor)):
        return list(briefs)
    person = actor.person.id if isinstance(actor.person, Person) else ""
    reads = may_see_register(register, actor)
    found = list[Brief]()
    for one in briefs:
        if one.owner == person or (reads and person in one.writers.split()):
            found.append(one)
        elif reads and one.state == EntryState.PUBLISHED:
            found.append(one._replace(waiting=False) if one.waiting else one)
    return found


def chosen(briefs: Iterable[Brief], query: Query, today: date) -> list[Brief]:
    """Those that fit, in order."""
    found = [one for one in briefs if _state_fits(one, query)]
    for word in query.words.casefold().split():
        found = [one for one in found if word in one.words]
    if query.petal:
        found = [one for one in found if one.petal == query.petal]
    if query.owner:
        found = [one for one in found if one.owner == query.owner]
    if query.overdue:
        found = [one for one in found if is_overdue(one, today)]
    if query.untouched:
        found = [one for one in found if one.version == 0]
    if query.order == "review":
        return sorted(found, key=lambda one: (one.review_on or _NEVER, one.title))
    return sorted(found, key=lambda one: one.words)  # which begin with the title


def page_of(briefs: list[Brief], number: int = 1, size: int = PAGE) -> Listed:
    """One page; a number that is out of reach gives the nearest there is."""
    pages = max(1, -(-len(briefs) // size))
    number = min(max(number, 1), pages)
    return Listed(tuple(one.name for one in briefs[(number - 1) * size : number * size]), len(briefs), number, pages)


def is_overdue(brief: Brief, today: date) -> bool:
    """Whether somebody should have looked at it; what is shipped is nobody's yet."""
    due = bool(brief.review_on) and brief.review_on < today.isoformat()
    return due and brief.version > 0 and brief.state == EntryState.PUBLISHED


def _state_fits(brief: Brief, query: Query) -> bool:
    if query.waiting:
        return brief.waiting
    return brief.state in query.states if query.states else brief.state != EntryState.RETIRED


def _words(answer: Answer) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)
