# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Quarters of a year as people write them, such as 2027-Q1; in that form later ones sort behind earlier ones."""

import re
from datetime import date

_WRITTEN = re.compile(r"(?P<year>\d{4})\W*q(?P<number>[1-4])|q(?P<first>[1-4])\W*(?P<last>\d{4})", re.IGNORECASE)


def quarter_of(day: date) -> str:
    """The quarter that a day is in."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    """The day on which a quarter begins."""
    return date(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1)


def quarters_from(day: date, count: int) -> tuple[str, ...]:
    """The quarter of a day and those that follow, so many in all."""
    first = day.year * 4 + (day.month - 1) // 3
    return tuple(f"{number // 4}-Q{number % 4 + 1}" for number in range(first, first + count))


def quarter_in(text: str) -> str:
    """The quarter that somebody wrote, such as "Q1 2027", in the one form; empty where it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return ""
    return f"{found['year'] or found['last']}-Q{found['number'] or found['first']}"
