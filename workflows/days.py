# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The day that somebody typed: a date, a weekday, tomorrow, or a while from now. What could mean two days is refused.

General date parsers guess: they take 4/12 for a day in April or in December, and half a word for today.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(("a", "two", "three", "four", "five", "six"), 1)} | {"one": 1}
_SHORTEST = 3
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: Points are written in countries that put the day first; slashes are written everywhere, and mean two things.
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4}))?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([a-z]+)\.?(?:,?\s+(\d{4}))?")
_NAMED_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_WHILE = re.compile(r"(?:in\s+)?(\d{1,3}|[a-z]+)\s+(day|week|month)s?")
_DAYS = {"day": 1, "week": 7}


def day_in(text: str, today: date) -> date | None:
    """The day that a text names, seen from today; None when it names none, or could be meant in two ways.

    A weekday, and a date without its year, is the next one after today; *next week* is its Monday.
    """
    said = re.sub(r"\s+", " ", text.strip().lower().rstrip("!,"))
    said = re.sub(r"^(?:the|on|until|till) ", "", said)
    if said == "tomorrow":
        return today + timedelta(days=1)
    if said == "next week":
        return _next_weekday(0, today)
    weekday = _named(said.removeprefix("next ").removeprefix("this "), _WEEKDAYS)
    if weekday is not None:
        return _next_weekday(weekday, today)
    return _after_a_while(said, today) or _dated(said, today)


def _dated(said: str, today: date) -> date | None:
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(said):
        return _in_year(found[3], int(found[2]), int(found[1]), today)
    if found := _NAMED.fullmatch(said):
        return _in_year(found[3], (_named(found[2], _MONTHS) or 0) + 1, int(found[1]), today, found[2])
    if found := _NAMED_FIRST.fullmatch(said):
        return _in_year(found[3], (_named(found[1], _MONTHS) or 0) + 1, int(found[2]), today, found[1])
    return None


def _in_year(year: str | None, month: int, day: int, today: date, name: str = "") -> date | None:
    if name and _named(name, _MONTHS) is None:
        return None
    if year:
        return _day(int(year), month, day)
    years = (_day(one, month, day) for one in range(today.year, today.year + 9))  # a leap day may be eight years off
    return next((one for one in years if one is not None and one > today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after_a_while(said: str, today: date) -> date | None:
    found = _WHILE.fullmatch(said)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)
    if not number:
        return None
    if found[2] in _DAYS:
        return today + timedelta(days=number * _DAYS[found[2]])
    months = today.year * 12 + today.month - 1 + number
    year, month = divmod(months, 12)
    return _day(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _next_weekday(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of the one name that begins like this, in three letters or more."""
    found = [place for place, name in enumerate(names) if len(word) >= _SHORTEST and name.startswith(word)]
    return found[0] if len(found) == 1 else None
