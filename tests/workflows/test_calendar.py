# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Business time: weekends, holidays, opening hours and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workflows.calendar import (
    after_business_days,
    after_business_time,
    before_business_days,
    business_time,
    is_workday,
    known_country,
    opening,
)
from workflows.working_hours import Calendar

BERLIN = Calendar(timezone="Europe/Berlin", holidays="DE")
ZONE = ZoneInfo("Europe/Berlin")


def berlin(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    """An instant by the clocks of Berlin."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    "start,days,expected",
    [
        (berlin(11, 2), 1, berlin(11, 3)),
        (berlin(11, 6), 1, berlin(11, 9)),
        (berlin(11, 6), 3, berlin(11, 11)),
        (berlin(11, 6, 16, 59), 5, berlin(11, 13, 16, 59)),
        (berlin(11, 2), 0, berlin(11, 2)),
        # Outside hours, it counts from the next opening.
        (berlin(11, 2, 7), 1, berlin(11, 3, 9)),
        (berlin(11, 2, 17), 1, berlin(11, 4, 9)),
        (berlin(11, 6, 22), 1, berlin(11, 10, 9)),
        (berlin(11, 7, 12), 1, berlin(11, 10, 9)),
        # Holidays: Christmas 2026 is on Friday and Saturday, New Year on Friday.
        (berlin(12, 24), 1, berlin(12, 28)),
        (berlin(12, 24), 5, berlin(1, 4, year=2027)),
        (berlin(12, 25), 1, berlin(12, 29, 9)),
        # Clocks go forward on 29 March and back on 25 October 2026: the wall clock stays.
        (berlin(3, 27, 16), 1, berlin(3, 30, 16)),
        (berlin(10, 23, 16), 1, berlin(10, 26, 16)),
    ],
)
def test_business_days_are_counted_by_the_wall_clock(start: datetime, days: int, expected: datetime) -> None:
    found = after_business_days(BERLIN, start.astimezone(UTC), days)
    assert (found, found.tzinfo) == (expected, UTC)


def test_an_hour_more_or_less_passes_when_the_clocks_change() -> None:
    forward = after_business_days(BERLIN, berlin(3, 27), 1) - berlin(3, 27).astimezone(UTC)
    back = after_business_days(BERLIN, berlin(10, 23), 1) - berlin(10, 23).astimezone(UTC)
    assert (forward, back) == (timedelta(days=3, hours=-1), timedelta(days=3, hours=1))


def test_an_office_that_works_through_the_change_of_clocks_still_has_deadlines() -> None:
    always = Calendar(
        timezone="Europe/Berlin",
        workdays=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        hours=(time(0), time(23, 59)),
    )
    skipped = after_business_days(always, berlin(3, 28, 2, 30), 1)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "02:30 does not exist that night; 03:30 does"
    assert after_business_days(always, berlin(10, 24, 2, 30), 1) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_holiday_of_a_subdivision_is_one_there_only() -> None:
    womens_day = date(2027, 3, 8)
    assert not is_workday(Calendar(holidays="DE-BE"), womens_day)
    assert is_workday(Calendar(holidays="DE"), womens_day)
    assert not is_workday(Calendar(holidays="DE"), date(2026, 12, 25))
    assert is_workday(Calendar(), date(2026, 12, 25))


def test_workdays_are_the_companys_own() -> None:
    sunday_to_thursday = Calendar(workdays=("sun", "mon", "tue", "wed", "thu"))
    assert is_workday(sunday_to_thursday, date(2026, 11, 1))
    assert not is_workday(sunday_to_thursday, date(2026, 11, 6))


@pytest.mark.parametrize(
    "code,known", [("", True), ("DE", True), ("DE-BE", True), ("US-CA", True), ("XX", False), ("DE-XX", False)]
)
def test_countries_whose_holidays_are_known(code: str, known: bool) -> None:
    assert known_country(code) is known


def test_the_office_opens_at_once_when_it_is_open() -> None:
    assert opening(BERLIN, berlin(11, 2, 9)) == berlin(11, 2, 9)
    assert opening(BERLIN, berlin(11, 2, 8, 59)) == berlin(11, 2, 9)
    assert opening(BERLIN, berlin(11, 2, 17)) == berlin(11, 3, 9)


@pytest.mark.parametrize("hours", [("17:00", "09:00"), ("09:00", "09:00")])
def test_an_office_has_to_open_before_it_closes(hours: tuple[str, str]) -> None:
    with pytest.raises(ValidationError, match="the office has to open before it closes"):
        Calendar.model_validate({"hours": hours})


@pytest.mark.parametrize("timezone", ["Berlin", "", "../etc/passwd", "Europe/Atlantis"])
def test_a_time_zone_that_is_not_there_is_refused(timezone: str) -> None:
    with pytest.raises(ValidationError, match="there is no time zone"):
        Calendar(timezone=timezone)


@given(
    st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2029, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(0, 30),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_every_deadline_is_in_business_hours_and_more_days_are_later(start: datetime, days: int, zone: str) -> None:
    calendar = Calendar(timezone=zone, holidays="DE")
    found = after_business_days(calendar, start, days)
    local = found.astimezone(calendar.zone)
    assert found >= start
    assert is_workday(calendar, local.date())
    assert time(9) <= local.time() < time(17)
    assert found < after_business_days(calendar, start, days + 1)


INSTANTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
CALENDARS = st.builds(
    Calendar,
    timezone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
    workdays=st.sampled_from([("mon", "tue", "wed", "thu", "fri"), ("sat", "sun"), ("wed",)]),
    hours=st.sampled_from([(time(9), time(17)), (time(0), time(23, 59)), (time(1, 30), time(2, 30))]),
    holidays=st.sampled_from(["", "DE", "US"]),
)


@given(CALENDARS, INSTANTS, st.timedeltas(timedelta(), timedelta(days=6)))
def test_after_so_much_business_time_exactly_so_much_has_passed(
    calendar: Calendar, start: datetime, span: timedelta
) -> None:
    end = after_business_time(calendar, start, span)
    assert end >= start
    assert business_time(calendar, start, end) == span
    assert opening(calendar, end) == end, "no deadline falls outside hours"
    assert after_business_time(calendar, start, business_time(calendar, start, end)) == end


@given(CALENDARS, INSTANTS, st.lists(st.timedeltas(timedelta(), timedelta(days=20)), min_size=2, max_size=2))
def test_business_time_adds_up(calendar: Calendar, start: datetime, spans: list[timedelta]) -> None:
    middle, end = start + spans[0], start + sum(spans, timedelta())
    parts = business_time(calendar, start, middle) + business_time(calendar, middle, end)
    assert parts == business_time(calendar, start, end) <= end - start


def test_business_time_across_a_weekend_a_holiday_and_the_change_of_clocks() -> None:
    assert business_time(BERLIN, berlin(11, 6, 16), berlin(11, 9, 10)) == timedelta(hours=2)
    assert business_time(BERLIN, berlin(12, 24, 16), berlin(12, 28, 10)) == timedelta(hours=2)
    assert business_time(BERLIN, berlin(11, 9), berlin(11, 6)) == timedelta()
    nights = Calendar(timezone="Europe/Berlin", workdays=("sun",), hours=(time(1), time(4)))
    assert business_time(nights, berlin(3, 29, 0), berlin(3, 29, 12)) == timedelta(hours=2)
    assert business_time(nights, berlin(10, 25, 0), berlin(10, 25, 12)) == timedelta(hours=4)


def test_days_ahead_of_a_date_are_business_days_too() -> None:
    assert before_business_days(BERLIN, berlin(11, 9), 1) == berlin(11, 6)
    assert before_business_days(BERLIN, berlin(12, 29), 2) == berlin(12, 24)
    assert before_business_days(BERLIN, berlin(11, 9), 0) == berlin(11, 9)
