# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Conditions live on after the approval: owed by somebody until a day, and what is overdue suspends the approval."""

from datetime import date, timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, item, person, step, submitted
from workflows import overturning, owing, reviewing
from workflows.condition import AT_ONCE, end_of, listed, parts
from workflows.errors import NotTheOwner, Refusal
from workflows.events import START, chained
from workflows.obligations import ObligationState
from workflows.organization import Organization
from workflows.recorded import contradictions
from workflows.request import Request, State, Term, Verdict
from workflows.reviewing import Given, Reviewer
from workflows.working_hours import Calendar

LAWYER, OFFICE = person("lawyer"), Organization()
BY = Reviewer(LAWYER, frozenset({"legal"}), 1)
FRIDAY = date(2026, 11, 13)
LATE = MONDAY + timedelta(days=14)


def under(*terms: Term, checklist: bool = False) -> Request:
    """Approved by legal under as many conditions as there are terms."""
    texts = tuple(f"Condition {number}" for number, _ in enumerate(terms, 1))
    steps = (step("legal"), step("ospo")) if checklist else (step("legal"),)
    asked = submitted(*steps, checklist=(item("rights"),) if checklist else ())
    given = Given(Verdict.APPROVE_WITH_CONDITIONS, conditions=texts, terms=terms)
    after = reviewing.decide(asked, "legal", given, by=BY, now=MONDAY)
    return owing.settled(after, asked, OFFICE)


def told(request: Request) -> list[str]:
    return list(contradictions(request, chained(request, request.happened, 0, START, lambda: "salt")))


def test_each_condition_is_owed_by_whom_the_reviewer_named_until_the_office_closes_on_its_day() -> None:
    request = under(Term(due_on=FRIDAY), Term(owner="ospo", due_on=FRIDAY), Term())
    assert [(one.id, one.owner, one.text) for one in request.obligations] == [
        ("approval-condition", "requester", "Condition 1"),
        ("approval-condition.2", "ospo", "Condition 2"),
        ("approval-condition.3", "requester", "Condition 3"),
    ]
    assert request.obligations[0].due_at == end_of(FRIDAY, Calendar())
    assert request.obligations[2].due_at is None
    assert told(request) == []


def test_a_long_list_is_told_in_parts_and_only_those_that_say_something_else_are_told_again() -> None:
    request = under(*(Term() for _ in range(AT_ONCE + 2)))
    assert parts(request, listed(request)) == [0, 1]
    assert parts(request, [listed(request)[AT_ONCE]]) == [0, 1]
    assert parts(request, [listed(request)[0]]) == [0]
    assert parts(request, []) == []


def test_a_day_on_which_the_office_is_closed_ends_with_its_next_opening() -> None:
    assert end_of(date(2026, 11, 14), Calendar()).isoformat() == "2026-11-16T09:00:00+00:00"
    assert end_of(FRIDAY, Calendar()).isoformat() == "2026-11-13T17:00:00+00:00"


def test_an_overdue_condition_suspends_the_approval_until_it_is_met_and_the_approval_stays_recorded() -> None:
    request = under(Term(due_on=FRIDAY))
    assert not request.suspended
    request = owing.remind(request, LATE)
    assert request.suspended
    assert request.state is State.APPROVED
    assert told(request) == []
    met = owing.tick(request, "approval-condition", by=REQUESTER, groups=(), calendar=Calendar(), now=LATE)
    assert not met.suspended
    assert told(met) == []


def test_only_the_group_that_set_a_condition_drops_it() -> None:
    request = under(Term(due_on=FRIDAY))
    with pytest.raises(NotTheOwner):
        owing.waive(request, "approval-condition", "No need", by=person("o"), groups={"ospo"}, now=MONDAY)
    dropped = owing.waive(request, "approval-condition", "No need", by=LAWYER, groups={"legal"}, now=MONDAY)
    assert dropped.obligations[0].state is ObligationState.WAIVED


def test_a_condition_that_was_met_is_not_owed_again_after_a_reopening_and_an_open_one_is() -> None:
    request = under(Term(due_on=FRIDAY), Term(due_on=FRIDAY))
    request = owing.tick(request, "approval-condition", by=REQUESTER, groups=(), calendar=Calendar(), now=MONDAY)
    again = overturning.reopen(request, "legal", "Another license", by=BY, now=MONDAY)
    again = owing.settled(again, request, OFFICE)
    assert [one.state for one in again.obligations] == [ObligationState.DONE, ObligationState.ENDED]
    given = Given(
        Verdict.APPROVE_WITH_CONDITIONS,
        conditions=("Condition 1", "Condition 2"),
        terms=(Term(due_on=FRIDAY), Term(due_on=FRIDAY)),
    )
    after = reviewing.decide(again, "legal", given, by=BY, now=MONDAY + timedelta(minutes=5))
    after = owing.settled(after, again, OFFICE)
    assert [(one.id, one.text) for one in after.open_obligations] == [("approval-condition.3", "Condition 2")]
    assert told(after) == []


def test_a_day_that_is_not_to_come_is_refused_and_where_there_is_a_checklist_conditions_stay_blockers() -> None:
    with pytest.raises(Refusal, match="a day after today"):
        under(Term(due_on=MONDAY.date()))
    request = under(Term(due_on=FRIDAY), checklist=True)
    assert request.obligations == ()
    assert [one.called for one in request.blockers] == ["Check rights", "Condition 1"]


def test_a_condition_that_was_changed_in_the_record_is_found() -> None:
    request = under(Term(due_on=FRIDAY))
    owed = request.obligations[0].model_copy(update={"text": "Feel free"})
    forged = request.model_copy(update={"obligations": (owed,)})
    chain = chained(request, request.happened, 0, START, lambda: "salt")
    assert list(contradictions(forged, chain)) == [
        "the obligation `approval-condition` is open, which its events do not say"
    ]
