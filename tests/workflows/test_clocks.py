# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Each step has its own date, in its group's business time, and the time in which a clock stood still moves it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, organization, person, saved, step, submitted
from workflows import clocks, reviewing
from workflows.clocks import paused, wound
from workflows.organization import Organization
from workflows.pausing import Clock, PauseReason
from workflows.request import Request, StepState
from workflows.reviewing import Reviewer
from workflows.service_levels import Promise, ServiceLevel, promised
from workflows.working_hours import Calendar

HOUR = timedelta(hours=1)
OFFICE = organization(
    legal={
        "members": ["U0LEGAL"],
        "calendar": {"timezone": "America/New_York", "workdays": ["mon", "tue", "wed", "thu"]},
    },
    settings={
        "service_levels": [
            {"kind": "contribution", "group": "legal", "decision_days": 5},
            {"kind": "contribution", "lane": "private", "decision_days": 2},
            {"decision_days": 4, "first_response_days": 2},
        ]
    },
)


def by(group: str) -> Reviewer:
    return Reviewer(person(group), frozenset({group}), revision=1)


def due(request: Request, step_name: str) -> datetime | None:
    return request.step(step_name).clock.due_at


def test_the_first_row_that_fits_decides_each_figure() -> None:
    rows = (
        ServiceLevel(kind="release", group="legal", decision_days=9),
        ServiceLevel(lane="private", decision_days=2),
        ServiceLevel(first_response_days=2, decision_days=4),
    )
    assert promised(rows, "release", "private", "legal") == Promise(2, 9, 60)
    assert promised(rows, "release", "private", "ospo") == Promise(2, 2, 60)
    assert promised(rows, "contribution", "standard", "legal") == Promise(2, 4, 60)
    assert promised((), "contribution", "standard", "legal") == Promise(1, 3, 60)


def test_each_step_is_due_by_its_groups_own_calendar_and_level() -> None:
    request = wound(
        submitted(step("legal"), step("ospo")).model_copy(update={"steps": (step("legal"), step("ospo"))}), None, OFFICE
    )
    assert (due(request, "legal"), due(request, "ospo")) == (None, None), "nobody was asked yet"
    asked = [one.model_copy(update={"since": MONDAY}) for one in request.steps]
    request = wound(request.model_copy(update={"steps": tuple(asked)}), None, OFFICE)
    # Monday 09:00 UTC is before opening in New York (14:00 UTC); Friday is none of legal's days: the next Tuesday.
    assert due(request, "legal") == datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
    assert due(request, "ospo") == datetime(2026, 11, 6, 9, 0, tzinfo=UTC)
    assert request.due_at == due(request, "ospo"), "the earliest that matters"


def test_a_stand_in_has_the_longest_time_of_those_it_stands_in_for() -> None:
    request = submitted(step("ospo", asked_for=("legal", "ospo")))
    assert clocks.promise_for(request, request.steps[0], OFFICE).decision_days == 5


def test_the_date_moves_by_the_business_time_that_the_clock_stood_still() -> None:
    request = submitted(step("legal"))
    before = due(request, "legal")
    assert before == MONDAY + timedelta(days=3)
    asked = wound(reviewing.ask(request, "legal", "Whose?", by=by("legal"), now=MONDAY + HOUR), request, Organization())
    assert (asked.due_at, due(asked, "legal")) == (None, before), "it is nobody's delay meanwhile"
    later = MONDAY + timedelta(days=1, hours=4)  # 7 business hours on Monday, 4 on Tuesday
    answered = wound(reviewing.answer(saved(asked), 1, "Ours", by=REQUESTER, now=later), saved(asked), Organization())
    assert due(answered, "legal") == MONDAY + timedelta(days=4, hours=3)
    assert answered.due_at == due(answered, "legal")
    again = wound(answered, saved(answered), Organization())
    assert again == answered, "once"


def test_two_reasons_at_the_same_time_count_once() -> None:
    day = Calendar()
    clock = Clock().stopped("requester", MONDAY).stopped("absence", MONDAY + HOUR)
    clock = clock.running("requester", MONDAY + 3 * HOUR)
    assert paused(clock, day, MONDAY, MONDAY + 5 * HOUR) == 5 * HOUR
    clock = clock.running("absence", MONDAY + 4 * HOUR)
    assert paused(clock, day, MONDAY, MONDAY + 9 * HOUR) == 4 * HOUR
    request = submitted(step("legal"))
    one = request.steps[0]
    held = request.model_copy(
        update={"steps": (one.model_copy(update={"clock": one.clock.stopped("absence", MONDAY)}),)}
    )
    runs = clock.model_copy(update={"due_at": one.clock.due_at})
    after = held.model_copy(update={"steps": (one.model_copy(update={"clock": runs}),)})
    assert wound(after, held, Organization()).due_at == MONDAY + timedelta(days=3, hours=4)


def test_an_absence_that_is_prolonged_moves_the_date_by_all_of_it() -> None:
    request = submitted(step("legal"))
    one = request.steps[0]
    clock = one.clock.stopped("absence", MONDAY)
    longer = clock.running("absence", MONDAY + 2 * HOUR).stopped("absence", MONDAY + 2 * HOUR)
    before = request.model_copy(update={"steps": (one.model_copy(update={"clock": longer}),)})
    back = longer.running("absence", MONDAY + 5 * HOUR)
    after = before.model_copy(update={"steps": (one.model_copy(update={"clock": back}),)})
    assert wound(after, before, Organization()).due_at == MONDAY + timedelta(days=3, hours=5)


@pytest.mark.parametrize("first, then", [("absence", "requester"), ("requester", "absence")])
def test_a_pause_that_goes_over_into_one_for_another_reason_moves_the_date_by_both(
    first: PauseReason, then: PauseReason
) -> None:
    request = submitted(step("legal"))
    one = request.steps[0]
    over = one.clock.stopped(first, MONDAY).running(first, MONDAY + 2 * HOUR).stopped(then, MONDAY + 2 * HOUR)
    before = request.model_copy(update={"steps": (one.model_copy(update={"clock": over}),)})
    runs = one.model_copy(update={"clock": over.running(then, MONDAY + 5 * HOUR)})
    after = wound(before.model_copy(update={"steps": (runs,)}), before, Organization())
    assert after.due_at == MONDAY + timedelta(days=3, hours=5)


def test_a_request_expires_only_while_it_waits_for_its_requester_and_every_act_gives_it_more_time() -> None:
    request = submitted(step("legal"), step("ospo"))
    assert request.expires_at is None
    one = wound(reviewing.ask(request, "legal", "Whose?", by=by("legal"), now=MONDAY), request, Organization())
    assert one.expires_at is None, "the OSPO goes on"
    both = wound(reviewing.ask(one, "ospo", "Why?", by=by("ospo"), now=MONDAY + HOUR), saved(one), Organization())
    assert both.expires_at == MONDAY + HOUR + timedelta(days=60)
    third = wound(
        reviewing.ask(both, "ospo", "When?", by=by("ospo"), now=MONDAY + 2 * HOUR), saved(both), Organization()
    )
    assert third.expires_at == MONDAY + 2 * HOUR + timedelta(days=60)
    answered = wound(reviewing.answer(third, 1, "Ours", by=REQUESTER, now=MONDAY + HOUR), saved(third), Organization())
    assert answered.expires_at is None


@pytest.mark.parametrize("hours,late", [(0, False), (71, False), (73, True)])
def test_a_step_is_late_after_its_date_and_never_while_its_clock_stands_still(hours: int, late: bool) -> None:
    request = submitted(step("legal"))
    now = MONDAY + timedelta(hours=hours)
    assert clocks.late(request.steps[0], now) is late
    asked = reviewing.ask(request, "legal", "Whose?", by=by("legal"), now=MONDAY)
    assert not clocks.late(asked.steps[0], now)
    assert asked.steps[0].state is StepState.ASKING
