# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reviews and edits in the cases that people ask about: quorum, distinct groups, conditions, questions, revisions."""

from datetime import timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, staff, step, submitted
from workflows import assigning, lifecycle, reviewing
from workflows.clocks import wound
from workflows.errors import (
    AlreadyDecided,
    CannotBeAssigned,
    NotAReviewer,
    NotPossibleNow,
    OneVoteOnly,
    StaleRevision,
    TextNeeded,
)
from workflows.facts import Answers
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, State, Step, StepState, Verdict
from workflows.reviewing import Reviewer
from workflows.route import Because

ANNA, BERTA, CLARA = (person(name) for name in ("anna", "berta", "clara"))


def approve(request: Request, name: str, by: Person = ANNA, *, distinct: tuple[tuple[str, ...], ...] = ()) -> Request:
    return reviewing.review(
        request, name, Verdict.APPROVE, by=reviewer(by, request, name), now=MONDAY, distinct=distinct
    )


def reviewer(by: Person, request: Request, *groups: str) -> Reviewer:
    return Reviewer(by, frozenset(groups), request.revision)


def revised(request: Request, *steps: Step, **changes: object) -> Request:
    answers: Answers = small_fix(**changes)
    asked = proposal(*steps, answers=answers)
    return lifecycle.revise(
        contribution(), request, asked, by=REQUESTER, revision=request.revision, now=MONDAY + timedelta(hours=2)
    )


def test_a_quorum_of_two_takes_two_people() -> None:
    once = approve(submitted(step("legal", quorum=2)), "legal")
    assert (once.state, once.step("legal").state) == (State.IN_REVIEW, StepState.OPEN)
    assert approve(once, "legal") is once, "the same person counts once"
    by = reviewer(ANNA, once, "legal")
    with pytest.raises(OneVoteOnly):
        reviewing.review(once, "legal", Verdict.DECLINE, by=by, now=MONDAY, reason="On second thought")
    twice = approve(once, "legal", BERTA)
    assert twice.state is State.APPROVED
    assert twice.decision
    assert twice.decision.by == BERTA


def test_a_clearance_ends_ninety_days_after_the_approval_and_not_after_the_submission() -> None:
    late = MONDAY + timedelta(days=20)
    request = submitted(step("legal"))
    approved = reviewing.review(request, "legal", Verdict.APPROVE, by=reviewer(ANNA, request, "legal"), now=late)
    assert approved.expires_at == late + timedelta(days=90)
    assert approved.due_at is None


def test_one_person_may_act_for_two_groups_unless_the_policy_keeps_them_apart() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    assert approve(request, "ospo").state is State.APPROVED
    with pytest.raises(OneVoteOnly):
        approve(request, "ospo", distinct=(("legal", "ospo"),))


def test_a_group_that_fell_back_is_kept_apart_as_well() -> None:
    request = approve(submitted(step("legal", asked_for=("ip",)), step("ospo")), "legal")
    with pytest.raises(OneVoteOnly):
        approve(request, "ospo", distinct=(("ip", "ospo"),))


def test_a_step_with_a_name_on_it_is_that_persons_alone() -> None:
    named = step("managers").model_copy(update={"person": ANNA})
    request = submitted(named)
    with pytest.raises(NotAReviewer, match=ANNA.mention):
        approve(request, "managers", BERTA)
    assert request.waiting_on == (f"@{ANNA.id}",)
    assert approve(request, "managers", ANNA).state is State.APPROVED


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "\ud800"])
def test_a_decline_without_words_is_refused(reason: str) -> None:
    request = submitted(step("legal"))
    with pytest.raises(TextNeeded, match="the reason for declining"):
        reviewing.review(
            request, "legal", Verdict.DECLINE, by=reviewer(ANNA, request, "legal"), now=MONDAY, reason=reason
        )


@pytest.mark.parametrize("conditions", [(), ("",), ("  ", "\n")])
def test_conditions_that_say_nothing_are_refused(conditions: tuple[str, ...]) -> None:
    request = submitted(step("legal"))
    with pytest.raises(TextNeeded, match="at least one condition"):
        reviewing.review(
            request,
            "legal",
            Verdict.APPROVE_WITH_CONDITIONS,
            by=reviewer(ANNA, request, "legal"),
            now=MONDAY,
            conditions=conditions,
        )


def test_conditions_are_kept_clean_and_without_empty_ones() -> None:
    request = submitted(step("legal"))
    approved = reviewing.review(
        request,
        "legal",
        Verdict.APPROVE_WITH_CONDITIONS,
        by=reviewer(ANNA, request, "legal"),
        now=MONDAY,
        conditions=(" Only the parser ", "", "By May\x00"),
    )
    assert approved.step("legal").reviews[0].conditions == ("Only the parser", "By May")


@pytest.mark.parametrize("text", ["", " \n", "\x07"])
def test_a_question_and_an_answer_need_words(text: str) -> None:
    request = submitted(step("legal"))
    with pytest.raises(TextNeeded, match="the question"):
        reviewing.ask(request, "legal", text, by=reviewer(ANNA, request, "legal"), now=MONDAY)
    asked = reviewing.ask(request, "legal", "Where from?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    with pytest.raises(TextNeeded, match="your answer"):
        reviewing.answer(asked, 1, text, by=REQUESTER, now=MONDAY)


def test_a_question_that_nobody_asked_or_that_is_answered_cannot_be_answered() -> None:
    request = submitted(step("legal"), step("ospo"))
    with pytest.raises(NotPossibleNow):
        reviewing.answer(request, 1, "From us", by=REQUESTER, now=MONDAY)
    asked = reviewing.ask(request, "legal", "Where from?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    answered = reviewing.answer(asked, 1, "From us", by=REQUESTER, now=MONDAY)
    with pytest.raises(NotPossibleNow):
        reviewing.answer(answered, 1, "From others", by=REQUESTER, now=MONDAY)


def test_a_step_with_two_questions_goes_on_when_both_are_answered() -> None:
    request = submitted(step("legal"))
    for text in ("Where from?", "Who wrote it?"):
        request = reviewing.ask(request, "legal", text, by=reviewer(ANNA, request, "legal"), now=MONDAY)
    request = reviewing.answer(request, 2, "We did", by=REQUESTER, now=MONDAY)
    assert request.state is State.WAITING_FOR_REQUESTER
    request = reviewing.answer(request, 1, "From us", by=REQUESTER, now=MONDAY)
    assert (request.state, request.waiting_on) == (State.IN_REVIEW, ("legal",))


def test_a_verdict_closes_the_questions_of_its_step() -> None:
    request = submitted(step("legal"), step("ospo"))
    request = reviewing.ask(request, "legal", "Where from?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    request = approve(request, "legal")
    assert request.open_question is None
    assert request.waiting_on == ("ospo",)


def test_a_step_that_has_its_verdict_says_who_gave_it() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    with pytest.raises(AlreadyDecided, match=f"approved for legal by {ANNA.mention}"):
        approve(request, "legal", BERTA)


def test_a_button_of_an_earlier_revision_changes_nothing() -> None:
    request = revised(submitted(step("legal")), step("legal"), title="Another")
    with pytest.raises(StaleRevision, match="now revision 2"):
        reviewing.review(
            request, "legal", Verdict.APPROVE, by=Reviewer(ANNA, frozenset({"legal"}), revision=1), now=MONDAY
        )


def test_a_step_that_the_request_does_not_have_is_refused() -> None:
    with pytest.raises(NotPossibleNow):
        approve(submitted(step("legal")), "export")


def test_a_step_can_be_handed_to_a_colleague_but_never_to_the_requester() -> None:
    request = submitted(step("legal"))
    by = reviewer(ANNA, request, "legal")
    assert assigning.take(request, "legal", by=by, now=MONDAY).step("legal").taken_by == ANNA
    lawyers = staff(legal=["anna", "berta", "clara", "requester"])
    handed = assigning.assign(request, "legal", BERTA, by=by, now=MONDAY, staff=lawyers)
    assert handed.step("legal").taken_by == BERTA
    assert approve(handed, "legal", CLARA).state is State.APPROVED, "others of the group may still decide"
    with pytest.raises(CannotBeAssigned, match="made the request"):
        assigning.assign(request, "legal", REQUESTER, by=by, now=MONDAY, staff=lawyers)


def test_a_request_does_not_expire_early_and_never_because_of_its_reviewers() -> None:
    request = submitted(step("legal"))
    with pytest.raises(NotPossibleNow):
        lifecycle.expire(request, now=MONDAY + timedelta(days=999))
    asked = reviewing.ask(request, "legal", "Whose?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    waiting = wound(asked, request, Organization())
    with pytest.raises(NotPossibleNow):
        lifecycle.expire(waiting, now=MONDAY + timedelta(days=59))
    assert lifecycle.expire(waiting, now=MONDAY + timedelta(days=60)).state is State.EXPIRED


def test_an_edit_drops_the_reviews_of_the_groups_that_it_affects_and_of_no_other() -> None:
    request = approve(submitted(step("legal"), step("ospo"), step("managers")), "managers", BERTA)
    request = approve(request, "legal")
    after = revised(request, step("legal"), step("ospo"), step("managers"), hours=3)
    assert after.step("managers").reviews == ()
    assert after.step("legal").reviews == request.step("legal").reviews


def test_security_looks_again_when_the_change_that_it_approved_is_another_one() -> None:
    steps = (step("security"), step("ospo"))
    fix = {"change": "security", "diff": "https://forge.example.org/parsers/json/commit/1"}
    request = approve(submitted(*steps, answers=small_fix(**fix)), "security")
    assert revised(request, *steps, **fix).step("security").reviews
    after = revised(request, *steps, **fix | {"diff": "https://forge.example.org/parsers/json/commit/2"})
    assert after.step("security").reviews == ()


def test_an_edit_that_affects_everybody_drops_every_review_but_a_sticky_steps() -> None:
    request = approve(approve(submitted(step("legal"), step("ip", sticky=True), step("ospo")), "legal"), "ip")
    after = revised(request, step("legal"), step("ip", sticky=True), step("ospo"), change="feature")
    assert [bool(one.reviews) for one in after.steps] == [False, True, False]


def test_an_edit_that_affects_nobody_keeps_everything() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    after = revised(request, step("legal"), step("ospo"), wanted_by="2026-12-24")
    assert (after.revision, after.step("legal")) == (2, request.step("legal"))


def test_a_group_that_is_asked_for_a_new_reason_looks_again() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    reasons = (*step("legal").because, Because(rule="new", text="A new one.", open_text="A new one."))
    again = step("legal").model_copy(update={"because": reasons})
    assert revised(request, again, step("ospo"), wanted_by="2026-12-24").step("legal").reviews == ()


def test_a_group_that_must_be_more_people_now_looks_again() -> None:
    request = approve(submitted(step("legal"), step("ospo")), "legal")
    after = revised(request, step("legal", quorum=2), step("ospo"), wanted_by="2026-12-24")
    assert after.step("legal").reviews == ()


def test_an_edit_after_which_no_approval_is_missing_approves_and_names_nobody_who_did_not_decide_then() -> None:
    request = approve(submitted(step("legal"), step("managers")), "legal")
    after = revised(request, step("legal"), hours=1)
    assert after.decision
    assert (after.state, after.decision.by, after.decision.role) == (State.APPROVED, None, "")
    assert after.decision.because == "No approval is missing any more after the requester's edit."
    assert after.happened[-1].actor is None
    assert after.step("legal").reviews == request.step("legal").reviews, "each with its own reviewer and date"


def test_an_edit_closes_open_questions_and_lets_their_steps_go_on() -> None:
    request = submitted(step("legal"), step("ospo"))
    request = reviewing.ask(request, "legal", "Where from?", by=reviewer(ANNA, request, "legal"), now=MONDAY)
    after = revised(request, step("legal"), step("ospo"), wanted_by="2026-12-24")
    assert after.open_question is None
    assert after.step("legal").state is StepState.OPEN


def test_what_happened_says_which_fields_were_edited_and_not_what_they_say() -> None:
    after = revised(submitted(step("legal")), step("legal"), title="Another", wanted_by="2026-12-24")
    edit = after.happened[-1]
    assert (edit.kind, edit.data["changed"], edit.data["revision"]) == ("revised", ["title", "wanted_by"], 2)
    assert "Another" not in str(edit.data)
    assert edit.texts["answers.title"] == "Another"
