# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a form changes of a schedule, and what it says of each field that cannot be."""

import pytest

from workflows.errors import FormProblems
from workflows.rescheduling import addition_from, change_from
from workflows.rhythms import rhythm_of
from workflows.schedules import UNCHANGED, Change, Schedule, added, changed

PLANNED = Schedule("maturity", "maturity", "C0DIGEST", rhythm_of("mon 09:00"), "Europe/Berlin")
AS_PLANNED = {"channel": "C0DIGEST", "when": "mon 09:00", "timezone": "Europe/Berlin"}


def test_what_is_as_in_the_files_is_no_change() -> None:
    assert change_from(AS_PLANNED, PLANNED, UNCHANGED) == UNCHANGED
    assert change_from(AS_PLANNED | {"when": "Monday 9:00"}, PLANNED, Change(when="fri 16:00")) == UNCHANGED


def test_what_differs_is_kept_and_a_pause_stays() -> None:
    said = AS_PLANNED | {"when": "Friday 16:00", "timezone": " America/New_York "}
    kept = change_from(said, PLANNED, Change(paused=True, channel="C0OLD"))
    assert kept == Change(when="fri 16:00", timezone="America/New_York", paused=True)


def test_every_field_that_cannot_be_says_why_at_once() -> None:
    with pytest.raises(FormProblems) as refused:
        change_from({"channel": "U0OMAR", "when": "fifth fri 09:00", "timezone": "Xyzzy"}, PLANNED, UNCHANGED)
    assert refused.value.problems == {
        "channel": "Please choose a channel: a digest does not go to a person.",
        "when": "It would not come in every month, as many have no fifth fri: write 'last fri'.",
        "timezone": "There is no time zone “Xyzzy”. Write one such as Europe/Berlin.",
    }
    with pytest.raises(FormProblems):
        change_from({}, PLANNED, UNCHANGED)


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_a_zone_that_is_nearly_right_names_the_one_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(FormProblems, match=f"Did you mean {meant}"):
        change_from(AS_PLANNED | {"timezone": typed}, PLANNED, UNCHANGED)


def test_a_digest_that_is_added_is_named_by_what_it_is_and_where_it_goes() -> None:
    said = AS_PLANNED | {"digest": "executive", "when": "Monthly last 9:00"}
    made = Change(digest="executive", channel="C0DIGEST", when="monthly last 09:00", timezone="Europe/Berlin")
    assert addition_from(said, ()) == ("executive-c0digest", made)
    assert addition_from(said, ("executive-c0digest",))[0] == "executive-c0digest-2"
    with pytest.raises(FormProblems, match="which digest"):
        addition_from(said | {"digest": "daily"}, ())


def test_what_was_added_in_slack_is_changed_as_a_whole_and_keeps_its_pause() -> None:
    before = Change(digest="maturity", channel="C0DIGEST", when="mon 09:00", timezone="UTC", paused=True)
    schedule = added("maturity-c0digest", before, "UTC")
    assert schedule is not None
    assert changed(schedule, before).paused
    after = change_from(AS_PLANNED, schedule, before)
    assert after == before.model_copy(update={"timezone": "Europe/Berlin"})
    assert added("maturity", Change(channel="C0DIGEST"), "UTC") is None
