# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who approves a text of which every approver of the register is an author: the groups that theirs fall back to."""

from collections.abc import Collection

from workflows.organization import Organization
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.staffing import Staff


def approved_by_others(register: Register, entry: Entry, organization: Organization, staff: Staff) -> Register:
    """The register as it is for one entry: also the group approves that stands in for its approvers, if one has to."""
    proposed = entry.proposed
    if proposed is None or not register.approvers:
        return register
    instead = stands_in(register, proposed.authors, organization, staff)
    if not instead or instead in register.approvers:
        return register
    return register.model_copy(update={"approvers": (*register.approvers, instead)})


def able(groups: Collection[str], entry: Entry, staff: Staff) -> tuple[str, ...]:
    """The groups in which somebody wrote nothing of what is proposed; all of them where that is nobody."""
    authors = {*entry.proposed.authors} if entry.proposed else set()
    return tuple(one for one in groups if staff.members.get(one, frozenset()) - authors) or tuple(groups)


def stands_in(register: Register, authors: Collection[Person], organization: Organization, staff: Staff) -> str:
    """The first group, of the approvers' and then of their fall-backs, with somebody who is no author; empty: none.

    Nobody stands in for approvers of whom nobody knows who they are: that they are none is not known then.
    """
    if not staff.stale.isdisjoint(register.approvers):
        return ""
    there = {name for name, members in staff.members.items() if members - {*authors}}
    chains = (group for approver in register.approvers for group in organization.chain(approver))
    return next((group for group in (*register.approvers, *chains) if group in there), "")


def only_approver(register: Register, staff: Staff) -> Person | None:
    """Who alone approves in a register; None where several do, or nobody does."""
    people = {one for group in register.approvers for one in staff.members.get(group, frozenset())}
    return people.pop() if len(people) == 1 else None
