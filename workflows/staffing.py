# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who decides a route: groups with their fall-backs, steps of one group joined, the requester taken out everywhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import Self

from workflows.absence import Absence, deputised, deputy_of
from workflows.errors import NobodyToDecide, NoPrivateRoute, NotEnoughReviewers
from workflows.items import REQUESTER, Item
from workflows.organization import LAST_RESORT, Organization
from workflows.people import Person
from workflows.policy import merged
from workflows.request import Step
from workflows.route import Route, RouteStep


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is in which group now, and who manages whom. ``members`` holds every configured group, by name.

    ``stale`` names the groups of which nobody knows well enough who is in them to let anybody decide for them, or learn
    of what is private to them. ``absent`` holds who is away now: that takes no rights, it moves who is asked.
    ``guests`` are those who are known to be guests of the workspace: they see only what their groups decide.
    """

    members: Mapping[str, frozenset[Person]]
    managers: Mapping[Person, Person] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    absent: Mapping[Person, Absence] = field(default_factory=dict)
    guests: frozenset[Person] = frozenset()

    def groups_of(self, person: Person) -> frozenset[str]:
        """The groups that a person may decide for."""
        return frozenset(name for name, members in self.members.items() if person in members)

    def rights_of(self, person: Person) -> frozenset[str]:
        """The groups for which a person may act now: rights never rest on a stale copy (design.md §4)."""
        return self.groups_of(person) - self.stale

    def for_guest(self, guest: Person, admitted: frozenset[str]) -> Self:
        """The same people, with a guest in no other group than those that admit them."""
        members = {name: who if name in admitted else who - {guest} for name, who in self.members.items()}
        return replace(self, members=members, guests=self.guests | {guest})

    def deputised(self, person: Person) -> frozenset[Person]:
        """Those whom a person stands in for now, in what names them."""
        return deputised(person, self.absent)


def steps_for(route: Route, requester: Person, organization: Organization, staff: Staff) -> tuple[Step, ...]:
    """The steps of a request, each with the group that really decides it.

    Raises NoPrivateRoute, NobodyToDecide or NotEnoughReviewers; nothing may be stored then.
    """
    if route.private:
        return _private_steps(route, requester, organization, staff)
    placed = [_placed(step, requester, organization, staff) for step in route.steps]
    joined = merged(step for step, _ in placed)
    steps = tuple(_step(step, _asked_for(step, placed), requester, organization.distinct) for step in joined)
    _check_quorum(steps, requester, organization, staff)
    return steps


def checklist_for(route: Route, requester: Person, organization: Organization, staff: Staff) -> tuple[Item, ...]:
    """The checklist of a request, each item with the group that really clears it. Raises NobodyToDecide."""
    owners = {item.owner: _owner(item.owner, requester, organization, staff) for item in route.checklist}
    return tuple(
        Item(
            name=item.rule,
            asked_for=item.owner,
            **item.model_dump(exclude={"rule", "owner"}),
            owner=owners[item.owner],
        )
        for item in route.checklist
    )


def deciders(step: Step, requester: Person, staff: Staff) -> frozenset[Person]:
    """Everybody who may decide a step now: whom it names, or their deputy; else the group without the requester."""
    if step.person is not None:
        deputy = deputy_of(step.person, staff.absent)
        return frozenset({step.person, *([deputy] if deputy else [])}) - {requester}
    barred = step.appealed.barred if step.appealed else ()
    return staff.members.get(step.group, frozenset()) - {requester, *barred}


def away_until(step: Step, requester: Person, staff: Staff) -> date | None:
    """When the first of those who may decide a step comes back, if all of them are away; else None."""
    return _back(deciders(step, requester, staff), staff)


def _back(people: frozenset[Person], staff: Staff) -> date | None:
    if not people or any(one not in staff.absent for one in people):
        return None
    return min(staff.absent[one].back_on for one in people)


def _private_steps(route: Route, requester: Person, organization: Organization, staff: Staff) -> tuple[Step, ...]:
    for step in route.steps:
        if step.group in staff.stale or not _others(staff.members.get(step.group, ()), requester):
            raise NoPrivateRoute(organization.title_of(step.group))
    return tuple(_step(step, (step.group,), requester, ()) for step in route.steps)


def _owner(group: str, requester: Person, organization: Organization, staff: Staff) -> str:
    return group if group == REQUESTER else _first_able(group, requester, organization, staff)


def _first_able(group: str, requester: Person, organization: Organization, staff: Staff) -> str:
    """The first group of a chain in which somebody besides the requester can decide. Raises NobodyToDecide.

    One of which all are away is passed over unless it waits for them; when everybody else is away too, it waits.
    """
    able = [one for one in organization.chain(group) if _others(staff.members.get(one, ()), requester)]
    if not able:
        raise NobodyToDecide(organization.title_of(group))
    if not staff.absent:
        return able[0]
    there = (one for one in able if organization.waits(one) or not _back(staff.members[one] - {requester}, staff))
    return next(there, able[0])


def _others(people: Collection[Person], requester: Person) -> bool:
    """Whether anybody but the requester is among these people."""
    return len(people) > (requester in people)


def _asked_for(step: RouteStep, placed: list[tuple[RouteStep, str]]) -> tuple[str, ...]:
    return tuple(was for to, was in placed if (to.group, to.stage) == (step.group, step.stage))


def _placed(step: RouteStep, requester: Person, organization: Organization, staff: Staff) -> tuple[RouteStep, str]:
    """The step with the first group of its chain in which somebody else can decide, and the group policy named."""
    named = _named_person(step, requester, organization, staff)
    if named is not None:
        return step.model_copy(update={"person": named.id}), step.group
    able = _first_able(step.group, requester, organization, staff)
    same = able == step.group and not step.person
    return step if same else step.model_copy(update={"group": able, "person": ""}), step.group


def _named_person(step: RouteStep, requester: Person, organization: Organization, staff: Staff) -> Person | None:
    """A manager: whom the directory names, else whom the requester named, never the requester (design.md §5).

    One who is away without a deputy is nobody, unless the organization lets such steps wait.
    """
    if step.group != "managers" or staff.members.get("managers"):
        return None
    manager = staff.managers.get(requester)
    if manager is None and step.person:
        manager = Person(requester.workspace, step.person)
    if manager is None or manager == requester:
        return None
    replaced = deputy_of(manager, staff.absent) not in {None, requester}
    return manager if manager not in staff.absent or replaced or organization.waits("managers") else None


def _step(
    step: RouteStep, asked_for: tuple[str, ...], requester: Person, distinct: tuple[tuple[str, ...], ...]
) -> Step:
    """The step; where distinct groups fell back to the same one, it needs as many people as they are."""
    apart = (sum(group in groups for group in dict.fromkeys(asked_for)) for groups in distinct)
    quorum = max((step.quorum, *apart))
    if quorum != step.quorum:
        step = step.model_copy(update={"quorum": quorum})
    return Step.asked(step, asked_for, requester.workspace)


def _voices(step: Step, requester: Person, staff: Staff) -> frozenset[Person]:
    """The people whose votes count each for itself: a deputy has the vote of whom they stand in for."""
    return deciders(step, requester, staff) if step.person is None else frozenset({step.person})


def _check_quorum(steps: tuple[Step, ...], requester: Person, organization: Organization, staff: Staff) -> None:
    people = {step.group: _voices(step, requester, staff) for step in steps}
    for step in steps:
        if len(people[step.group]) < step.quorum:
            raise NotEnoughReviewers(organization.title_of(step.group), step.quorum, len(people[step.group]))
    for distinct in organization.distinct:
        together = [step for step in steps if step.speaks_for(distinct)]
        for size in range(2, len(together) + 1):
            for some in combinations(together, size):
                if len(frozenset[str]().union(*(step.speaks_for(distinct) for step in some))) == 1:
                    continue  # the same group in two stages: the same people may decide
                needed = sum(step.quorum for step in some)
                there = frozenset[Person]().union(*(people[step.group] for step in some))
                if len(there) < needed:
                    names = " and ".join(organization.title_of(step.group) for step in some)
                    raise NotEnoughReviewers(names, needed, len(there))


__all__ = ["LAST_RESORT", "Staff", "away_until", "checklist_for", "deciders", "steps_for"]
