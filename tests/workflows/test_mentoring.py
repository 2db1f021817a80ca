# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pairs meet in their rhythm on working days, and not after the day on which they end."""

from datetime import date, timedelta

import pytest

from tests.support.ingredients import entry
from workflows.mentoring import is_over, meets_on
from workflows.working_hours import Calendar

CALENDAR = Calendar(timezone="Europe/Berlin", holidays="DE")
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "until,rhythm,expected",
    [
        (date(2026, 12, 21), "weekly", [0, 7, 14, 21]),
        (date(2026, 12, 21), "fortnightly", [0, 14]),
        (date(2026, 12, 21), "monthly", [0]),
        (date(2026, 12, 20), "weekly", [0, 7, 14, 21]),  # on Sundays: moved to the Mondays after
        (date(2026, 11, 23), "weekly", []),
        (date(2026, 12, 21), "never", []),
    ],
)
def test_a_pair_meets_in_its_rhythm_counted_back_from_its_end(until: date, rhythm: str, expected: list[int]) -> None:
    pair = entry("mentoring", "Pair", until=until.isoformat(), rhythm=rhythm)
    days = [day for day in range(28) if meets_on(pair, MONDAY + timedelta(days=day), CALENDAR)]
    assert days == expected


def test_a_pair_is_over_the_day_after_its_last() -> None:
    pair = entry("mentoring", "Pair", until="2026-12-01")
    assert [is_over(pair, date(2026, 12, day)) for day in (1, 2)] == [False, True]
