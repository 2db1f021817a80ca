# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Somebody who acts on a request for a group."""

from dataclasses import dataclass

from workflows.people import Person


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who acts on a step or an item: who, the groups they decide for now, and the revision they looked at.

    ``deputy_of`` are those who are away and named this person as their deputy.
    """

    person: Person
    groups: frozenset[str]
    revision: int
    deputy_of: frozenset[Person] = frozenset()

    def in_place_of(self, named: Person | None) -> Person | None:
        """Whom the person acts for on what names somebody; None when they act for themselves, or may not act."""
        return named if named in self.deputy_of and named != self.person else None

    def voices(self, named: Person | None) -> frozenset[Person]:
        """Whose votes count as given when this person gives one."""
        replaced = self.in_place_of(named)
        return frozenset({self.person, *([replaced] if replaced else [])})
