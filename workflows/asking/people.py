# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is asked what nothing written down answers: the people of a petal, else the office's."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workflows.organization import Organization
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.staffing import Staff


@dataclass(frozen=True, slots=True)
class PetalPeople:
    """Those who see to a petal: its owner and deputy, in that order; nobody where the register names none."""

    name: str
    people: tuple[Person, ...] = ()

    @classmethod
    def of(cls, petal: Entry, unfit: Collection[Person] = ()) -> "PetalPeople":
        """The people of a petal's entry without those who are not there any more."""
        deputy = petal.values.get("deputy")
        named = (petal.owner, Person(petal.workspace, deputy) if isinstance(deputy, str) and deputy else None)
        return cls(petal.name, tuple(one for one in dict.fromkeys(named) if one is not None and one not in unfit))

    def may_answer(self, person: Person, groups: Collection[str]) -> bool:
        """Whether somebody answers questions of the petal: its people, the group of its name, and the office."""
        return person in self.people or "ospo" in groups or self.name in groups

    def recipients(self, organization: Organization, staff: Staff) -> Iterator[str]:
        """Where a question of the petal goes, as ids: to its people, else to a private room, else to each of the group.

        The group is that of the petal's name where there is one, such as legal, else the office's.
        """
        if self.people:
            yield from (one.id for one in self.people)
            return
        group = self.name if organization.group(self.name).configured else "ospo"
        room = organization.room_of(group)
        yield from (room,) if room else (one.id for one in sorted(staff.members.get(group, ())))
