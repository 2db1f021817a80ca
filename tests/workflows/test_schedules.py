# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Schedules: which digest is due when, what is caught up, and that what digests tell of meets without a gap."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workflows.organization import Organization
from workflows.rhythms import rhythm_of
from workflows.schedules import SETTLED, Change, DigestPlan, Run, Schedule, changed, due, run_of

WEEKLY = Schedule("maturity", "maturity", "C0DIGEST", rhythm_of("mon 09:00"), "Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Berlin
SOON = MONDAY + timedelta(minutes=1)


def test_a_digest_is_due_once_its_time_has_come_and_what_was_stored_until_then_can_be_seen() -> None:
    assert due(WEEKLY, None, MONDAY - timedelta(seconds=1), known_since=FRIDAY) is None
    assert due(WEEKLY, None, MONDAY, known_since=FRIDAY) is None
    found = due(WEEKLY, None, MONDAY + SETTLED, known_since=FRIDAY)
    assert found is not None
    assert (found.period, found.at) == ("2026-W48", MONDAY)


def test_what_came_before_a_schedule_was_known_is_not_made_up_for() -> None:
    assert due(WEEKLY, None, SOON, known_since=MONDAY + timedelta(seconds=1)) is None


def test_a_paused_schedule_is_never_due_and_comes_next_at_no_time() -> None:
    paused = replace(WEEKLY, paused=True)
    assert due(paused, None, SOON, known_since=FRIDAY) is None
    assert paused.following(FRIDAY) is None


def test_the_first_digest_tells_of_one_period() -> None:
    found = due(WEEKLY, None, SOON, known_since=FRIDAY)
    assert found is not None
    assert run_of(WEEKLY, found, None, SOON) == Run("2026-W48", MONDAY - timedelta(weeks=1), SOON - SETTLED)


def test_of_several_that_were_missed_the_newest_is_made_and_tells_of_all_since_the_last() -> None:
    last = Run("2026-W48", MONDAY - timedelta(weeks=1), MONDAY)
    thursday = MONDAY + timedelta(weeks=3, days=3)
    found = due(WEEKLY, last, thursday, known_since=FRIDAY)
    assert found is not None
    assert found.period == "2026-W51"
    assert run_of(WEEKLY, found, last, thursday) == Run("2026-W51", MONDAY, thursday - SETTLED)
    assert due(WEEKLY, run_of(WEEKLY, found, last, thursday), thursday, known_since=FRIDAY) is None


def test_what_was_missed_is_skipped_where_the_plan_says_so_and_its_time_falls_to_the_next() -> None:
    skipping, last = replace(WEEKLY, missed="skip"), Run("2026-W48", MONDAY - timedelta(weeks=1), MONDAY)
    late = MONDAY + timedelta(weeks=1, hours=2)
    assert due(skipping, last, late, known_since=FRIDAY) is None
    assert due(skipping, last, MONDAY + timedelta(weeks=1, minutes=59), known_since=FRIDAY) is not None
    then = MONDAY + timedelta(weeks=2, minutes=1)
    found = due(skipping, last, then, known_since=FRIDAY)
    assert found is not None
    assert run_of(skipping, found, last, then).since == MONDAY


def test_a_schedule_that_is_moved_within_its_period_does_not_come_twice_in_it() -> None:
    last = Run("2026-W48", MONDAY - timedelta(weeks=1), MONDAY)
    moved = replace(WEEKLY, rhythm=rhythm_of("wed 09:00"))
    assert due(moved, last, MONDAY + timedelta(days=3), known_since=FRIDAY) is None
    assert due(moved, last, MONDAY + timedelta(days=10), known_since=FRIDAY) is not None


@settings(max_examples=50)
@given(
    st.sampled_from(["mon 09:00", "sun 02:30", "daily 02:30", "monthly 1 00:00", "last fri 23:59"]),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.lists(st.integers(1, 60 * 24 * 20), min_size=5, max_size=60),
    st.sampled_from(["once", "skip"]),
)
def test_digests_meet_without_gap_or_overlap_whenever_somebody_looks(
    when: str, zone: str, minutes: list[int], missed: str
) -> None:
    schedule = changed(WEEKLY, Change(when=when, timezone=zone))
    schedule = replace(schedule, missed="skip" if missed == "skip" else "once")
    now, last, periods = FRIDAY, None, []
    for pause in minutes:
        now += timedelta(minutes=pause)
        found = due(schedule, last, now, known_since=FRIDAY)
        if found is not None:
            run = run_of(schedule, found, last, now)
            assert last is None or run.since == last.until
            assert run.since < run.until <= now
            assert found.at <= run.until
            last = run
            periods.append(run.period)
        elif missed == "once" and last is not None:
            assert schedule.rhythm.latest(schedule.zone, now - SETTLED).period == last.period
    assert periods == sorted(set(periods))


def test_what_slack_changed_lies_over_what_the_files_plan() -> None:
    over = changed(WEEKLY, Change(when="fri 16:00", channel="C0OTHER"))
    assert (over.channel, str(over.rhythm), over.timezone, over.changed) == (
        "C0OTHER", "fri 16:00", "Europe/Berlin", True,
    )  # fmt: skip
    assert changed(WEEKLY, Change()) is WEEKLY
    assert changed(replace(WEEKLY, paused=True), Change(paused=False)).paused is False


def test_a_channel_for_digests_alone_gets_the_weekly_one_in_the_zone_of_the_office() -> None:
    organization = Organization.model_validate(
        {"channels": {"digest": "C0DIGEST"}, "calendar": {"timezone": "Europe/Berlin"}}
    )
    assert organization.schedules == (WEEKLY,)
    assert Organization().schedules == ()


def test_a_plan_says_what_differs_from_the_rest() -> None:
    organization = Organization.model_validate(
        {
            "channels": {"digest": "C0DIGEST"},
            "digests": {
                "maturity": {"when": "tue 10:00"},
                "boston": {"digest": "executive", "channel": "C0BOSTON", "timezone": "America/New_York"},
                "nothing": {},
            },
        }
    )
    weekly, boston = organization.schedules
    assert (weekly.channel, str(weekly.rhythm), weekly.timezone) == ("C0DIGEST", "tue 10:00", "UTC")
    assert boston == Schedule("boston", "executive", "C0BOSTON", rhythm_of("monthly 1 09:00"), "America/New_York")


def test_a_plan_that_never_comes_is_refused_with_why() -> None:
    with pytest.raises(ValidationError, match="it would not come in every month"):
        DigestPlan(when="monthly 31 09:00")
    with pytest.raises(ValidationError, match="there is no time zone `Europe/Atlantis`"):
        DigestPlan(timezone="Europe/Atlantis")
