# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what with an item: the OSPO everything, owner and unit lead claim it, a second person confirms."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.maturity.boards import Claim, Standing
from workflows.maturity.refusals import NotYourItem
from workflows.people import Person

OFFICE = "ospo"


@dataclass(frozen=True, slots=True)
class Circle:
    """Somebody who acts, and who else there is: the ids in each group. ``lead``: the person leads the board's unit."""

    person: str
    members: Mapping[str, frozenset[str]]
    lead: bool = False

    @classmethod
    def of(cls, person: Person, members: Mapping[str, frozenset[Person]], lead: str = "") -> "Circle":
        """The circle of a person among the groups there are now; ``lead`` is who leads the unit, by id."""
        ids = {name: frozenset(one.id for one in people) for name, people in members.items()}
        return cls(person.id, ids, person.id == lead)

    @property
    def in_office(self) -> bool:
        """Whether the person is of the OSPO."""
        return self.person in self.members.get(OFFICE, frozenset())

    def may_lead(self) -> bool:
        """Whether the person may assign and schedule."""
        return self.in_office or self.lead

    def may_work(self, standing: Standing) -> bool:
        """Whether the person may start, claim, renew, reopen and propose to set aside."""
        return self.may_lead() or self.person == standing.owner

    def check_leads(self, standing: Standing) -> None:
        """Raise NotYourItem for who may not assign or schedule."""
        if not self.may_lead():
            raise NotYourItem(f"<@{standing.owner}>" if standing.owner else "")

    def check_works(self, standing: Standing) -> None:
        """Raise NotYourItem for who may not claim."""
        if not self.may_work(standing):
            raise NotYourItem(f"<@{standing.owner}>" if standing.owner else "")

    def confirmers(self, standing: Standing, claim: Claim) -> frozenset[str]:
        """Who may confirm a claim: the OSPO without its claimer and the owner.

        Where the OSPO has one person only, or none is left, anybody of any other group too.
        """
        office = self.members.get(OFFICE, frozenset())
        taken = {claim.by, standing.owner}
        everybody = office.union(*self.members.values())
        return (office - taken if len(office) > 1 else frozenset()) or everybody - taken

    def alone_with(self, standing: Standing, claim: Claim) -> bool:
        """Whether the person claimed or owns it, and there is nobody else in any group who could confirm it."""
        return self.person in {claim.by, standing.owner} and not self.confirmers(standing, claim)
