# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who acts on a step: the step that was chosen, the rights of who chose it, and how a refusal calls its group."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from workflows.errors import GroupsUnknown, NotAReviewer
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, group_of
from workflows.reviewer import Reviewer
from workflows.staffing import Staff


@dataclass(frozen=True, slots=True)
class Chosen:
    """The step that a button or form names, at the revision that the person looked at."""

    number: int
    step: str
    revision: int


def reviewer_of(person: Person, staff: Staff, chosen: Chosen, request: Request) -> Reviewer:
    """Who acts on a step. Raises GroupsUnknown when nobody knows well enough who is in the group that decides it.

    The rights of another group, such as the OSPO's to open a step again, rest on a fresh copy just as well.
    """
    deciding = (step.group for step in request.steps if step.name == chosen.step)
    if next(deciding, group_of(chosen.step)) in staff.stale:
        raise GroupsUnknown
    return Reviewer(person, staff.rights_of(person), chosen.revision, staff.deputised(person))


@contextmanager
def groups_titled(organization: Organization) -> Iterator[None]:
    """Let a refusal call the group as people do: the domain knows its name only."""
    try:
        yield
    except NotAReviewer as refused:
        raise NotAReviewer(organization.title_of(refused.group)) from refused
