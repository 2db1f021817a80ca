# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the same person sends again: the transition gives the request itself, so that nothing is recorded or told."""

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, step, submitted
from workflows import assigning, lifecycle, reviewing
from workflows.errors import AlreadyDecided, NotPossibleNow, StaleRevision
from workflows.people import Person
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

ANNA, BERTA = person("anna"), person("berta")


def reviewer(by: Person, request: Request, *groups: str) -> Reviewer:
    return Reviewer(by, frozenset(groups), request.revision)


def approve(request: Request, name: str) -> Request:
    return reviewing.review(request, name, Verdict.APPROVE, by=reviewer(ANNA, request, name), now=MONDAY)


def edited(request: Request, **changes: object) -> Request:
    asked = proposal(step("legal"), step("ospo"), answers=small_fix(**changes))
    return lifecycle.revise(contribution(), request, asked, by=REQUESTER, revision=1, now=MONDAY)


def test_a_verdict_sent_again_is_done_already_even_when_it_decided_the_request() -> None:
    open_again = approve(submitted(step("legal"), step("ospo")), "legal")
    assert approve(open_again, "legal") is open_again
    at_an_end = approve(submitted(step("legal")), "legal")
    assert approve(at_an_end, "legal") is at_an_end
    request = submitted(step("legal"))

    def decline(found: Request, reason: str) -> Request:
        by = reviewer(ANNA, found, "legal")
        return reviewing.review(found, "legal", Verdict.DECLINE, by=by, now=MONDAY, reason=reason)

    declined = decline(request, "We keep that")
    assert decline(declined, " We keep that ") is declined
    with pytest.raises(AlreadyDecided):
        decline(declined, "For another reason")


def test_the_same_conditions_sent_again_are_done_already_and_other_ones_are_refused() -> None:
    def conditions(found: Request, *texts: str) -> Request:
        by = reviewer(ANNA, found, "legal")
        return reviewing.review(found, "legal", Verdict.APPROVE_WITH_CONDITIONS, by=by, now=MONDAY, conditions=texts)

    approved = conditions(submitted(step("legal")), "Only the parser")
    assert conditions(approved, "Only the parser", "") is approved
    with pytest.raises(AlreadyDecided):
        conditions(approved, "Only the lexer")


def test_a_verdict_sent_again_after_an_edit_that_kept_it_is_done_and_after_one_that_dropped_it_is_stale() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    old = reviewer(ANNA, request, "legal")
    kept = edited(request, wanted_by="2026-12-24")
    assert reviewing.review(kept, "legal", Verdict.APPROVE, by=old, now=MONDAY) is kept
    dropped = edited(request, title="Another")
    with pytest.raises(StaleRevision):
        reviewing.review(dropped, "legal", Verdict.APPROVE, by=old, now=MONDAY)


def test_the_same_question_while_it_is_open_is_asked_once() -> None:
    request = submitted(step("legal"))

    def ask(found: Request, text: str, by: Person = ANNA) -> Request:
        return reviewing.ask(found, "legal", text, by=reviewer(by, found, "legal"), now=MONDAY)

    asked = ask(request, "Where from?")
    assert ask(asked, "Where from? ") is asked
    assert len(ask(asked, "Who wrote it?").questions) == 2
    assert len(ask(asked, "Where from?", BERTA).questions) == 2, "somebody else's question is another one"
    answered = reviewing.answer(asked, 1, "From us", by=REQUESTER, now=MONDAY)
    assert len(ask(answered, "Where from?").questions) == 2, "the answer did not help"


def test_the_same_answer_sent_again_is_done_already_even_when_the_request_has_ended() -> None:
    request = submitted(step("legal"))
    asked = reviewing.ask(request, "legal", "Where from?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    answered = reviewing.answer(asked, 1, "From us", by=REQUESTER, now=MONDAY)
    assert reviewing.answer(answered, 1, " From us", by=REQUESTER, now=MONDAY) is answered
    ended = approve(answered, "legal")
    assert reviewing.answer(ended, 1, "From us", by=REQUESTER, now=MONDAY) is ended
    with pytest.raises(NotPossibleNow):
        reviewing.answer(answered, 1, "From them", by=REQUESTER, now=MONDAY)


def test_who_has_a_step_already_takes_it_without_anything_happening() -> None:
    request = submitted(step("legal"))
    taken = assigning.take(request, "legal", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    assert assigning.take(taken, "legal", by=reviewer(ANNA, taken, "legal"), now=MONDAY) is taken
    assert assigning.take(taken, "legal", by=reviewer(BERTA, taken, "legal"), now=MONDAY) is not taken


def test_the_same_link_again_changes_nothing() -> None:
    approved = approve(submitted(step("legal")), "legal")
    linked = lifecycle.link(approved, "https://forge.example.org/1", by=REQUESTER, now=MONDAY)
    assert lifecycle.link(linked, "https://forge.example.org/1", by=REQUESTER, now=MONDAY) is linked
    assert lifecycle.link(linked, "https://forge.example.org/2", by=REQUESTER, now=MONDAY) is not linked
