# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How often something comes: what is understood, what is refused, and once in each period whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.rhythms import Instance, rhythm_of

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Berlin
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata",
     "Pacific/Kiritimati", "Africa/Casablanca"]
).map(ZoneInfo)  # fmt: skip
TIMES = st.times().map(lambda at: f"{at:%H:%M}") | st.sampled_from(["00:00", "01:30", "02:00", "02:30", "03:00"])
WEEKDAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
WEEKLY = st.tuples(WEEKDAYS, TIMES)
MONTHLY = (
    st.tuples(st.just("monthly"), st.integers(1, 28).map(str) | st.just("last"), TIMES)
    | st.tuples(st.sampled_from(["first", "second", "third", "fourth", "last"]), WEEKDAYS, TIMES)
)  # fmt: skip
YEARS = st.integers(0, 30 * 365 * 24).map(lambda hours: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@pytest.mark.parametrize(
    "text,at,period",
    [
        ("mon 09:00", datetime(2026, 11, 30, 8, 0, tzinfo=UTC), "2026-W49"),
        ("Friday 9:30", datetime(2026, 11, 27, 8, 30, tzinfo=UTC), "2026-W48"),
        ("daily 08:30", datetime(2026, 11, 24, 7, 30, tzinfo=UTC), "2026-11-24"),
        ("monthly 1 09:00", datetime(2026, 12, 1, 8, 0, tzinfo=UTC), "2026-12"),
        ("monthly last 09:00", datetime(2026, 11, 30, 8, 0, tzinfo=UTC), "2026-11"),
        ("first mon 09:00", datetime(2026, 12, 7, 8, 0, tzinfo=UTC), "2026-12"),
        ("last mon 09:00", datetime(2026, 11, 30, 8, 0, tzinfo=UTC), "2026-11"),
        ("fourth mon 09:00", datetime(2026, 12, 28, 8, 0, tzinfo=UTC), "2026-12"),
    ],
)
def test_what_people_write_comes_when_it_says(text: str, at: datetime, period: str) -> None:
    assert rhythm_of(text).following(BERLIN, MONDAY) == Instance(at, period)


@pytest.mark.parametrize(
    "text,why",
    [
        ("", "does not end with a time"),
        ("mon", "does not end with a time"),
        ("09:00", "does not say when"),
        ("every other mon 09:00", "does not say when"),
        ("mon 25:00", "there is no time 25:00"),
        ("mon 24:00", "there is no time 24:00"),
        ("mon 9:60", "there is no time 9:60"),
        ("mon 9am", "does not end with a time"),
        ("noday 09:00", "there is no day `noday`"),
        ("monthly 32 09:00", "it would never come"),
        ("monthly 0 09:00", "it would never come"),
        ("monthly 31 09:00", "it would not come in every month"),
        ("monthly mon 09:00", "`mon` is no day of a month"),
        ("fifth fri 09:00", "it would not come in every month"),
        ("sixth fri 09:00", "write first, second, third, fourth or last"),
        ("monthly ٣ 09:00", "is no day of a month"),
    ],
)  # fmt: skip
def test_what_never_comes_or_says_no_time_is_refused_with_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rhythm_of(text)


@given(WEEKLY | MONTHLY | st.tuples(st.just("daily"), TIMES))
def test_a_rhythm_reads_as_it_is_written(words: tuple[str, ...]) -> None:
    assert str(rhythm_of(" ".join(words))) == " ".join(words)


@settings(max_examples=60)
@given(WEEKLY, ZONES, YEARS)
def test_a_weekly_rhythm_comes_once_in_each_week_of_the_calendar(
    words: tuple[str, ...], zone: ZoneInfo, start: datetime
) -> None:
    rhythm, now, periods = rhythm_of(" ".join(words)), start, []
    for _ in range(60):
        instance = rhythm.following(zone, now)
        assert rhythm.latest(zone, instance.at) == instance
        assert timedelta(days=6) < instance.at - rhythm.latest(zone, instance.at - timedelta(seconds=1)).at
        periods.append(instance.period)
        now = instance.at
    first = datetime.fromisocalendar(int(periods[0][:4]), int(periods[0][6:]), 1)
    weeks = (first + timedelta(weeks=number) for number in range(60))
    assert periods == [f"{year}-W{week:02}" for year, week, _ in (one.isocalendar() for one in weeks)]


@settings(max_examples=60)
@given(MONTHLY, ZONES, YEARS)
def test_a_monthly_rhythm_comes_once_in_each_month(words: tuple[str, ...], zone: ZoneInfo, start: datetime) -> None:
    rhythm, now, periods = rhythm_of(" ".join(words)), start, []
    for _ in range(30):
        instance = rhythm.following(zone, now)
        assert rhythm.latest(zone, instance.at) == instance
        periods.append(instance.period)
        now = instance.at
    first = int(periods[0][:4]) * 12 + int(periods[0][5:]) - 1
    assert periods == [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, first + 30)]


@pytest.mark.parametrize(
    "text,before,at",
    [
        ("sun 02:30", datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 03:30
        ("sun 02:30", datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_comes_once(text: str, before: datetime, at: datetime) -> None:
    rhythm = rhythm_of(text)
    assert rhythm.following(BERLIN, before).at == at
    assert rhythm.following(BERLIN, at).at > at + timedelta(days=6)
