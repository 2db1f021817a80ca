# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Until a person has lifted an embargo, no edit and no other request about the same leads into the open."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.office import (
    MONDAY,
    REQUESTER,
    contribution,
    contribution_policy,
    facts,
    organization,
    person,
    proposal,
    small_fix,
    staff,
    step,
    submitted,
)
from workflows import embargoing, lifecycle, reviewing, reviving
from workflows.answering import answer_with_edit
from workflows.disclosing import disclosed
from workflows.lifecycle import Proposal
from workflows.organization import Organization
from workflows.preview import preview
from workflows.request import Request, State
from workflows.reviewer import Reviewer
from workflows.route import RouteStep
from workflows.staffing import steps_for

SAM = Reviewer(person("sam"), frozenset({"security"}), revision=1)
OPEN = (proposal(step("legal")), proposal(outcome="approve"))


def embargoed() -> Request:
    request = submitted(step("security"), outcome="private")
    asked = tuple(RouteStep(group=one.group, because=one.because) for one in request.steps)
    route = request.route.model_copy(update={"embargo_days": 7, "steps": asked})
    return embargoing.begun(request.model_copy(update={"route": route}), None, MONDAY)


def revised(request: Request, asked: Proposal) -> Request:
    return lifecycle.revise(contribution(), request, asked, by=REQUESTER, revision=1, now=MONDAY)


def answered(request: Request, asked: Proposal) -> Request:
    request = reviewing.ask(request, "security", "Which?", by=SAM, now=MONDAY)
    return answer_with_edit(contribution(), request, 1, "This one", asked, by=REQUESTER, now=MONDAY)


def revived(request: Request, asked: Proposal) -> Request:
    request = reviewing.ask(request, "security", "Which?", by=SAM, now=MONDAY)
    request = lifecycle.expire(request.model_copy(update={"expires_at": MONDAY}), now=MONDAY + timedelta(days=30))
    later = MONDAY + timedelta(days=31)
    return reviving.revive(contribution(), request, asked, Organization(), by=REQUESTER, groups=(), now=later)


def followed(request: Request, asked: Proposal) -> Request:
    asked = lifecycle.within_embargo(request, asked)
    return lifecycle.submit(contribution(), asked, id="request-2", number=13, requester=REQUESTER, now=MONDAY)


@pytest.mark.parametrize("asked", OPEN)
@pytest.mark.parametrize("way", [revised, answered, revived, followed])
def test_no_way_leads_out_of_an_embargo_before_it_is_lifted(
    way: Callable[[Request, Proposal], Request], asked: Proposal
) -> None:
    request = embargoed()
    after = way(request, asked)
    assert after.private
    assert (after.title, after.route, after.state) == ("", request.route, State.IN_REVIEW)
    assert [one.group for one in after.open_steps] == ["security"]
    lifted = embargoing.lift(request, by=SAM, now=MONDAY)
    assert not way(lifted, asked).private


def test_the_form_says_that_it_stays_private_and_opens_with_what_was_edited_meanwhile() -> None:
    policy, office = contribution_policy(), (organization(), staff(ospo=["omar"], legal=["lena"], security=["sam"]))
    secret, plain = small_fix(risks=("vulnerability",)), small_fix()
    route = policy.route(secret, facts(secret))
    asked = Proposal(title="", answers=secret, facts={}, route=route, steps=steps_for(route, REQUESTER, *office))
    request = lifecycle.submit(contribution(), asked, id="request-1", number=12, requester=REQUESTER, now=MONDAY)
    request = embargoing.begun(request, None, MONDAY)
    shown = preview(policy, plain, facts(plain), REQUESTER, office, request)
    assert shown.embargoed
    assert [one.title for one in shown.asked] == ["security"]
    lifted = embargoing.lift(request, by=SAM, now=MONDAY)
    assert not preview(policy, plain, facts(plain), REQUESTER, office, lifted).embargoed
    assert disclosed(policy, plain, facts(plain)) == plain
