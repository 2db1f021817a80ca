# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is away, until when, and who is asked in their place. Absence changes who is asked first, and nobody's rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflows.errors import Refusal
from workflows.people import Person
from workflows.working_hours import Calendar

#: Days ahead; a longer absence is a change of the group's members.
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away. ``back_on`` is their first day back, in the office's time zone."""

    person: Person
    back_on: date
    deputy: Person | None = None

    def on(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return day < self.back_on


def away(person: Person, back_on: date, deputy: Person | None, today: date) -> Absence:
    """An absence from today on. Raises Refusal for a day that is not to come or too far, and for oneself as deputy."""
    if back_on <= today:
        raise Refusal(
            f"Your first day back has to be after today ({today.isoformat()}). "
            "If you are back already, `/ospo back` says so."
        )
    if (back_on - today).days > LONGEST:
        raise Refusal(
            "An absence can be told for a year at most. For a longer one, ask the OSPO to change the group's members."
        )
    if deputy == person:
        raise Refusal("You cannot be your own deputy. Please choose somebody else, or nobody.")
    return Absence(person, back_on, deputy)


def today_of(calendar: Calendar, now: datetime) -> date:
    """The date at the office."""
    return now.astimezone(calendar.zone).date()


def deputy_of(person: Person, absent: Mapping[Person, Absence]) -> Person | None:
    """Who acts in place of somebody who is away, as they said; nobody's deputy's deputy."""
    found = absent.get(person)
    return found.deputy if found else None


def deputised(person: Person, absent: Mapping[Person, Absence]) -> frozenset[Person]:
    """Those who are away and named this person as their deputy."""
    return frozenset(one.person for one in absent.values() if one.deputy == person)
