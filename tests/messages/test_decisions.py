# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How the end of a request is told: by whom, since when, on whom it waited, and what to do now."""

from dataclasses import replace
from datetime import timedelta

from messages.conditions import conditions
from messages.requests import card, decision
from messages.text import escape, moment
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
from workflows.clocks import wound
from workflows.obligations import CONDITION, Obligation
from workflows.organization import Appeals
from workflows.reminders import Reminders
from workflows.request import Request, Verdict


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


def test_thirty_conditions_stand_in_parts_each_whole_and_with_its_buttons() -> None:
    first = Obligation(id="c", rule=CONDITION, owner="ospo", since=NOW, due_at=NOW, condition_of="ospo")
    owed = [first.model_copy(update={"id": f"c.{n}", "text": f"{n} " + "long " * 79}) for n in range(30)]
    request = submitted().model_copy(update={"obligations": tuple(owed)})
    seen = [check(conditions(request, ORGANIZATION, part, open_room=True)) for part in range(4)]
    assert sum(action_ids(one).count("obligation:done") for one in seen) == 30
    assert all(escape(one.text.strip()) in "".join(map(said, seen)) for one in owed)


def test_a_decline_has_its_reason_and_the_way_to_apply_again() -> None:
    shown = check(decision(declined(submitted(), NASTY), KIND, ORGANIZATION))
    assert "*Declined* by <@U0LEGAL1> for legal" in said(shown)
    assert "apply again with `/ospo contribute`" in said(shown)
    assert action_ids(shown) == ["request:again", "decision:appeal"]


def expired(request: Request) -> Request:
    """The same after everything has waited for its requester for too long."""
    waiting = reviewing.ask(asked(request), "ospo", "Who else?", by=by(OFFICER, request), now=NOW)
    return lifecycle.expire(wound(waiting, request, ORGANIZATION), now=NOW + timedelta(days=61))


def test_an_expiry_says_what_was_waited_for_that_nothing_is_approved_and_how_to_ask_again() -> None:
    words = said(check(decision(expired(submitted()), KIND, ORGANIZATION)))
    assert "It waited too long for your answer to the question of the OSPO and legal, so nothing is approved." in words
    assert "make it again with `/ospo contribute`, and answer there what you were asked" in words


def test_of_one_day_the_ways_on_speak_in_the_singular() -> None:
    hurried = {"reminders": Reminders(reopen_days=1), "appeals": Appeals(business_days=1)}
    organization = ORGANIZATION.model_copy(update=hurried)
    assert "Reopen it within 1 day: " in said(check(decision(expired(submitted()), KIND, organization)))
    assert "appeal once within 1 business day: " in said(check(decision(declined(submitted()), KIND, organization)))
