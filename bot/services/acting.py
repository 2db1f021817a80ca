# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Somebody who acts on what the office keeps, with the groups that they may act for now."""

from bot.services.members import Members
from workflows.errors import GroupsUnknown
from workflows.people import Person
from workflows.recommendations.refusals import ForTheOffice
from workflows.registers.rights import Actor

OFFICE = "ospo"


async def acting(members: Members, person: Person) -> Actor:
    """Somebody of the company. Raises Outsider."""
    return Actor(person, (await members.colleagues_for(person)).rights_of(person))


async def acting_where_the_office_is_known(members: Members, person: Person) -> Actor:
    """Somebody of the company, where it matters whether they are of the OSPO. Raises GroupsUnknown, Outsider."""
    staff = await members.colleagues_for(person)
    if OFFICE in staff.stale:
        raise GroupsUnknown
    return Actor(person, staff.rights_of(person))


async def acting_for_the_office(members: Members, person: Person, what: str) -> Actor:
    """Somebody of the OSPO; ``what`` is what only they do. Raises ForTheOffice, GroupsUnknown, Outsider."""
    actor = await acting_where_the_office_is_known(members, person)
    if OFFICE not in actor.groups:
        raise ForTheOffice(what)
    return actor
