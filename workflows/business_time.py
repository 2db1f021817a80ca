# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Business time: how long an office works between two instants, and when it will have worked for so long."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from workflows.calendar import is_workday
from workflows.organization import Calendar

#: Days that are looked at before an office is taken to work never again.
_TOO_FAR = 3660


def business_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """The whole minutes of opening time between two instants; 0 when ``end`` is not after ``start``."""
    worked = timedelta()
    for opens, closes in _openings(calendar, start):
        if opens >= end:
            break
        worked += max(min(closes, end) - max(opens, start), timedelta())
    return int(worked.total_seconds() // 60)


def after_business_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The instant (UTC) at which the office has been open for so many minutes since ``start``.

    An office that never opens is taken to be open all the time.
    """
    left = timedelta(minutes=minutes)
    for opens, closes in _openings(calendar, start):
        room = closes - max(opens, start)
        if room >= left:
            return max(opens, start) + left
        left -= max(room, timedelta())
    return start + left


def _openings(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When the office opens and closes, from the day of ``start`` on, in UTC: a change of the clocks counts."""
    first = start.astimezone(calendar.zone).date()
    for days in range(_TOO_FAR):
        day = first + timedelta(days=days)
        if is_workday(calendar, day):
            yield _instant(calendar, day, 0), _instant(calendar, day, 1)


def _instant(calendar: Calendar, day: date, which: int) -> datetime:
    return datetime.combine(day, calendar.hours[which], calendar.zone).astimezone(UTC)
