# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reminders have their moments, come once and never in a burst, and time warns twice before it closes anything."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import MONDAY, REQUESTER, organization, person, saved, staff, step, submitted
from workflows import assigning, reminding, reviewing
from workflows.clocks import wound
from workflows.errors import NotAReviewer, NotPossibleNow, SnoozedOften
from workflows.events import START, chained
from workflows.organization import Organization
from workflows.recorded import contradictions
from workflows.reminder_notices import reminders
from workflows.request import Request, State
from workflows.reviewer import Reviewer

DAY = timedelta(days=1)
OFFICE = organization(
    legal={"members": ["U0ANNA", "U0BERTA"], "lead": "U0LEAD"},
    ospo={"members": ["U0OMAR", "U0REQUESTER"]},
    settings={"channels": {"requests": "C0REQUESTS"}},
)
STAFF = staff(None, legal=("anna", "berta"), ospo=("omar", "requester"), security=("doris",))
LEGAL = Reviewer(person("anna"), frozenset({"legal"}), revision=1)


def tick(request: Request, now: datetime, office: Organization = OFFICE) -> Request:
    """What the service does with one tick, keeping all that happened."""
    after = reminding.ticked(request, office, now)
    return after if after is request else wound(after, request, office)


def told(request: Request, office: Organization = OFFICE) -> list[tuple[str, str]]:
    """Whom the newest notices reach, with which reminder."""
    return [(one.to, str(one.detail.get("reminder", one.template))) for one in reminders(request, office, STAFF)]


def waiting() -> Request:
    """One that waits for its requester alone."""
    request = submitted(step("legal"))
    return saved(wound(reviewing.ask(request, "legal", "Whose?", by=LEGAL, now=MONDAY), request, OFFICE))


def test_every_reminder_has_its_moment_and_reaches_whom_it_is_for() -> None:
    request, seen = submitted(step("legal")), []  # due on Thursday
    for hours in range(24 * 30):
        now = MONDAY + timedelta(hours=hours)
        after = tick(saved(request), now)
        if after.happened:
            seen.append((now.day, told(after)))
            request = after
    legal = "C0REQUESTS"
    assert seen == [
        (3, [(legal, "respond")]),
        (4, [(legal, "before.1")]),
        (5, [(legal, "due.0")]),
        (6, [(legal, "due.1")]),
        (9, [("U0LEAD", "lead")]),
        (10, [(legal, "due.3")]),
        (12, [("U0OMAR", "ospo")]),
        (16, [(legal, "due.7")]),
    ]
    assert reminding.next_tick(request, OFFICE) is None


def test_what_was_missed_is_made_up_for_by_the_last_of_it_and_each_escalation() -> None:
    request = tick(submitted(step("legal")), MONDAY + 60 * DAY)
    assert told(request) == [("C0REQUESTS", "due.7"), ("U0LEAD", "lead"), ("U0OMAR", "ospo")]
    assert tick(request, MONDAY + 61 * DAY) is request


def test_who_has_responded_is_not_asked_for_a_first_response() -> None:
    request = submitted(step("legal"))
    taken = wound(assigning.take(request, "legal", by=LEGAL, now=MONDAY), request, OFFICE)
    assert reminding.next_tick(request, OFFICE) == MONDAY + DAY
    assert reminding.next_tick(taken, OFFICE) == MONDAY + 2 * DAY


def test_nobody_is_reminded_while_the_clock_stands_still_but_the_requester() -> None:
    request = waiting()
    assert reminding.next_tick(request, OFFICE) == MONDAY + 2 * DAY
    assert told(tick(request, MONDAY + 2 * DAY)) == [(REQUESTER.id, "answer.1-2")]


def test_of_a_private_request_the_ospo_learns_nothing() -> None:
    request = tick(submitted(step("security"), outcome="private"), MONDAY + 60 * DAY)
    assert told(request) == [(person("doris").id, "due.7")]


def test_two_warnings_come_before_a_request_expires_however_late_the_clock_is() -> None:
    request = waiting()
    assert request.expires_at == MONDAY + 60 * DAY
    first = tick(request, MONDAY + 46 * DAY)
    assert (first.warned, first.expires_at, first.state) == (1, MONDAY + 60 * DAY, State.WAITING_FOR_REQUESTER)
    late = tick(request, MONDAY + 99 * DAY)
    assert (late.warned, late.expires_at) == (1, MONDAY + 113 * DAY), "as much time as the warning says"
    second = tick(late, MONDAY + 200 * DAY)
    assert (second.warned, second.expires_at) == (2, MONDAY + 203 * DAY)
    assert tick(second, MONDAY + 203 * DAY - timedelta(seconds=1)).state is State.WAITING_FOR_REQUESTER
    assert tick(second, MONDAY + 203 * DAY).state is State.EXPIRED


def test_an_answer_takes_the_warnings_back() -> None:
    request = tick(waiting(), MONDAY + 46 * DAY)
    answered = wound(reviewing.answer(saved(request), 1, "Ours", by=REQUESTER, now=MONDAY + 47 * DAY), request, OFFICE)
    assert (answered.warned, answered.expires_at) == (0, None)


def test_reminders_can_be_put_off_so_often_and_escalations_not_at_all() -> None:
    request = submitted(step("legal"))
    now = MONDAY + 3 * DAY
    once = reminding.snooze(request, "legal", OFFICE, by=LEGAL, now=now)
    assert reminding.snooze(once, "legal", OFFICE, by=LEGAL, now=now) is once, "put off already"
    assert tick(once, now + timedelta(hours=23)) is once
    assert told(tick(saved(once), now + DAY)) == [("C0REQUESTS", "due.1")]
    twice = reminding.snooze(once, "legal", OFFICE, by=LEGAL, now=now + 2 * DAY)
    with pytest.raises(SnoozedOften, match="2 times"):
        reminding.snooze(twice, "legal", OFFICE, by=LEGAL, now=now + 9 * DAY)
    with pytest.raises(NotAReviewer):
        reminding.snooze(request, "legal", OFFICE, by=Reviewer(person("omar"), frozenset({"ospo"}), 1), now=now)
    with pytest.raises(NotPossibleNow):
        reminding.snooze(waiting(), "legal", OFFICE, by=LEGAL, now=now)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_however_often_and_late_time_is_looked_at_each_thing_comes_once_and_the_record_agrees(hours: list[int]) -> None:
    request, now = submitted(step("legal"), step("ospo")), MONDAY
    for more in hours:
        now += timedelta(hours=more)
        request = tick(request, now)
        following = reminding.next_tick(request, OFFICE)
        assert following is None or following > now, "whatever has come was given"
    given_ = [(one.data["step"], name) for one in request.happened if one.kind == "nudged"
              for name in (one.data["reminder"], *one.data["passed_over"])]  # fmt: skip
    assert len(given_) == len(set(given_))
    events = chained(request, request.happened, 0, START, lambda: "salt")
    assert list(contradictions(request, events)) == []
    clock = request.steps[0].clock
    forged = request.steps[0].model_copy(update={"clock": clock.model_copy(update={"reminded": ("due.9",)})})
    forged_request = request.model_copy(update={"steps": (forged, request.steps[1]), "warned": 1})
    assert len(list(contradictions(forged_request, events))) == 2
