# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Business time is measured and added up without weekends, holidays, nights, and across changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.business_time import after_business_minutes, business_minutes
from workflows.organization import Calendar

BERLIN = Calendar(timezone="Europe/Berlin", holidays="DE")
NIGHT = Calendar.model_validate({"timezone": "America/New_York", "workdays": ["sun"], "hours": ["00:00", "06:00"]})
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")


def berlin(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    "start,end,minutes",
    [
        (berlin(11, 2, 9), berlin(11, 2, 17), 480),
        (berlin(11, 2, 16), berlin(11, 3, 10), 120),
        (berlin(11, 6, 16), berlin(11, 9, 10), 120),
        (berlin(11, 7, 9), berlin(11, 8, 17), 0),
        (berlin(12, 24, 9), berlin(12, 28, 9), 480),
        (berlin(3, 27, 16), berlin(3, 30, 10), 120),
        (berlin(11, 3, 9), berlin(11, 2, 9), 0),
    ],
)
def test_only_opening_time_counts(start: datetime, end: datetime, minutes: int) -> None:
    assert business_minutes(BERLIN, start, end) == minutes


def test_the_hour_that_a_change_of_the_clocks_takes_or_gives_counts_as_it_passes() -> None:
    zone = ZoneInfo("America/New_York")
    spring, autumn = datetime(2026, 3, 8, tzinfo=zone), datetime(2026, 11, 1, tzinfo=zone)
    assert business_minutes(NIGHT, spring, spring + timedelta(days=1)) == 5 * 60
    assert business_minutes(NIGHT, autumn, autumn + timedelta(days=1)) == 7 * 60


@given(
    calendar=st.sampled_from([BERLIN, NIGHT]),
    start=st.integers(0, 365 * 1440).map(lambda minutes: YEAR + timedelta(minutes=minutes)),
    minutes=st.integers(1, 5_000),
)
def test_measuring_finds_what_was_added(calendar: Calendar, start: datetime, minutes: int) -> None:
    end = after_business_minutes(calendar, start, minutes)
    assert business_minutes(calendar, start, end) == minutes
    assert business_minutes(calendar, start, end - timedelta(minutes=1)) == minutes - 1
