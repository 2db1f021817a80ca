# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The checklist: who clears which item, what keeps a request from being approved, and what an edit leaves."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, item, kind_of, organization, people, person, proposal, saved, step
from tests.support.office import submitted as submit
from workflows import checklist, lifecycle, reviewing
from workflows.errors import (
    AlreadyDecided,
    ConditionsTooLate,
    NobodyToDecide,
    NotInCharge,
    NotPossibleNow,
    OpenBlockers,
    OwnRequest,
    StaleRevision,
    TextNeeded,
)
from workflows.events import START, chained
from workflows.facts import Answers
from workflows.items import Item, ItemState
from workflows.people import Person
from workflows.policy import Policy
from workflows.recorded import contradictions
from workflows.request import Happening, Request, State, Verdict
from workflows.reviewer import Reviewer
from workflows.staffing import Staff, checklist_for

LEGAL, OSPO, STRANGER = person("legal"), person("ospo"), person("stranger")
GROUPS = {LEGAL: {"legal"}, OSPO: {"ospo"}, REQUESTER: {"legal"}}
LATER = MONDAY + timedelta(hours=2)
DONE, OPEN, NOT_APPLICABLE = ItemState.DONE, ItemState.OPEN, ItemState.NOT_APPLICABLE
OWN = item("files", "requester")


def reviewer(by: Person, revision: int = 1) -> Reviewer:
    return Reviewer(by, frozenset(GROUPS.get(by, ())), revision)


def mark(request: Request, name: str, state: ItemState = DONE, by: Person = LEGAL, **more: str) -> Request:
    revision = request.revision
    return checklist.mark(request, name, state, by=reviewer(by, revision), now=LATER, **more)


def approve(request: Request, group: str, by: Person = LEGAL, *conditions: str) -> Request:
    verdict = Verdict.APPROVE_WITH_CONDITIONS if conditions else Verdict.APPROVE
    who = Reviewer(by, frozenset({group}), request.revision)
    return reviewing.review(request, group, verdict, by=who, now=LATER, conditions=conditions)


def states(request: Request) -> dict[str, str]:
    return {one.name: one.state.value for one in request.checklist}


def contradicted(request: Request, *, before: Iterable[Happening] = ()) -> list[str]:
    events = chained(request, [*before, *request.happened], 0, START, lambda: "salt-of-at-least-sixteen-characters")
    return list(contradictions(request, events))


def test_the_owners_of_an_item_clear_it_and_nobody_else() -> None:
    request = submit(step("ospo"), checklist=(item("rights"), OWN))
    assert states(mark(request, "rights")) == {"rights": "done", "files": "open"}
    assert states(mark(request, "files", by=REQUESTER)) == {"rights": "open", "files": "done"}
    with pytest.raises(NotInCharge, match="Only legal"):
        mark(request, "rights", by=OSPO)
    with pytest.raises(OwnRequest):
        mark(request, "rights", by=REQUESTER)
    with pytest.raises(NotInCharge, match="person who made the request"):
        mark(request, "files", by=STRANGER)


def test_that_an_own_item_does_not_apply_is_said_by_a_second_person() -> None:
    request = submit(step("ospo"), checklist=(OWN,))
    with pytest.raises(NotInCharge, match="Only ospo"):
        mark(request, "files", NOT_APPLICABLE, REQUESTER, note="No files")
    with pytest.raises(NotInCharge):
        mark(request, "files", DONE, OSPO)
    said = mark(request, "files", NOT_APPLICABLE, OSPO, note="An empty sample")
    assert said.checklist[0].mark
    assert (said.checklist[0].mark.role, said.checklist[0].mark.note) == ("ospo", "An empty sample")
    assert states(mark(said, "files", OPEN, OSPO)) == {"files": "open"}


def test_that_an_item_does_not_apply_needs_a_reason_and_evidence_is_asked_for_where_it_is_needed() -> None:
    scanned = item("secrets", evidence="The scan's report", evidence_required=True)
    request = submit(step("ospo"), checklist=(scanned,))
    with pytest.raises(TextNeeded, match="why it does not apply"):
        mark(request, "secrets", NOT_APPLICABLE, note="  ")
    with pytest.raises(TextNeeded, match="The scan's report"):
        mark(request, "secrets")
    assert states(mark(request, "secrets", evidence="https://ci.example.org/1")) == {"secrets": "done"}


def test_the_last_approval_is_refused_while_a_blocker_is_open_and_names_it() -> None:
    request = submit(step("legal"), checklist=(item("rights"), item("names", blocker=False)))
    with pytest.raises(OpenBlockers, match="Check rights") as refused:
        approve(request, "legal")
    assert "Check names" not in refused.value.sentence
    assert approve(mark(request, "rights"), "legal").state is State.APPROVED


def test_an_approval_that_is_not_the_last_one_waits_for_nothing_and_a_decline_never_does() -> None:
    request = submit(step("legal"), step("ospo"), checklist=(item("rights"),))
    assert approve(request, "legal").state is State.IN_REVIEW
    who = reviewer(LEGAL)
    assert reviewing.review(request, "legal", Verdict.DECLINE, by=who, now=LATER, reason="No").state is State.DECLINED


def test_a_refusal_names_as_many_items_as_fit_under_a_field() -> None:
    items = tuple(item(f"one-{n}", title=f"Something rather long to check, number {n}") for n in range(20))
    with pytest.raises(OpenBlockers, match=r"number 0; .* 18 more") as refused:
        approve(submit(step("legal"), checklist=items), "legal")
    assert len(refused.value.sentence) <= 300


def test_conditions_become_items_that_the_group_which_set_them_clears() -> None:
    request = approve(
        submit(step("legal"), step("ospo"), checklist=(OWN,)), "legal", LEGAL, "Add the notices", "Ask Eva"
    )
    assert [(one.text, one.owner, one.blocker) for one in request.checklist[1:]] == [
        ("Add the notices", "legal", True),
        ("Ask Eva", "legal", True),
    ]
    request = mark(request, "files", by=REQUESTER)
    with pytest.raises(OpenBlockers, match="Add the notices; Ask Eva"):
        approve(request, "ospo", OSPO)
    for one in request.checklist[1:]:
        request = mark(request, one.name)
    assert approve(request, "ospo", OSPO).state is State.APPROVED
    assert contradicted(approve(request, "ospo", OSPO)) == []


def test_who_was_asked_by_name_clears_the_conditions_they_set() -> None:
    boss = Reviewer(person("boss"), frozenset(), 1)
    by_name = step("managers").model_copy(update={"person": boss.person})
    request = submit(by_name, step("ospo"), checklist=(OWN,))
    set_, said = Verdict.APPROVE_WITH_CONDITIONS, ("Staff it",)
    request = reviewing.review(request, "managers", set_, by=boss, now=LATER, conditions=said)
    condition = request.checklist[-1].name
    with pytest.raises(NotInCharge):
        mark(request, condition, by=OSPO)
    assert states(checklist.mark(request, condition, DONE, by=boss, now=LATER))[condition] == "done"


def test_the_last_approval_sets_no_conditions_for_nobody_would_clear_them() -> None:
    request = mark(submit(step("legal"), checklist=(item("rights"),)), "rights")
    with pytest.raises(ConditionsTooLate):
        approve(request, "legal", LEGAL, "Add the notices")


def test_without_a_checklist_conditions_stay_with_the_requester() -> None:
    after = approve(submit(step("legal")), "legal", LEGAL, "Add the notices")
    assert (after.state, after.checklist) == (State.APPROVED, ())


def test_the_same_mark_again_is_there_already_and_an_old_form_is_refused() -> None:
    request = mark(submit(step("ospo"), checklist=(item("rights"),)), "rights")
    assert mark(request, "rights") is request
    with pytest.raises(StaleRevision):
        checklist.mark(request, "rights", OPEN, by=reviewer(LEGAL, 7), now=LATER)
    with pytest.raises(NotPossibleNow):
        mark(request, "nothing")


def test_a_blocker_is_not_reopened_after_the_decision_and_what_is_left_can_still_be_ticked() -> None:
    request = submit(step("legal"), checklist=(item("rights"), item("names", blocker=False)))
    request = approve(mark(request, "rights"), "legal")
    with pytest.raises(AlreadyDecided):
        mark(request, "rights", OPEN)
    after = mark(request, "names")
    assert (states(after)["names"], after.state) == ("done", State.APPROVED)
    withdrawn = lifecycle.withdraw(submit(step("legal"), checklist=(item("rights"),)), by=REQUESTER, now=LATER)
    with pytest.raises(AlreadyDecided):
        mark(withdrawn, "rights")


def test_the_evidence_on_which_an_approval_rests_is_not_replaced_afterwards() -> None:
    scanned = item("secrets", evidence="The scan's report", evidence_required=True)
    request = submit(step("legal"), checklist=(scanned,))
    request = approve(mark(request, "secrets", evidence="https://ci.example.org/1"), "legal")
    with pytest.raises(AlreadyDecided):
        mark(request, "secrets", evidence="https://ci.example.org/2")
    with pytest.raises(AlreadyDecided):
        mark(request, "secrets", NOT_APPLICABLE, note="No files")
    assert mark(request, "secrets", evidence="https://ci.example.org/1") is request


def test_when_no_step_can_go_on_it_is_the_turn_of_those_who_own_what_blocks() -> None:
    request = submit(step("legal"), checklist=(item("rights"), OWN))
    assert request.waiting_on == ("legal",)
    asked = reviewing.ask(request, "legal", "Who wrote it?", by=reviewer(LEGAL), now=LATER)
    assert (asked.waiting_on, asked.state) == (("legal", "requester"), State.IN_REVIEW)
    only_own = mark(asked, "rights")
    assert (only_own.waiting_on, only_own.state) == (("requester",), State.WAITING_FOR_REQUESTER)


EDITED = kind_of(
    fields=[
        {"name": "what", "label": "What?", "type": "text"},
        {"name": "where", "label": "Where?", "type": "text"},
        {"name": "ready", "label": "Ready?", "type": "yes_no"},
    ],
    steps=[{"rule": "look", "group": "ospo", "because": "Somebody looks."}],
    checklist=[
        {"rule": "scan", "title": "Scanned", "owner": "legal", "shows": ["where"]},
        {"rule": "words", "title": "Words", "owner": "legal"},
        {"rule": "files", "title": "Files", "owner": "requester", "auto": "answers.ready"},
        {"rule": "late", "title": "Late", "owner": "legal", "when": "!answers.ready", "blocker": False},
    ],
)
STAFF = Staff({"ospo": people("ospo"), "legal": people("legal", "requester")})


def asked(**answers: str | bool) -> tuple[Item, ...]:
    route = Policy(EDITED).route({"what": "It", **answers}, {})
    return checklist_for(route, REQUESTER, organization(), STAFF)


def edited(request: Request, **answers: str | bool) -> Request:
    given: Answers = {"what": "It", **answers}
    wanted = proposal(step("legal"), step("ospo"), answers=given, checklist=asked(**answers))
    return lifecycle.revise(EDITED, request, wanted, by=REQUESTER, revision=request.revision, now=LATER)


def test_an_edit_opens_the_items_again_that_look_at_what_was_edited() -> None:
    answers: Answers = {"what": "It", "where": "Here", "ready": False}
    request = submit(step("legal"), step("ospo"), answers=answers, checklist=asked(where="Here", ready=False))
    request = approve(request, "legal", LEGAL, "Add the notices")
    for name in ("scan", "words", "late"):
        request = mark(request, name)
    after = edited(request, where="There", ready=True)
    assert states(after) == {"scan": "open", "words": "done", "files": "done"}, "the condition went with its approval"
    assert contradicted(after) == []
    assert states(edited(mark(after, "files", OPEN, REQUESTER), where="There", ready=True))["files"] == "open"


def test_an_item_goes_to_the_first_group_in_which_somebody_else_can_clear_it() -> None:
    route = Policy(kind_of(checklist=[{"rule": "one", "title": "One", "owner": "ip"}])).route({"what": "It"}, {})
    [one] = checklist_for(route, REQUESTER, organization(), STAFF)
    assert (one.owner, one.asked_for) == ("legal", "ip")
    with pytest.raises(NobodyToDecide):
        checklist_for(route, person("legal"), organization(), Staff({"legal": people("legal")}))


def test_a_checklist_that_says_another_thing_than_its_events_is_found() -> None:
    request = mark(submit(step("legal"), checklist=(item("rights"), OWN)), "rights", note="Read it")
    assert contradicted(request) == []
    rights, files = request.checklist
    assert rights.mark
    forged = rights.mark.model_copy(update={"note": "Did not read it"})
    for checklist_ in (
        (rights.model_copy(update={"mark": None}), files),
        (rights.model_copy(update={"mark": forged}), files),
        (rights, files.model_copy(update={"mark": rights.mark})),
        (rights.model_copy(update={"blocker": False}), files),
        (files,),
        (),
    ):
        assert contradicted(request.model_copy(update={"checklist": checklist_})) != [], checklist_


def test_an_approval_after_the_last_blocker_was_cleared_names_nobody() -> None:
    answers: Answers = {"what": "It", "where": "Here", "ready": True}
    request = submit(step("legal"), step("ospo"), answers=answers, checklist=asked(where="Here", ready=True))
    request = approve(request, "legal")
    wanted = proposal(step("legal"), answers=answers, checklist=request.checklist)
    waits = lifecycle.revise(EDITED, request, wanted, by=REQUESTER, revision=1, now=LATER)
    assert (waits.state, waits.waiting_on) == (State.IN_REVIEW, ("legal",))
    after = mark(mark(waits, "scan"), "words")
    assert after.decision
    assert (after.state, after.decision.by) == (State.APPROVED, None)
    assert contradicted(after) == []
    assert saved(after).checklist == after.checklist
