# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Steps one after the other, the launch after the approval, and the line that shows where a request is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import (
    MONDAY,
    REQUESTER,
    contribution,
    item,
    kind_of,
    organization,
    people,
    person,
    proposal,
    step,
    submitted,
)
from workflows import checklist, launching, lifecycle, reviewing
from workflows.errors import NotInCharge, NotPossibleNow, NotYet, OpenBlockers, Refusal
from workflows.events import START, chained
from workflows.facts import Answers
from workflows.items import Item, ItemState
from workflows.people import Person
from workflows.policy import Policy
from workflows.recorded import contradictions
from workflows.request import Request, Step, StepState, Verdict
from workflows.reviewer import Reviewer
from workflows.route import RouteStage
from workflows.staffing import Staff, steps_for
from workflows.stages import milestones

OSPO = person("ospo")
LATER = MONDAY + timedelta(hours=2)
STAGES = (
    RouteStage(name="triage", title="OSPO triage"),
    RouteStage(name="review", title="Legal and security"),
    RouteStage(name="sponsor", title="Sponsor", cleared=True),
)
STEPS = (
    step("ospo", stage="triage"),
    step("legal", stage="review"),
    step("security", stage="review"),
    step("managers", stage="sponsor"),
)


def release(*items: Item) -> Request:
    return submitted(*STEPS, stages=STAGES, checklist=items)


def approve(request: Request, name: str) -> Request:
    who = Reviewer(OSPO, frozenset({name.partition(".")[0]}), request.revision)
    return reviewing.review(request, name, Verdict.APPROVE, by=who, now=LATER)


def clear(request: Request, state: ItemState = ItemState.DONE) -> Request:
    who = Reviewer(person("legal"), frozenset({"legal"}), request.revision)
    return checklist.mark(request, "rights", state, by=who, now=LATER)


def reviewed(request: Request) -> Request:
    for name in ("ospo.triage", "legal.review", "security.review"):
        request = approve(request, name)
    return request


def asked(request: Request) -> list[str]:
    return [one.name for one in request.steps if one.state is StepState.OPEN]


def by(who: Person, *groups: str) -> Reviewer:
    return Reviewer(who, frozenset(groups), 1)


def test_a_stage_is_asked_once_every_step_of_the_one_before_has_approved() -> None:
    request = release()
    assert (asked(request), request.waiting_on) == (["ospo.triage"], ("ospo",))
    request = approve(request, "ospo.triage")
    assert asked(request) == ["legal.review", "security.review"]
    request = approve(request, "legal.review")
    assert asked(request) == ["security.review"]
    request = approve(request, "security.review")
    assert asked(request) == ["managers.sponsor"]
    assert [one.since for one in request.steps] == [MONDAY, LATER, LATER, LATER]
    assert approve(request, "managers.sponsor").state == "approved"


def test_nobody_acts_before_their_stage() -> None:
    request = release(item("rights"))
    with pytest.raises(OpenBlockers):
        approve(request, "managers.sponsor")
    with pytest.raises(NotYet):
        approve(clear(request), "managers.sponsor")


def test_the_stage_that_waits_for_the_checklist_opens_with_the_last_blocker_and_closes_when_one_opens_again() -> None:
    request = reviewed(release(item("rights"), item("names", blocker=False)))
    assert (asked(request), request.waiting_on) == ([], ("legal",))
    request = clear(request)
    assert asked(request) == ["managers.sponsor"]
    again = clear(request, ItemState.OPEN)
    assert asked(again) == []
    with pytest.raises(OpenBlockers, match="Check rights"):
        approve(again, "managers.sponsor")


def test_an_edit_starts_at_the_stage_whose_approval_it_drops_and_keeps_the_others() -> None:
    sticky = step("legal", stage="review", sticky=True)
    request = submitted(STEPS[0], sticky, STEPS[3], stages=STAGES)
    request = approve(approve(request, "ospo.triage"), "legal.review")
    wanted = proposal(STEPS[0], sticky, STEPS[3], stages=STAGES, answers={"title": "Another"})
    edited = lifecycle.revise(contribution(), request, wanted, by=REQUESTER, revision=1, now=LATER)
    assert [one.state for one in edited.steps] == [StepState.OPEN, StepState.APPROVED, StepState.WAITING]
    assert edited.steps[2].since is not None, "its message is there and is edited"
    assert asked(approve(edited, "ospo.triage")) == ["managers.sponsor"]


def test_a_group_that_is_asked_in_two_stages_decides_twice_and_one_person_may_do_both() -> None:
    rules = [
        {"rule": "first", "group": "ospo", "stage": "triage", "because": "It looks first."},
        {"rule": "second", "group": "business", "stage": "review", "because": "Products."},
        {"rule": "third", "group": "security", "stage": "review", "because": "Scans."},
    ]
    stages = [{"name": "triage", "title": "Triage"}, {"name": "review", "title": "Review"}]
    office = organization(settings={"distinct": [["legal", "ospo"]]})
    staff = Staff({"ospo": people("ospo")})
    route = Policy(kind_of(stages=stages, steps=rules)).route({"what": "It"}, {})
    steps = steps_for(route, REQUESTER, office, staff)
    assert [(one.name, one.asked_for) for one in steps] == [
        ("ospo.triage", ("ospo",)),
        ("ospo.review", ("business", "security")),
    ]
    request = approve(submitted(*steps, stages=route.stages), "ospo.triage")
    who = Reviewer(OSPO, frozenset({"ospo"}), 1)
    after = reviewing.review(request, "ospo.review", Verdict.APPROVE, by=who, now=LATER, distinct=(("legal", "ospo"),))
    assert after.state == "approved"


def test_the_line_shows_what_is_behind_and_what_is_ahead() -> None:
    def line(request: Request) -> str:
        return " ".join(f"{'+' if one.done else '>' if one.here else '-'}{one.title}" for one in milestones(request))

    request = release(item("rights"))
    assert line(request).startswith(">OSPO triage -Legal and security -Conditions cleared -Sponsor -Scheduled -Public")
    request = approve(clear(reviewed(request)), "managers.sponsor")
    assert "+Sponsor >Scheduled -Public" in line(request)
    request = launching.publish(request, "https://forge.example.org/r", by=by(REQUESTER), now=LATER)
    assert line(request).endswith("+Scheduled +Public >Follow-up")
    assert milestones(submitted(step("legal"))) == ()


def test_a_launch_is_planned_and_said_once() -> None:
    request = approve(clear(reviewed(release(item("rights")))), "managers.sponsor")
    day = LATER.date() + timedelta(days=7)
    planned = launching.schedule(request, day, by=by(REQUESTER), now=LATER)
    assert launching.schedule(planned, day, by=by(OSPO, "ospo"), now=LATER) is planned
    with pytest.raises(NotPossibleNow, match="that day is over"):
        launching.schedule(planned, MONDAY.date() - timedelta(days=1), by=by(REQUESTER), now=LATER)
    public = launching.publish(planned, "https://forge.example.org/r", by=by(OSPO, "ospo"), now=LATER)
    assert (public.launch.public_at, public.launch.by) == (LATER, OSPO)
    assert launching.publish(public, "https://forge.example.org/r", by=by(OSPO, "ospo"), now=LATER) is public
    with pytest.raises(NotPossibleNow):
        launching.publish(public, "https://forge.example.org/other", by=by(REQUESTER), now=LATER)
    with pytest.raises(NotPossibleNow):
        launching.schedule(public, day, by=by(REQUESTER), now=LATER)
    for one in (release(), submitted(step("legal"))):
        with pytest.raises(NotPossibleNow):
            launching.publish(one, "https://forge.example.org/r", by=by(REQUESTER), now=LATER)
    with pytest.raises(NotInCharge):
        launching.publish(planned, "https://forge.example.org/r", by=by(person("stranger"), "legal"), now=LATER)
    assert contradicted(public) == []
    moved = public.model_copy(update={"launch": public.launch.model_copy(update={"address": "https://x.example.org"})})
    later = public.model_copy(update={"launch": public.launch.model_copy(update={"planned": day + timedelta(days=1)})})
    gone = public.model_copy(update={"launch": planned.launch})
    assert all(contradicted(one) for one in (moved, later, gone))


def contradicted(request: Request) -> list[str]:
    events = chained(request, request.happened, 0, START, lambda: "salt-of-at-least-sixteen-characters")
    return list(contradictions(request, events))


ACTS = st.lists(st.sampled_from([*(one.name for one in STEPS), "clear", "reopen", "revise"]), max_size=20)


@given(ACTS)
def test_whatever_is_tried_no_step_is_asked_before_its_stage_and_nothing_is_approved_with_open_blockers(
    acts: list[str],
) -> None:
    request = release(item("rights"))
    for act in acts:
        request = attempted(request, act)
        assert contradicted(request) == []
        if request.state == "approved":
            assert not request.blockers
            assert all(one.state is StepState.APPROVED for one in request.steps)
            return
        for number, one in enumerate(request.steps):
            if one.state is StepState.OPEN:
                assert all(before.state is StepState.APPROVED for before in request.steps if place(before) < place(one))
                assert number < 3 or not request.blockers
        assert request.waiting_on, "it is always somebody's turn"


def place(of: Step) -> int:
    return [stage.name for stage in STAGES].index(of.stage)


def attempted(request: Request, act: str) -> Request:
    try:
        if act == "revise":
            answers: Answers = {"title": f"{request.revision}"}
            wanted = proposal(*STEPS, stages=STAGES, checklist=(item("rights"),), answers=answers)
            revision = request.revision
            return lifecycle.revise(contribution(), request, wanted, by=REQUESTER, revision=revision, now=LATER)
        if act in {"clear", "reopen"}:
            return clear(request, ItemState.DONE if act == "clear" else ItemState.OPEN)
        return approve(request, act)
    except Refusal:
        return request
