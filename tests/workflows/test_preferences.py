# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Quiet hours and digests are of the person's own clock, also on the days on which it changes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import FormProblems
from workflows.preferences import DEFAULTS, Preferences, held_until, preferences_from, zone_of

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NIGHT = Preferences(quiet_from=time(20), quiet_until=time(8))
LUNCH = Preferences(quiet_from=time(12), quiet_until=time(13))
DAILY = Preferences(digest_at=time(9, 30))


def berlin(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "preferences,now,expected",
    [
        (DEFAULTS, berlin(11, 24, 3), None),
        (NIGHT, berlin(11, 24, 12), None),
        (NIGHT, berlin(11, 24, 20), berlin(11, 25, 8)),
        (NIGHT, berlin(11, 24, 7, 59), berlin(11, 24, 8)),
        (NIGHT, berlin(11, 24, 8), None),
        (LUNCH, berlin(11, 24, 12, 30), berlin(11, 24, 13)),
        (LUNCH, berlin(11, 24, 23), None),
        # The nights in which the clocks are changed have 11 and 13 hours.
        (NIGHT, berlin(3, 28, 21), berlin(3, 29, 8)),
        (NIGHT, berlin(10, 24, 21), berlin(10, 25, 8)),
        # At 02:30 there is no such time on that night: the quiet hours end with the first minute after it.
        (Preferences(quiet_from=time(1), quiet_until=time(2, 30)), berlin(3, 29, 1, 30), berlin(3, 29, 3, 30)),
    ],
)
def test_a_new_message_waits_for_the_end_of_the_quiet_hours(
    preferences: Preferences, now: datetime, expected: datetime | None
) -> None:
    assert held_until(preferences, "decision", BERLIN, created_at=now, now=now.astimezone(UTC)) == expected


def test_quiet_hours_are_those_of_the_persons_own_zone() -> None:
    noon_in_berlin = berlin(11, 24, 12)
    until = held_until(NIGHT, "question", NEW_YORK, created_at=noon_in_berlin, now=noon_in_berlin)
    assert until == datetime(2026, 11, 24, 8, tzinfo=NEW_YORK)
    assert zone_of("America/New_York", BERLIN) == NEW_YORK
    assert zone_of("", BERLIN) == zone_of("Nowhere/Land", BERLIN) == zone_of("../etc", BERLIN) == BERLIN


def test_a_digest_collects_what_asks_for_nothing_until_its_next_time() -> None:
    made, now = berlin(11, 24, 10), berlin(11, 24, 11)
    assert held_until(DAILY, "progress", BERLIN, created_at=made, now=now) == berlin(11, 25, 9, 30)
    assert held_until(DAILY, "progress", BERLIN, created_at=made, now=berlin(11, 25, 9, 30)) is None
    assert held_until(NIGHT, "overturned", BERLIN, created_at=now, now=berlin(11, 24, 3)) is None, "it says stop"
    for template in ("question", "decision", "plain", "news"):
        assert held_until(DAILY, template, BERLIN, created_at=made, now=now) is None
    quiet = DAILY.model_copy(update={"quiet_from": time(9), "quiet_until": time(10)})
    assert held_until(quiet, "progress", BERLIN, created_at=made, now=berlin(11, 25, 9, 30)) == berlin(11, 25, 10)


@given(
    begins=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.integers(0, 365 * 1440),
)
def test_waiting_is_over_when_it_is_over(begins: time, ends: time, minutes: int) -> None:
    preferences = Preferences(quiet_from=begins, quiet_until=ends)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    until = held_until(preferences, "decision", BERLIN, created_at=now, now=now)
    if until is not None and begins != ends:
        assert now < until <= now + timedelta(hours=25)
        assert held_until(preferences, "decision", BERLIN, created_at=now, now=until) is None


def test_a_form_needs_both_ends_of_the_quiet_hours_and_times_that_there_are() -> None:
    assert preferences_from({"place": "thread", "quiet_from": "20:00", "quiet_until": "08:00"}) == Preferences(
        quiet_from=time(20), quiet_until=time(8), in_thread=True
    )
    assert preferences_from({}) == DEFAULTS
    for said, field in (
        ({"quiet_from": "20:00"}, "quiet_until"),
        ({"quiet_until": "20:00"}, "quiet_from"),
        ({"quiet_from": "20:00", "quiet_until": "20:00"}, "quiet_until"),
        ({"digest_at": "noon"}, "digest_at"),
    ):
        with pytest.raises(FormProblems) as refused:
            preferences_from(said)
        assert list(refused.value.problems) == [field]
