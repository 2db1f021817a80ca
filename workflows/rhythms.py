# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How often something comes, such as ``mon 09:00``: periods, each with one instant, also when the clocks change."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_SAFE_DAY = 28  # every month has it
_LONGEST_MONTH = 31
_WEEK, _MONTHS = 7, 12
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_EXAMPLES = "such as `mon 09:00`, `daily 08:30`, `monthly 1 09:00` or `first mon 09:00`"


@dataclass(frozen=True, slots=True, order=True)
class Instance:
    """One instant (UTC) at which a rhythm comes, and the key of the period that it stands for: 2026-W47 or 2026-11."""

    at: datetime
    period: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every day, week or month at a time of the wall clock.

    ``weekday`` counts from Monday as 0. A month has either its ``day`` (-1: the last), or the ``nth`` of a weekday
    (-1: the last); what is not said is 0.
    """

    every: Literal["day", "week", "month"]
    at: time
    weekday: int = 0
    nth: int = 0
    day: int = 0

    def latest(self, zone: ZoneInfo, now: datetime) -> Instance:
        """The last instant up to ``now``."""
        return max(one for one in self._around(zone, now) if one.at <= now)

    def following(self, zone: ZoneInfo, now: datetime) -> Instance:
        """The first instant after ``now``."""
        return min(one for one in self._around(zone, now) if one.at > now)

    def _around(self, zone: ZoneInfo, now: datetime) -> list[Instance]:
        """The instants of the periods about ``now``. A time that the clocks skip or repeat comes once.

        A skipped time comes as much later as they are put forward, a repeated one the first time.
        """
        today = now.astimezone(zone).date()
        days = (self._day(today, distance) for distance in (-2, -1, 0, 1, 2))
        return [Instance(datetime.combine(day, self.at, zone).astimezone(UTC), self._period(day)) for day in days]

    def _day(self, today: date, distance: int) -> date:
        """The day on which it comes so many periods after today's."""
        if self.every == "day":
            return today + timedelta(days=distance)
        if self.every == "week":
            return today + timedelta(days=distance * _WEEK + self.weekday - today.weekday())
        months = today.year * _MONTHS + today.month - 1 + distance
        return self._day_of_month(_first_of(months), _first_of(months + 1))

    def _day_of_month(self, first: date, after: date) -> date:
        if not self.nth:
            return after - timedelta(days=1) if self.day < 0 else first.replace(day=self.day)
        if self.nth < 0:
            return after - timedelta(days=(after.weekday() - self.weekday - 1) % _WEEK + 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % _WEEK + (self.nth - 1) * _WEEK)

    def _period(self, day: date) -> str:
        if self.every == "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        return f"{day:%Y-%m-%d}" if self.every == "day" else f"{day:%Y-%m}"

    def __str__(self) -> str:
        """The rhythm as it is written in a file."""
        if self.every == "day":
            day = "daily"
        elif self.every == "week":
            day = _WEEKDAYS[self.weekday]
        elif self.nth:
            day = f"{next(word for word, nth in _NTH.items() if nth == self.nth)} {_WEEKDAYS[self.weekday]}"
        else:
            day = f"monthly {'last' if self.day < 0 else self.day}"
        return f"{day} {self.at:%H:%M}"


def rhythm_of(text: str) -> Rhythm:
    """The rhythm that somebody wrote. Raises ValueError with a sentence that says what is wrong with it."""
    *words, said = text.lower().split() or [""]
    at = _time(said, text)
    match words:
        case ["daily"]:
            return Rhythm("day", at)
        case [weekday]:
            return Rhythm("week", at, weekday=_weekday(weekday))
        case ["monthly", day]:
            return Rhythm("month", at, day=_day(day))
        case [nth, weekday]:
            return Rhythm("month", at, weekday=_weekday(weekday), nth=_nth(nth, weekday))
    raise ValueError(f"`{text}` does not say when: write a day and a time, {_EXAMPLES}")


def _time(said: str, text: str) -> time:
    found = _TIME.fullmatch(said)
    if found is None:
        raise ValueError(f"`{text}` does not end with a time: write a day and a time, {_EXAMPLES}")
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(f"there is no time {said}: write one from 00:00 to 23:59") from None


def _weekday(word: str) -> int:
    for names in (_WEEKDAYS, _LONG):
        if word in names:
            return names.index(word)
    raise ValueError(f"there is no day `{word}`: write mon, tue, wed, thu, fri, sat or sun, or else {_EXAMPLES[8:]}")


def _day(word: str) -> int:
    if word == "last":
        return -1
    if not (word.isascii() and word.isdigit()):
        raise ValueError(f"`{word}` is no day of a month: write one from 1 to 28, or `monthly last` for its end")
    day = int(word)
    if not 1 <= day <= _LONGEST_MONTH:
        raise ValueError(f"it would never come, as no month has a day {day}: write one from 1 to 28, or `monthly last`")
    if day > _SAFE_DAY:
        raise ValueError(
            f"it would not come in every month, as some have no day {day}: write one from 1 to 28, or `monthly last`"
        )
    return day


def _nth(word: str, weekday: str) -> int:
    if word == "fifth":
        raise ValueError(f"it would not come in every month, as many have no fifth {weekday}: write `last {weekday}`")
    if word not in _NTH:
        raise ValueError(f"`{word} {weekday}` is no day of a month: write first, second, third, fourth or last")
    return _NTH[word]


def _first_of(months: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(months // _MONTHS, months % _MONTHS + 1, 1)
