# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whom a change of a request concerns: whose Home may show something else after it."""

from collections.abc import Iterator

from workflows.items import REQUESTER
from workflows.people import Person
from workflows.request import Request
from workflows.staffing import Staff, deciders

#: Sees the figures of all requests.
OFFICE = "ospo"


def concerned(request: Request, staff: Staff) -> frozenset[Person]:
    """The requester, everybody who has, had or gets a turn in it or owes something after it, and the OSPO."""
    people = {request.requester, *staff.members.get(OFFICE, ())}
    for step in request.steps:
        people |= deciders(step, request.requester, staff) | ({step.person} if step.person else set())
    return frozenset(people.union(*(staff.members.get(owner, frozenset()) for owner in _owners(request))))


def _owners(request: Request) -> Iterator[str]:
    """The groups that own an item or an obligation; a group that an appeal bars somebody from is whole here."""
    owners = {*(one.owner for one in request.checklist), *(one.owner for one in request.obligations)}
    yield from owners - {REQUESTER}
    yield from (step.group for step in request.steps if step.person is None)
