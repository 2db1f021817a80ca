# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whom a change concerns, of a request or of who is there: whose Home may show something else after it."""

from collections.abc import Iterator

from workflows.items import REQUESTER
from workflows.people import Person
from workflows.request import Request
from workflows.staffing import Staff, deciders

_NOBODY: frozenset[Person] = frozenset()

#: Sees the figures of all requests.
OFFICE = "ospo"


def concerned(request: Request, staff: Staff) -> frozenset[Person]:
    """The requester, everybody who has, had or gets a turn in it or owes something after it, and the OSPO."""
    people = {request.requester, *staff.members.get(OFFICE, ())}
    for step in request.steps:
        people |= deciders(step, request.requester, staff) | ({step.person} if step.person else set())
    return frozenset(people.union(*(staff.members.get(owner, frozenset()) for owner in _owners(request))))


def moved(before: Staff, after: Staff) -> frozenset[Person]:
    """Who joined or left a group, or is in one that is trusted again or not any more; and whom absences concern."""
    people = set[Person]()
    for name in before.members.keys() | after.members.keys():
        then, now = before.members.get(name, _NOBODY), after.members.get(name, _NOBODY)
        people |= then | now if (name in before.stale) != (name in after.stale) else then ^ now
    for person in before.absent.keys() | after.absent.keys():
        told = (before.absent.get(person), after.absent.get(person))
        if told[0] != told[1]:
            people |= {person, *(one.deputy for one in told if one and one.deputy)}
            people |= _NOBODY.union(*(after.members[name] for name in after.groups_of(person)))
    return frozenset(people)


def _owners(request: Request) -> Iterator[str]:
    """The groups that own an item or an obligation; a group that an appeal bars somebody from is whole here."""
    owners = {*(one.owner for one in request.checklist), *(one.owner for one in request.obligations)}
    yield from owners - {REQUESTER}
    yield from (step.group for step in request.steps if step.person is None)
