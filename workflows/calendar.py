# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Business time: deadlines count the working hours of the calendar, across holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from workflows.working_hours import Calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TOO_FAR = 3660


def after_business_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The instant (UTC) at which ``days`` business days have passed since ``start``.

    A request made outside business hours counts from the next opening. The time of day is kept on the wall clock, so
    that a change to or from daylight saving time does not move it.
    """
    opened = opening(calendar, start)
    if days == 0:
        return opened
    local = opened.astimezone(calendar.zone)
    day = _workdays_later(calendar, local.date(), days)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def _workdays_later(calendar: Calendar, day: date, days: int) -> date:
    """The day on which so many workdays have passed. Asked for each step of each request, of the same few days."""
    left = days
    for _ in range(_TOO_FAR):
        if left == 0:
            break
        day += timedelta(days=1)
        left -= is_workday(calendar, day)
    return day


def business_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How long the office works between two instants, by real time; none when the end is not later."""
    total, day = timedelta(), start.astimezone(calendar.zone).date()
    last = end.astimezone(calendar.zone).date()
    while day <= last:
        if is_workday(calendar, day):
            opens, closes = _hours(calendar, day)
            total += max(min(closes, end) - max(opens, start), timedelta())
        day += timedelta(days=1)
    return total


def works_at(calendar: Calendar, at: datetime) -> bool:
    """Whether the office works at a moment: nobody is asked at night."""
    local = at.astimezone(calendar.zone)
    return is_workday(calendar, local.date()) and calendar.hours[0] <= local.time() < calendar.hours[1]


def after_business_time(calendar: Calendar, start: datetime, span: timedelta) -> datetime:
    """The instant (UTC) by which the office has worked for ``span`` since ``start``; the inverse of business_time.

    What would end at closing time ends at the next opening, as deadlines do.
    """
    at = opening(calendar, start)
    day = at.astimezone(calendar.zone).date()
    for _ in range(_TOO_FAR):
        opens, closes = _hours(calendar, day)
        opens = max(opens, at)
        if is_workday(calendar, day) and closes > opens:
            if span < closes - opens:
                return opens + span
            span -= closes - opens
        day += timedelta(days=1)
    return opening(calendar, at)


def before_business_days(calendar: Calendar, end: datetime, days: int) -> datetime:
    """The instant (UTC) so many business days before ``end``, at the same time of the day."""
    local = end.astimezone(calendar.zone)
    day, left = local.date(), days
    for _ in range(_TOO_FAR):
        if left == 0:
            break
        day -= timedelta(days=1)
        left -= is_workday(calendar, day)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)


def opening(calendar: Calendar, at: datetime) -> datetime:
    """``at`` itself when the office works then, else the next moment at which it opens (UTC)."""
    day = at.astimezone(calendar.zone).date()
    opens, closes = _hours(calendar, day)
    if is_workday(calendar, day) and at < closes:
        return max(at.astimezone(UTC), opens)
    for _ in range(_TOO_FAR):
        day += timedelta(days=1)
        if is_workday(calendar, day):
            break
    return _hours(calendar, day)[0]


def is_workday(calendar: Calendar, day: date) -> bool:
    """Whether the office works on that day: a workday that is no public holiday of its country."""
    return _WEEKDAYS[day.weekday()] in calendar.workdays and day not in _holidays(calendar.holidays, day.year)


def known_country(code: str) -> bool:
    """Whether the holidays of this country, or country and subdivision such as DE-BE, are known."""
    if not code:
        return True
    from holidays import list_supported_countries  # noqa: PLC0415 - as below

    country, _, subdivision = code.partition("-")
    supported = list_supported_countries()
    return country in supported and (not subdivision or subdivision in supported[country])


@lru_cache(maxsize=1024)
def _hours(calendar: Calendar, day: date) -> tuple[datetime, datetime]:
    """When the office opens and closes on a day, in UTC: the clocks may change in between."""
    opens, closes = (datetime.combine(day, at, calendar.zone).astimezone(UTC) for at in calendar.hours)
    return opens, closes


@lru_cache(maxsize=64)
def _holidays(code: str, year: int) -> frozenset[date]:
    if not code:
        return frozenset()
    import holidays  # noqa: PLC0415 - 11 MB that an office without a country does not need

    country, _, subdivision = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
