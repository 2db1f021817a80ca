# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When a mentoring pair meets, and when its time is over: counted back from the day on which it ends."""

from datetime import date, timedelta
from types import MappingProxyType

from workflows.calendar import is_workday
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry
from workflows.working_hours import Calendar

MENTORING = "mentoring"
_DAYS = MappingProxyType({"weekly": 7, "fortnightly": 14, "monthly": 28})
#: A meeting on a day off is moved to the next working day, at most by so many days.
_MOVED = 7


def is_over(pair: Entry, today: date) -> bool:
    """Whether the day on which a pair ends has passed."""
    until = day_of(pair.content, "until")
    return until is not None and until < today


def meets_on(pair: Entry, today: date, calendar: Calendar) -> bool:
    """Whether a pair is reminded to meet on a working day: on its own, or on days off just before it."""
    until, every = day_of(pair.content, "until"), _DAYS.get(str(pair.values.get("rhythm")), 0)
    if until is None or not every or not is_workday(calendar, today):
        return False
    day = today
    for _ in range(_MOVED):
        if day < until and (until - day).days % every == 0:
            return True
        day -= timedelta(days=1)
        if is_workday(calendar, day):
            return False
    return False
