# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A practice that another unit adopts: who has it by now and since when, and what an adoption says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflows.errors import FormProblems
from workflows.organization import Organization
from workflows.registers.checking import day_of
from workflows.registers.entry import LONGEST_TITLE, Content, Entry

PRACTICES, ADOPTIONS = "practices", "adoptions"


@dataclass(frozen=True, slots=True)
class Adoption:
    """A unit that works by a practice, by its title, since a day."""

    unit: str
    since: date


def adopted(practice: str, adoptions: Iterable[Entry], organization: Organization) -> tuple[Adoption, ...]:
    """Who has adopted a practice, the first of them first; proposals do not count."""
    found = [
        Adoption(title_of(str(one.values.get("unit", "")), organization), day_of(one.content, "since") or date.min)
        for one in adoptions
        if one.visible and one.values.get("practice") == practice
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.unit)))


def content_of(practice: Entry, unit: str, since: date, organization: Organization, today: date) -> Content:
    """What an adoption says. Raises FormProblems for a unit that there is not, its own, or a day to come."""
    if unit not in organization.units:
        raise FormProblems({"unit": "There is no such unit in organization.toml. Please choose another."})
    if str(practice.values.get("unit", "")).casefold() in {unit, title_of(unit, organization).casefold()}:
        raise FormProblems({"unit": "This is the unit that shares it. Please choose another."})
    if since > today:
        raise FormProblems({"since": f"{since.isoformat()} is to come. Please say it once it is so."})
    title = f"{title_of(unit, organization)}: {practice.title}"[:LONGEST_TITLE]
    values = {"practice": practice.name, "unit": unit, "since": since.isoformat()}
    return Content(title=title, petal=practice.petal, values=values)


def title_of(unit: str, organization: Organization) -> str:
    """What people call a unit."""
    named = organization.units.get(unit)
    return (named.title or unit) if named else unit
