# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A petal at a glance: what it is for, who to talk to, its material, what takes place next, what happened in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.figures import Petal
from workflows.organization import Organization
from workflows.petals import place_of
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry
from workflows.setup.structure import petals_of_unit


@dataclass(frozen=True, slots=True)
class PetalLine:
    """One petal. ``talk_to`` and ``deputy`` are ids of people who are still here, or empty.

    ``requests`` came in or were decided in the weeks of the trend.
    ``next_title`` and ``next_on`` are the activity that takes place first; ``units`` the titles of those it concerns.
    """

    entry: Entry
    talk_to: str = ""
    deputy: str = ""
    channel: str = ""
    materials: int = 0
    overdue: int = 0
    activities: int = 0
    next_title: str = ""
    next_on: date | None = None
    requests: int = 0
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfPetals:
    """What the lines are made from: what is published in these registers, and what happened in each petal."""

    petals: Sequence[Entry]
    materials: Sequence[Entry]
    activities: Sequence[Entry]
    units: Sequence[Entry]
    happened: Sequence[Petal]
    left: frozenset[str] = frozenset()


def petal_lines(given: OfPetals, organization: Organization, today: date) -> tuple[PetalLine, ...]:
    """Every petal of the register, in the order of its drawing."""
    known = [one.name for one in given.petals]
    rows = {one.name: one for one in given.units}
    units = {
        unit.title or name: petals_of_unit(organization, name, rows.get(name), known)
        for name, unit in organization.units.items()
    }
    requests = {one.name: one.trend for one in given.happened}
    return tuple(_line(one, given, units, requests, today) for one in sorted(given.petals, key=place_of))


def _line(
    petal: Entry,
    given: OfPetals,
    units: Mapping[str, Sequence[str]],
    requests: Mapping[str, int],
    today: date,
) -> PetalLine:
    materials = [one for one in given.materials if one.petal == petal.name]
    activities = [one for one in given.activities if one.petal == petal.name]
    coming = _next(activities, today)
    return PetalLine(
        entry=petal,
        talk_to=_here(petal.owner.id if petal.owner else "", given.left),
        deputy=_here(str(petal.values.get("deputy", "")), given.left),
        channel=str(petal.values.get("channel", "")),
        materials=len(materials),
        overdue=sum(not one.shipped and one.review_on is not None and one.review_on < today for one in materials),
        activities=len(activities),
        next_title=coming[1] if coming else "",
        next_on=coming[0] if coming else None,
        requests=requests.get(petal.name, 0),
        units=tuple(title for title, petals in units.items() if petal.name in petals),
    )


def _next(activities: Iterable[Entry], today: date) -> tuple[date, str] | None:
    dated = ((day_of(one.content, "next_on"), one.title) for one in activities)
    return min(((day, title) for day, title in dated if day is not None and day >= today), default=None)


def _here(person: str, left: frozenset[str]) -> str:
    return "" if person in left else person
