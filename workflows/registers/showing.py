# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which entries of a register somebody wants to see, as they typed or chose it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from workflows.people import Person
from workflows.registers.entry import EntryState
from workflows.registers.listing import Brief, Query, is_overdue

#: The ways to narrow a list: all that is published, one's own, what is due, what is not published yet, what is gone.
Which: TypeAlias = Literal["all", "mine", "overdue", "drafts", "shipped", "retired"]
WHICH: tuple[Which, ...] = get_args(Which)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: by words, and by one of the ways."""

    words: str = ""
    which: Which = "all"


def wanted_by(typed: str) -> Wanted:
    """What somebody typed behind a register's name: one of the ways, and words to look for."""
    words = typed.split()
    ways = [one for one in WHICH if one in {word.casefold() for word in words}]
    rest = [word for word in words if word.casefold() not in ways[:1]]
    return Wanted(" ".join(rest), ways[0] if ways else "all")


def query_of(wanted: Wanted, person: Person) -> Query:
    """The same as a query of that person."""
    if wanted.which == "mine":
        return Query(wanted.words, owner=person.id, order="review")
    if wanted.which == "overdue":
        return Query(wanted.words, overdue=True, order="review")
    if wanted.which == "drafts":
        return Query(wanted.words, waiting=True)
    if wanted.which == "retired":
        return Query(wanted.words, states=frozenset({EntryState.RETIRED}))
    return Query(wanted.words, states=frozenset({EntryState.PUBLISHED}), untouched=wanted.which == "shipped")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of what somebody sees in a register: how much is published, how much of it is overdue, and what waits."""

    entries: int = 0
    overdue: int = 0
    waiting: int = 0


def counts_of(briefs: Iterable[Brief], today: date) -> Counts:
    """Count what a list is made of."""
    found = list(briefs)
    published = [one for one in found if one.state == EntryState.PUBLISHED]
    overdue = sum(is_overdue(one, today) for one in published)
    return Counts(len(published), overdue, sum(one.waiting for one in found))
