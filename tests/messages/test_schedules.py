# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When digests come, in words: the list, the form, and what became of the last one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from messages.schedules import (
    addition_form,
    page_named,
    page_with,
    rhythm_words,
    schedule_form,
    schedule_list,
    schedule_named,
    schedule_said,
)
from tests.messages.samples import NASTY, action_ids, check, said
from workflows.errors import UnknownForm
from workflows.rescheduling import ScheduleStanding
from workflows.rhythms import Instance, rhythm_of
from workflows.schedules import Change, Run, Schedule, changed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLANNED = Schedule("maturity", "maturity", "C0DIGEST", rhythm_of("mon 09:00"), "Europe/Berlin")
RUN = Run("2026-W48", NOW - timedelta(weeks=1), NOW)
NEXT = Instance(NOW + timedelta(weeks=1), "2026-W49")
STANDING = ScheduleStanding(PLANNED, PLANNED, RUN, "", NEXT)
MOVED = ScheduleStanding(changed(PLANNED, Change(when="last fri 16:00")), PLANNED, RUN, NASTY, None)


@pytest.mark.parametrize(
    "text,words",
    [
        ("daily 08:30", "every day at 08:30"),
        ("mon 09:00", "every Monday at 09:00"),
        ("monthly 1 09:00", "on day 1 of each month at 09:00"),
        ("monthly last 09:00", "on the last day of each month at 09:00"),
        ("first mon 09:00", "on the first Monday of each month at 09:00"),
    ],
)
def test_a_rhythm_is_told_in_words(text: str, words: str) -> None:
    assert rhythm_words(rhythm_of(text)) == words


def test_the_list_says_what_became_of_the_last_and_offers_what_fits() -> None:
    words = said(check(schedule_list([STANDING, MOVED], may_change=True)))
    assert "Last: 2026-W48" in words
    assert "Not there yet" in words
    assert "Changed here in Slack; the files plan it for <#C0DIGEST>, every Monday at 09:00" in words
    shown = action_ids(schedule_list([STANDING, MOVED], may_change=True))
    assert shown[:4] == ["digest:preview", "digest:trial", "digest:pause", "digest:change"]
    assert shown[4:] == [
        "digest:preview", "digest:trial", "digest:pause", "digest:change", "digest:reset", "digest:add",
    ]  # fmt: skip
    assert action_ids(schedule_list([STANDING], may_change=False)) == []
    check(schedule_list([], may_change=True))


def test_more_digests_than_a_message_takes_stand_on_pages_and_none_loses_its_words_or_buttons() -> None:
    worst = replace(MOVED, problem=f"{NASTY} " * 4)
    many = [replace(worst, schedule=replace(MOVED.schedule, name=f"slack-{number}")) for number in range(40)]
    seen = [check(schedule_list(many, may_change=True, page=page)) for page in range(1, 11)]
    assert sum(said(page).count("Not there yet") for page in seen) == len(many)
    assert sum(action_ids(page).count("digest:change") for page in seen) == len(many)
    assert "digest:turn:back" not in action_ids(seen[0])
    assert "digest:turn:on" not in action_ids(seen[-1])
    assert "Page 10 of 10." in said(schedule_list(many, may_change=True, page=99))
    assert page_with(many, "slack-4") == 2
    assert page_with(many, "gone") == 1
    for forged in (None, 7, "", "0", "-1", "x", "99999"):
        with pytest.raises(UnknownForm):
            page_named(forged)


def test_the_form_carries_its_schedule_and_forged_ones_are_refused() -> None:
    view = check(schedule_form(MOVED), "modal")
    check(addition_form("Europe/Berlin"), "modal")
    assert schedule_said({**view, "state": {"values": {}}}) == ("maturity", {})
    for forged in (None, "", "[]", "{", '{"schedule": 7}', '{"schedule": ""}'):
        with pytest.raises(UnknownForm):
            schedule_said({"private_metadata": forged, "state": {"values": {}}})
    for value in (None, 7, "", "x" * 3000):
        with pytest.raises(UnknownForm):
            schedule_named(value)
