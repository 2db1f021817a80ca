# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Business time: deadlines count the working hours of the calendar, across holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import holidays

from workflows.organization import Calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TOO_FAR = 3660


def after_business_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The instant (UTC) at which ``days`` business days have passed since ``start``.

    A request made outside business hours counts from the next opening. The time of day is kept on the wall clock, so
    that a change to or from daylight saving time does not move it.
    """
    local = opening(calendar, start).astimezone(calendar.zone)
    day, left = local.date(), days
    for _ in range(_TOO_FAR):
        if left == 0:
            break
        day += timedelta(days=1)
        left -= is_workday(calendar, day)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)


def opening(calendar: Calendar, at: datetime) -> datetime:
    """``at`` itself when the office works then, else the next moment at which it opens (UTC)."""
    local = at.astimezone(calendar.zone)
    opens, closes = calendar.hours
    if is_workday(calendar, local.date()) and local.time() < closes:
        return datetime.combine(local.date(), max(local.time(), opens), calendar.zone).astimezone(UTC)
    day = local.date()
    for _ in range(_TOO_FAR):
        day += timedelta(days=1)
        if is_workday(calendar, day):
            break
    return datetime.combine(day, opens, calendar.zone).astimezone(UTC)


def is_workday(calendar: Calendar, day: date) -> bool:
    """Whether the office works on that day: a workday that is no public holiday of its country."""
    return _WEEKDAYS[day.weekday()] in calendar.workdays and day not in _holidays(calendar.holidays, day.year)


def known_country(code: str) -> bool:
    """Whether the holidays of this country, or country and subdivision such as DE-BE, are known."""
    country, _, subdivision = code.partition("-")
    supported = holidays.list_supported_countries()
    return not code or (country in supported and (not subdivision or subdivision in supported[country]))


@lru_cache(maxsize=64)
def _holidays(code: str, year: int) -> frozenset[date]:
    if not code:
        return frozenset()
    country, _, subdivision = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
