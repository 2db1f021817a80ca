# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Medians, nine of ten and shares by their definitions, and weeks across clock changes."""

import statistics
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.figures import ENOUGH, Share, Times, nearest_rank, weeks_until

QUARTER = timedelta(minutes=15)
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")]
INSTANTS = st.integers(0, 15 * 366 * 24 * 4).map(lambda quarters: datetime(2020, 1, 1, tzinfo=UTC) + QUARTER * quarters)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 50_000), min_size=ENOUGH, max_size=60))
def test_the_median_is_the_lower_of_the_two_in_the_middle(minutes: list[int]) -> None:
    assert Times.among(minutes).median == statistics.median_low(minutes)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 50_000), min_size=ENOUGH, max_size=60))
def test_nine_of_ten_were_within_the_p90_and_fewer_within_anything_below_it(minutes: list[int]) -> None:
    times = Times.among(minutes)
    assert times.p90 is not None
    assert sum(one <= times.p90 for one in minutes) * 10 >= 9 * len(minutes)
    assert sum(one < times.p90 for one in minutes) * 10 < 9 * len(minutes)


def test_nine_of_ten_agrees_with_the_deciles_of_the_standard_library_where_these_fall_on_a_value() -> None:
    for of in (11, 21, 101):  # whose inclusive ninth decile is the value that has nine tenths of the others below it
        minutes = list(range(of))
        assert statistics.quantiles(minutes, n=10, method="inclusive")[8] == (of - 1) * 9 / 10
        assert Times.among(minutes).p90 == (of - 1) * 9 // 10


def test_the_place_of_a_percentile_is_that_of_the_smallest_value_that_so_many_reach() -> None:
    assert [nearest_rank(50, of) for of in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, 3]
    assert [nearest_rank(90, of) for of in (1, 5, 9, 10, 11)] == [1, 5, 9, 9, 10]


def test_fewer_than_five_are_not_enough_for_any_of_them() -> None:
    assert Times.among([1, 2, 3, 4]) == Times(of=4, median=None, p90=None)
    assert Share(4, 4).value is None
    assert Share(4, 5).value == 0.8


@settings(max_examples=60)
@given(INSTANTS, st.sampled_from(ZONES))
def test_weeks_follow_each_other_without_a_gap_and_end_with_the_window(until: datetime, zone: ZoneInfo) -> None:
    edges = weeks_until(until, zone, 60)
    assert edges[-1] == until
    assert len(edges) == 61
    lengths = {later - earlier for earlier, later in pairwise(edges)}
    assert all(abs(one - timedelta(weeks=1)) <= timedelta(hours=1) for one in lengths)


def test_a_week_with_a_clock_change_has_an_hour_less_or_more_and_begins_at_the_same_time_of_the_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring = weeks_until(datetime(2026, 3, 30, 9, tzinfo=berlin), berlin, 2)
    autumn = weeks_until(datetime(2026, 10, 26, 9, tzinfo=berlin), berlin, 2)
    assert [one.astimezone(berlin).hour for one in (*spring, *autumn)] == [9] * 6
    assert spring[2] - spring[1] == timedelta(days=7, hours=-1)
    assert autumn[2] - autumn[1] == timedelta(days=7, hours=1)
    assert spring[1] - spring[0] == autumn[1] - autumn[0] == timedelta(days=7)


def test_a_week_that_would_begin_at_a_time_that_the_clock_skips_begins_an_hour_later() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    edges = weeks_until(datetime(2026, 4, 5, 2, 30, tzinfo=berlin), berlin, 1)
    assert edges[0].astimezone(berlin) == datetime(2026, 3, 29, 3, 30, tzinfo=berlin)
