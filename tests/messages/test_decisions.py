# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How the end of a request is told: by whom, since when, on whom it waited, and what to do now."""

from dataclasses import replace
from datetime import timedelta

from messages.requests import card, decision
from messages.text import moment
from tests.messages.samples import (
    DEVELOPER,
    KIND,
    NASTY,
    NOW,
    OFFICER,
    ORGANIZATION,
    action_ids,
    asked,
    by,
    check,
    declined,
    proposal,
    said,
    submitted,
)
from workflows import lifecycle, reviewing
from workflows.request import Verdict


def test_an_approval_by_an_edit_says_so_and_lists_the_reviews_with_their_own_dates() -> None:
    request = submitted()
    steps = [one for one in request.steps if one.name == "ospo"]
    request = reviewing.review(request, "ospo", Verdict.APPROVE, by=by(OFFICER, request), now=NOW)
    smaller = replace(proposal(request.answers), steps=tuple(steps))
    later = NOW + timedelta(hours=2)
    approved_by_edit = lifecycle.revise(KIND, request, smaller, by=DEVELOPER, revision=1, now=later)
    words = said(check(decision(approved_by_edit, KIND, ORGANIZATION)))
    assert "No approval is missing any more after the requester's edit." in words
    assert f"Approved by <@U0OSPO1>, {moment(NOW)}" in words
    assert "Policy allows this" not in words
    assert "Who decided" not in words
    shown = said(check(card(approved_by_edit, KIND, ORGANIZATION)))
    assert f"Approved, {moment(later)}. No approval is missing any more" in shown


def test_a_decline_has_its_reason_and_the_way_to_apply_again() -> None:
    shown = check(decision(declined(submitted(), NASTY), KIND, ORGANIZATION))
    assert "*Declined* by <@U0LEGAL1> for legal" in said(shown)
    assert "apply again with `/ospo contribute`" in said(shown)
    assert action_ids(shown) == ["form:start:contribution"]


def test_an_expiry_says_that_nothing_is_approved_and_how_to_ask_again() -> None:
    request = lifecycle.expire(submitted(), now=NOW + timedelta(days=61))
    words = said(check(decision(request, KIND, ORGANIZATION)))
    assert "nothing is approved. It still waited for the OSPO and legal" in words
    assert "make it again with `/ospo contribute`" in words


def test_an_expiry_while_a_question_was_open_says_that_the_answer_was_missing() -> None:
    ospo_done = reviewing.review(submitted(), "ospo", Verdict.APPROVE, by=by(OFFICER, submitted()), now=NOW)
    late = NOW + timedelta(days=61)
    words = said(check(decision(lifecycle.expire(asked(ospo_done), now=late), KIND, ORGANIZATION)))
    assert "It still waited for your answer to the question of legal." in words
    assert "and answer there what you were asked" in words
    assert "tell the OSPO" not in words
    both = said(check(decision(lifecycle.expire(asked(submitted()), now=late), KIND, ORGANIZATION)))
    assert "It still waited for the OSPO, and for your answer to the question of legal." in both
    assert "tell the OSPO that OSPO-142 was not decided" in both


def test_an_expiry_does_not_ask_for_an_answer_that_was_given() -> None:
    answered_in_time = reviewing.answer(asked(submitted()), 1, "I did.", by=DEVELOPER, now=NOW)
    expired = lifecycle.expire(answered_in_time, now=NOW + timedelta(days=61))
    assert "your answer" not in said(check(decision(expired, KIND, ORGANIZATION)))
