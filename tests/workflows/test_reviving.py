# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An expired request opens again for a while, with what was approved, fresh clocks, and a record that agrees."""

from datetime import datetime, timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, step, submitted
from workflows import lifecycle, reviewing, reviving
from workflows.answering import answer_with_edit, askable
from workflows.clocks import wound
from workflows.errors import NotPossibleNow, NotTheRequester
from workflows.events import START, chained
from workflows.organization import Organization
from workflows.people import Person
from workflows.recorded import contradictions
from workflows.request import Request, State, StepState, Verdict
from workflows.reviewer import Reviewer

OFFICE = Organization()
EXPIRED_AT = MONDAY + timedelta(days=60)
STEPS = (step("legal"), step("managers"))


def by(group: str) -> Reviewer:
    return Reviewer(person(group), frozenset({group}), revision=1)


def asked(**words: tuple[str, ...]) -> Request:
    """One that managers have approved, and that waits for its requester alone."""
    request = reviewing.review(submitted(*STEPS), "managers", Verdict.APPROVE, by=by("managers"), now=MONDAY)
    question = reviewing.ask(request, "legal", "Whose?", by=by("legal"), now=MONDAY, **words)
    return wound(question, request, OFFICE)


def revive(request: Request, now: datetime, who: Person = REQUESTER, *groups: str) -> Request:
    again = proposal(*STEPS, answers=request.answers)
    return reviving.revive(contribution(), request, again, OFFICE, by=who, groups=groups, now=now)


def problems(request: Request) -> list[str]:
    events = chained(request, request.happened, 0, START, lambda: "salt")
    return list(contradictions(Request.model_validate_json(request.model_dump_json()), events))


@pytest.mark.parametrize("who,groups", [(REQUESTER, ()), (person("omar"), ("ospo",))])
def test_it_is_asked_again_with_fresh_clocks_and_its_approvals(who: Person, groups: tuple[str, ...]) -> None:
    expired = lifecycle.expire(asked(), now=EXPIRED_AT)
    later = EXPIRED_AT + timedelta(days=3)
    request = wound(revive(expired, later, who, *groups), expired, OFFICE)
    assert (request.state, request.revision, request.decision) == (State.IN_REVIEW, 2, None)
    assert request.step("managers").state is StepState.APPROVED
    assert request.step("legal").since == later
    assert request.due_at is not None
    assert request.due_at > later
    assert problems(request) == []
    assert problems(request.model_copy(update={"revived": 0})) == ["it was not opened again as often as it says"]


def test_it_opens_for_its_requester_and_the_ospo_and_not_for_ever() -> None:
    expired = lifecycle.expire(asked(), now=EXPIRED_AT)
    with pytest.raises(NotTheRequester):
        revive(expired, EXPIRED_AT, person("legal"), "legal")
    confidential = expired.model_copy(update={"route": expired.route.model_copy(update={"room": "legal"})})
    with pytest.raises(NotTheRequester):
        revive(confidential, EXPIRED_AT, person("omar"), "ospo")
    with pytest.raises(NotPossibleNow, match="expired for too long"):
        revive(expired, EXPIRED_AT + timedelta(days=30, seconds=1))


def test_an_answer_edits_what_it_was_asked_about_and_keeps_what_that_said_before() -> None:
    request = asked(fields=("title", "size"))
    other = proposal(*STEPS, answers=small_fix(title="Another title"))
    now = MONDAY + timedelta(hours=1)
    after = answer_with_edit(contribution(), request, 1, "Ours", other, by=REQUESTER, now=now)
    [question] = after.questions
    assert (question.answer, question.changed) == ("Ours", ("title",))
    assert question.before == {"title": "Fix a typing error"}
    assert (after.revision, after.title) == (2, "Another title")
    assert problems(after) == []
    again = answer_with_edit(contribution(), after, 1, "Ours", other, by=REQUESTER, now=now)
    assert again is after, "the same answer again edits nothing"


def test_a_group_asks_about_what_the_form_shows_and_it_may_read() -> None:
    kind = contribution()
    hidden = next(one for one in kind.fields if one.restricted)
    shown = frozenset({"title", hidden.name})
    assert [one.name for one in askable(kind, shown, "nobody")] == ["title"]
    assert {one.name for one in askable(kind, shown, hidden.visible_to[0])} == shown
