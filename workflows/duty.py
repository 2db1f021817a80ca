# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose duty a step is: the one of its group who is notified first. The others may decide it just as well."""

from datetime import date

from workflows.absence import deputy_of, today_of
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, Step
from workflows.staffing import Staff, deciders
from workflows.working_hours import Calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def on_duty(step: Step, requester: Person, staff: Staff, turn: int) -> Person | None:
    """The one whose turn it is: who is away is replaced by a deputy who may decide, else by the next who is there.

    Who took the step, or is named by it, comes before all others. None when nobody is there.
    """
    people = sorted(deciders(step, requester, staff))
    first = step.taken_by or step.person
    if first in people:
        turn = people.index(first)
    for place in range(len(people)):
        one = people[(turn + place) % len(people)]
        if one not in staff.absent:
            return one
        deputy = deputy_of(one, staff.absent)
        if deputy in people and deputy not in staff.absent:
            return deputy
    return None


def turn_of(request: Request, step: Step, organization: Organization) -> int:
    """Which turn a step is of its group's rotation: by the request's number, or by the day on which it was asked."""
    rotation = organization.group(step.group).rotation
    if rotation == "each":
        return request.number
    calendar = organization.calendar
    day = today_of(calendar, step.since or request.submitted_at)
    return _weeks(day) if rotation == "weekly" else _workdays(day, calendar)


def _weeks(day: date) -> int:
    """The number of the week, which begins on Monday, without a break at the end of a year."""
    return (day.toordinal() - 1) // 7


def _workdays(day: date, calendar: Calendar) -> int:
    """The number of the workday; on a day on which the office is closed it is that of the next one."""
    before = sum(_WEEKDAYS.index(name) < day.weekday() for name in calendar.workdays)
    return _weeks(day) * len(calendar.workdays) + before
