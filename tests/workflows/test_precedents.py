# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents: who may make one of what, what it takes over and what never, and how it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.support.precedents import BY, LAWYER, REVIEW_ON, answered, shown
from tests.support.records import AUTHOR, START, WHY, WORKSPACE, a_request
from workflows import precedents
from workflows.errors import NotAReviewer, NotPossibleNow, OwnRequest, Refusal, TextNeeded
from workflows.people import Person
from workflows.precedents import Ending, Precedent, Subject
from workflows.request import Request, State, Verdict
from workflows.route import Route


def made(request: Request, **texts: Any) -> tuple[Request, Precedent]:
    """A precedent of an answered question."""
    return precedents.make(request, shown(**texts), number=3, may_be_shown=True, by=BY, now=START)


def test_a_precedent_holds_what_was_written_for_others_and_the_facts_of_the_license() -> None:
    _, precedent = made(answered())
    assert precedent.name == "P-3"
    assert precedent.subject == Subject(expression="GPL-2.0-only", usage="shipped")
    assert (precedent.verdict, precedent.group, precedent.by) == (Verdict.APPROVE, "legal", LAWYER)
    assert precedent.shown == shown()


def test_nothing_of_the_question_or_the_private_answer_is_in_it() -> None:
    _, precedent = made(answered())
    kept = precedent.model_dump_json()
    assert not [word for word in ("Fred", "ACME", "Rocket", "contract", AUTHOR.id) if word in kept]


def test_a_license_that_policy_could_not_read_stands_as_it_was_written() -> None:
    asked = answered(license=" The Frob License ").model_copy(update={"facts": {}})
    assert made(asked)[1].subject.expression == "The Frob License"


def test_the_events_of_its_request_have_it_with_texts_that_can_be_erased() -> None:
    request, precedent = made(answered())
    event = request.happened[-1]
    assert (event.kind, event.actor, event.data["precedent"]) == ("precedent_made", LAWYER, 3)
    assert event.texts["precedent.answer"] == precedent.shown.answer
    assert precedent.shown.answer not in str(event.data)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_answer_can_become_one(verdict: Verdict) -> None:
    assert made(answered(verdict=verdict), conditions=("Keep the notices",))[1].verdict is verdict


def test_without_the_tick_nothing_is_made() -> None:
    with pytest.raises(Refusal, match="may be shown to others"):
        precedents.make(answered(), shown(), number=3, may_be_shown=False, by=BY, now=START)


@pytest.mark.parametrize("words", [{"question": " "}, {"answer": "\n"}])
def test_both_texts_have_to_be_written(words: dict[str, str]) -> None:
    with pytest.raises(TextNeeded):
        made(answered(), **words)


def test_an_answer_under_conditions_is_not_shown_without_them() -> None:
    with pytest.raises(TextNeeded, match="conditions"):
        made(answered(verdict=Verdict.APPROVE_WITH_CONDITIONS), conditions=("  ",))


def test_the_review_date_has_to_be_to_come() -> None:
    with pytest.raises(Refusal, match="after today"):
        made(answered(), review_on=START.date())


def test_only_the_group_that_answered_makes_one_and_never_who_asked() -> None:
    for by, refusal in (
        (replace(BY, person=AUTHOR), OwnRequest),
        (replace(BY, person=Person(WORKSPACE, "U0DEV"), groups=frozenset({"ospo"})), NotAReviewer),
    ):
        with pytest.raises(refusal):
            precedents.make(answered(), shown(), number=3, may_be_shown=True, by=by, now=START)


def test_what_is_open_withdrawn_or_private_is_no_precedent() -> None:
    private = Route(lane="private", outcome="private", because=WHY)
    for request in (
        a_request(1),
        answered().model_copy(update={"state": State.WITHDRAWN}),
        answered().model_copy(update={"route": private}),
    ):
        with pytest.raises(NotPossibleNow):
            made(request)


def test_it_holds_until_the_day_before_its_review_date() -> None:
    _, precedent = made(answered())
    assert precedent.holds(REVIEW_ON - timedelta(days=1))
    assert not precedent.holds(REVIEW_ON)


def test_a_withdrawn_one_holds_no_more_and_is_withdrawn_once() -> None:
    request, precedent = made(answered())
    request, ended = precedents.withdraw(request, precedent, by=BY, now=START)
    assert (ended.ending, ended.holds(date(2026, 11, 24))) == (Ending.WITHDRAWN, False)
    assert request.happened[-1].data == {"precedent": 3, "ending": "withdrawn"}
    with pytest.raises(NotPossibleNow, match="withdrawn"):
        precedents.withdraw(request, ended, by=BY, now=START)


def test_who_may_not_make_one_may_not_withdraw_it() -> None:
    request, precedent = made(answered())
    with pytest.raises(NotAReviewer):
        precedents.withdraw(request, precedent, by=replace(BY, groups=frozenset({"ospo"})), now=START)


def test_it_expires_on_its_review_date_and_not_before() -> None:
    request, precedent = made(answered())
    day = datetime.combine(REVIEW_ON, time(), UTC)
    with pytest.raises(NotPossibleNow):
        precedents.expire(request, precedent, now=day - timedelta(seconds=1))
    request, ended = precedents.expire(request, precedent, now=day)
    assert (ended.ending, request.happened[-1].actor) == (Ending.EXPIRED, None)
    with pytest.raises(NotPossibleNow, match="expired"):
        precedents.expire(request, ended, now=day)
