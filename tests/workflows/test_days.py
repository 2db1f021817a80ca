# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Days as people type them: what is understood, and that nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.days import day_in

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(
    "text,day",
    [
        ("2026-12-04", date(2026, 12, 4)), ("2026-12-4", date(2026, 12, 4)), ("4.12.2026", date(2026, 12, 4)),
        ("04.12.", date(2026, 12, 4)), ("4 December", date(2026, 12, 4)), ("Dec 4th", date(2026, 12, 4)),
        ("december 4, 2027", date(2027, 12, 4)), ("the 4th of Dec.", date(2026, 12, 4)), ("3 March", date(2027, 3, 3)),
        ("tomorrow", date(2026, 11, 24)), ("Friday", date(2026, 11, 27)), ("fri", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)), ("next monday", date(2026, 11, 30)), ("next week", date(2026, 11, 30)),
        ("2 weeks", date(2026, 12, 7)), ("in two weeks", date(2026, 12, 7)), ("a week", date(2026, 11, 30)),
        ("3 days", date(2026, 11, 26)), ("1 month", date(2026, 12, 23)), ("29 february", date(2028, 2, 29)),
    ],
)  # fmt: skip  # a table
def test_what_people_write_is_understood(text: str, day: date) -> None:
    assert day_in(text, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "4/12", "12/04/2026", "t", "to", "friday friday", "31 november", "2026-02-30", "week", "0 days"],
)
def test_what_could_mean_two_days_or_none_is_not_guessed(text: str) -> None:
    assert day_in(text, MONDAY) is None


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,4}[ ./-][0-9a-z]{1,9}[ ./-]?[0-9]{0,4}", fullmatch=True), DAYS)
def test_whatever_is_written_is_a_day_or_nothing(text: str, today: date) -> None:
    assert isinstance(day_in(text, today), date | None)


@given(DAYS, DAYS)
def test_every_way_of_writing_a_date_means_that_date(day: date, today: date) -> None:
    ways = (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day:%d %B %Y}", f"{day:%b %d}, {day.year}")
    assert {day_in(way, today) for way in ways} == {day}


@given(st.sampled_from(NAMES), DAYS)
def test_a_weekday_is_the_next_one_after_today(name: str, today: date) -> None:
    found = day_in(name.upper(), today)
    assert found is not None
    assert NAMES[found.weekday()] == name
    assert timedelta() < found - today <= timedelta(days=7)
