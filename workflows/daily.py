# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The list of the day: on which days somebody gets one, and whether one that is due still helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflows.calendar import is_workday
from workflows.request import Request
from workflows.wall_clock import instant
from workflows.working_hours import Calendar

#: A list that comes no later than this is in time, at whatever hour somebody wants it.
_IN_TIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When somebody wants their list: at a time of their own clock, on the workdays of any of their calendars."""

    wall: time
    zone: ZoneInfo
    calendars: Sequence[Calendar]

    def due_on(self, day: date) -> datetime:
        """When the list of a day is due (UTC)."""
        return instant(day, self.wall, self.zone)

    def today(self, now: datetime) -> date:
        """The date where the person is."""
        return now.astimezone(self.zone).date()

    def ends(self, day: date) -> datetime:
        """When the day is over where the person is (UTC)."""
        return instant(day + timedelta(days=1), time(), self.zone)

    def still_helps(self, now: datetime) -> bool:
        """Whether the list of the present day is to be sent now: it is a workday, and has not ended.

        One that was missed is caught up until the last of the offices has closed.
        """
        day = self.today(now)
        if not any(is_workday(one, day) for one in self.calendars):
            return False
        closing = max(instant(day, one.hours[1], one.zone) for one in self.calendars)
        due = self.due_on(day)
        return due <= now < max(due + _IN_TIME, closing)

    def next_due(self, now: datetime, done_on: date | None) -> datetime:
        """When the next list is due: today, unless that was or its time is over, else tomorrow."""
        day = self.today(now)
        ahead = now < self.due_on(day) and (done_on is None or done_on < day)
        return self.due_on(day if ahead else day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for one person on one day: so many are overdue, so many more due by its end, so many in all.

    ``requests`` are the first of them as of ``at``: overdue, then due that day, then the oldest others.
    """

    at: datetime
    day: date
    requests: Sequence[Request]
    overdue: int
    due: int
    total: int
