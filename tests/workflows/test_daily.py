# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A list of the day is due once on each workday, at the time of the person's own clock, whenever somebody looks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.daily import Timetable
from workflows.errors import FormProblems
from workflows.preferences import preferences_from
from workflows.working_hours import Calendar

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
OFFICE = Calendar(timezone="Europe/Berlin", holidays="DE")
SUNDAYS = Calendar(timezone="Europe/Berlin", workdays=("sun",))
MORNING = Timetable(time(8, 30), BERLIN, [OFFICE])


def berlin(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "timetable,now,expected",
    [
        (MORNING, berlin(11, 24, 8, 29), False),
        (MORNING, berlin(11, 24, 8, 30), True),
        (MORNING, berlin(11, 24, 16, 59), True),  # the machine was down: caught up within the working day
        (MORNING, berlin(11, 24, 17), False),  # and not after it
        (MORNING, berlin(11, 22, 8, 30), False),  # a Sunday
        (MORNING, berlin(12, 25, 8, 30), False),  # a holiday, and a Friday
        (Timetable(time(8, 30), BERLIN, [OFFICE, SUNDAYS]), berlin(11, 22, 8, 30), True),
        (Timetable(time(19), BERLIN, [OFFICE]), berlin(11, 24, 19), True),
        (Timetable(time(19), BERLIN, [OFFICE]), berlin(11, 24, 19, 15), False),
        (Timetable(time(8, 30), NEW_YORK, [OFFICE]), berlin(11, 24, 14, 30), True),
        (Timetable(time(8, 30), NEW_YORK, [OFFICE]), berlin(11, 24, 8, 30), False),
    ],
)
def test_a_list_comes_on_workdays_and_a_missed_one_within_the_working_day(
    timetable: Timetable, now: datetime, expected: bool
) -> None:
    assert timetable.still_helps(now) is expected


@settings(max_examples=15)
@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Santiago", "Pacific/Apia"]),
    wall=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    step=st.integers(min_value=50, max_value=3600),
)
def test_each_day_around_a_change_of_the_clocks_has_one_list_however_often_somebody_looks(
    zone: str, wall: time, step: int
) -> None:
    every_day = Calendar(timezone=zone, workdays=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    timetable = Timetable(wall, ZoneInfo(zone), [every_day.model_copy(update={"hours": (time(0), time(23, 59, 59))})])
    now, done_on, sent = datetime(2026, 3, 20, tzinfo=UTC), None, list[date]()
    due = timetable.next_due(now, done_on)
    while now < datetime(2026, 4, 20, tzinfo=UTC):
        now = max(now + timedelta(seconds=step), due)  # nobody looks in vain
        day = timetable.today(now)
        if done_on != day and timetable.still_helps(now):
            done_on = day
            sent.append(day)
        due = timetable.next_due(now, done_on)
        assert due > now
    assert sent == [sent[0] + timedelta(days=n) for n in range(len(sent))]
    assert len(sent) >= 30


def test_somebody_who_travels_gets_one_list_for_a_day() -> None:
    at_home = berlin(11, 24, 8, 30)
    arrived = Timetable(time(8, 30), NEW_YORK, [OFFICE])
    assert arrived.next_due(at_home + timedelta(hours=1), date(2026, 11, 24)) == datetime(
        2026, 11, 25, 8, 30, tzinfo=NEW_YORK
    )


def test_a_list_within_the_quiet_hours_would_never_come_at_its_time_and_is_refused() -> None:
    night = {"quiet_from": "20:00", "quiet_until": "08:00"}
    for at in ("20:00", "03:00"):
        with pytest.raises(FormProblems) as refused:
            preferences_from(night | {"daily_at": at})
        assert "quiet hours" in refused.value.problems["daily_at"]
    assert preferences_from(night | {"daily_at": "08:00"}).daily_at == time(8)
    with pytest.raises(FormProblems):
        preferences_from({"quiet_from": "12:00", "quiet_until": "13:00", "daily_at": "12:30"})
