# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of docs/lifecycle.md, walked cell by cell against the code."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from tests.support.house import ROOT
from tests.support.inventories import an_inventory
from tests.support.office import MONDAY, REQUESTER, contribution, item, person, proposal, step, submitted
from workflows import (
    appealing,
    assigning,
    attaching,
    checklist,
    exporting,
    launching,
    lifecycle,
    overturning,
    owing,
    reminding,
    reviewing,
    reviving,
)
from workflows.clocks import wound
from workflows.errors import Refusal
from workflows.items import ItemState
from workflows.obligations import ObligationState
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, State, StepState, Verdict
from workflows.reviewing import Reviewer
from workflows.route import Outcome, RouteObligation, RouteStage
from workflows.staffing import Staff
from workflows.working_hours import Calendar

LEGAL, SECOND, OSPO, STRANGER = (person(name) for name in ("legal", "second", "ospo", "stranger"))
GROUPS = {LEGAL: {"legal"}, SECOND: {"legal"}, OSPO: {"ospo"}, REQUESTER: {"legal", "ospo"}}
STAFF = Staff({"legal": frozenset({LEGAL, SECOND}), "ospo": frozenset({OSPO})})
LATER = MONDAY + timedelta(days=1)
TOO_LATE = LATER + timedelta(days=60)
ADDRESS = "https://forge.example.org/public"
DAY = LATER.date() + timedelta(days=14)
STAGES = (RouteStage(name="triage", title="Triage"), RouteStage(name="review", title="Review"))
#: Actions on a step that has its verdict.
BACK = {"undo", "open again"}
#: Actions on the checklist and the launch.
WORK = {"clear", "reopen", "schedule", "publish"}
NOTHING = "\u2013"
Action = Callable[[Request, Person], Request]


def tables() -> list[list[dict[str, str]]]:
    """The page's tables, each a list of rows by column."""
    found: list[list[dict[str, str]]] = []
    header: list[str] = []
    for line in (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            header = []
        elif not header:
            header = cells
            found.append([])
        elif set("".join(cells)) != {"-"}:
            found[-1].append(dict(zip(header, cells, strict=True)))
    return found


WHEN, OWED, WHO = tables()


def reviewer(by: Person) -> Reviewer:
    return Reviewer(by, frozenset(GROUPS.get(by, ())), revision=1)


def gives(verdict: Verdict, **words: object) -> Action:
    return lambda request, by: reviewing.review(
        request,
        "legal",
        verdict,
        by=reviewer(by),
        now=LATER,
        **words,  # type: ignore[arg-type]  # reason, conditions
    )


def asks(request: Request, by: Person, group: str = "legal") -> Request:
    question = f"Where is it from? ({len(request.questions)})"  # the same one again is asked already
    asked = reviewing.ask(request, group, question, by=reviewer(by), now=LATER)
    return wound(asked, request, Organization())


def revises(request: Request, by: Person) -> Request:
    asked = proposal(step("legal"), answers={"title": "Another"})
    return lifecycle.revise(contribution(), request, asked, by=by, revision=1, now=LATER)


def revises_to_something_small(request: Request, by: Person) -> Request:
    asked = proposal(outcome="approve")
    return lifecycle.revise(contribution(), request, asked, by=by, revision=1, now=LATER)


def revives(outcome: Outcome = "review") -> Action:
    asked = proposal(step("legal")) if outcome == "review" else proposal(outcome=outcome)
    return lambda request, by: reviving.revive(
        contribution(), request, asked, Organization(), by=by, groups=GROUPS.get(by, ()), now=TOO_LATE
    )


def marks(state: ItemState, note: str = "") -> Action:
    return lambda request, by: checklist.mark(request, "rights", state, by=reviewer(by), now=LATER, note=note)


def exports(request: Request, by: Person) -> Request:
    """The requester is of legal here: as somebody of the OSPO they may."""
    groups = frozenset(GROUPS.get(by, ())) - ({"ospo"} if by == REQUESTER else set())
    exporting.check_export(request, Reviewer(by, groups, revision=1))
    return exporting.exported(request, "0" * 64, events=len(request.happened), by=by, now=LATER)


def undoes(request: Request, by: Person) -> Request:
    at = LATER + timedelta(minutes=2)
    return overturning.undo(request, "legal", by=reviewer(by), now=at)


def opens_again(request: Request, by: Person) -> Request:
    return overturning.reopen(request, "legal", "The license changed", by=reviewer(by), now=LATER)


def appeals(request: Request, by: Person) -> Request:
    who = Staff({"legal": frozenset({LEGAL, SECOND}), "ospo": frozenset({OSPO})})
    return appealing.appeal(request, "It is harmless", by=by, organization=Organization(), staff=who, now=LATER)


ACTIONS: dict[str, tuple[Action, ...]] = {
    "approve": (gives(Verdict.APPROVE),),
    "approve with conditions": (gives(Verdict.APPROVE_WITH_CONDITIONS, conditions=("Only the parser",)),),
    "decline": (gives(Verdict.DECLINE, reason="We keep that"),),
    "ask": (asks,),
    "answer": (lambda request, by: reviewing.answer(request, 1, "From us", by=by, now=LATER),),
    "revise": (revises, revises_to_something_small),
    "attach": (lambda request, by: attaching.attach(request, an_inventory(by), now=LATER),),
    "withdraw": (lambda request, by: lifecycle.withdraw(request, by=by, now=LATER),),
    "undo": (undoes,),
    "open again": (opens_again,),
    "appeal": (appeals,),
    "take": (lambda request, by: assigning.take(request, "legal", by=reviewer(by), now=LATER),),
    "assign": (
        lambda request, by: assigning.assign(request, "legal", SECOND, by=reviewer(by), now=LATER, staff=STAFF),
    ),
    "revive": (revives(), revives(outcome="approve")),
    "snooze": (lambda request, by: reminding.snooze(request, "legal", Organization(), by=reviewer(by), now=LATER),),
    "expire": (lambda request, _: lifecycle.expire(request, now=TOO_LATE),),
    "link": (lambda request, by: lifecycle.link(request, "https://forge.example.org/1", by=by, now=LATER),),
    "tick": (
        lambda request, by: owing.tick(
            request, "publish", by=by, groups=GROUPS.get(by, ()), calendar=Calendar(), now=LATER
        ),
    ),
    "waive": (
        lambda request, by: owing.waive(
            request, "publish", "It is public", by=by, groups=GROUPS.get(by, ()), now=LATER
        ),
    ),
    "clear": (marks(ItemState.DONE), marks(ItemState.NOT_APPLICABLE, note="We own all of it")),
    "reopen": (marks(ItemState.OPEN),),
    "schedule": (lambda request, by: launching.schedule(request, DAY, by=reviewer(by), now=LATER),),
    "publish": (lambda request, by: launching.publish(request, ADDRESS, by=reviewer(by), now=LATER),),
    "export": (exports,),
}


def in_state(state: State) -> list[Request]:
    """Requests of every shape in which a request can be in that state."""
    one, two = submitted(step("legal")), submitted(step("legal"), step("ospo"))
    pair = submitted(step("legal", quorum=2))
    match state:
        case State.IN_REVIEW:
            return [one, two, pair, asks(two, OSPO, "ospo"), asks(two, LEGAL), blocked(), staged(), cleared()]
        case State.WAITING_FOR_REQUESTER:
            asked = asks(one, LEGAL)
            return [asked, asks(asks(two, LEGAL), OSPO, "ospo"), asks(asked, SECOND)]
        case State.APPROVED:
            return [owed(gives(Verdict.APPROVE)(one, SECOND)), owed(submitted(outcome="approve"))]
        case State.DECLINED:
            return [gives(Verdict.DECLINE, reason="No")(two, SECOND)]
        case State.WITHDRAWN:
            return [lifecycle.withdraw(one, by=REQUESTER, now=LATER)]
        case State.EXPIRED:
            return [lifecycle.expire(asks(one, LEGAL), now=TOO_LATE)]


def with_a_verdict(state: State) -> list[Request]:
    """Requests in that state of which legal has decided its step: just now, long ago, and a colleague just now."""
    two = submitted(step("legal"), step("ospo"))
    just_now, by_colleague = (gives(Verdict.APPROVE)(two, who) for who in (LEGAL, SECOND))
    long_ago = reviewing.review(two, "legal", Verdict.APPROVE, by=reviewer(LEGAL), now=MONDAY)
    shapes = [just_now, long_ago, by_colleague]
    match state:
        case State.IN_REVIEW:
            return [*shapes, two]
        case State.WAITING_FOR_REQUESTER:
            return [asks(one, OSPO, "ospo") for one in shapes]
        case State.APPROVED:
            return [reviewing.review(one, "ospo", Verdict.APPROVE, by=reviewer(OSPO), now=LATER) for one in shapes]
        case State.DECLINED:
            declines = gives(Verdict.DECLINE, reason="No")
            one = submitted(step("legal"))
            old = reviewing.review(one, "legal", Verdict.DECLINE, by=reviewer(LEGAL), now=MONDAY, reason="No")
            return [declines(one, LEGAL), old, declines(one, SECOND)]
        case State.WITHDRAWN:
            return [lifecycle.withdraw(just_now, by=REQUESTER, now=LATER)]
        case State.EXPIRED:
            return [lifecycle.expire(asks(asks(two, LEGAL), OSPO, "ospo"), now=TOO_LATE)]


def declined_before() -> list[Request]:
    """Declined by legal just now, after an appeal, and long ago."""
    declines, one = gives(Verdict.DECLINE, reason="No"), submitted(step("legal"))
    just_now = declines(one, SECOND)
    long_ago = MONDAY - timedelta(days=30)
    old = reviewing.review(one, "legal", Verdict.DECLINE, by=reviewer(SECOND), now=long_ago, reason="No")
    return [just_now, declines(appeals(just_now, REQUESTER), LEGAL), old]


def owed(request: Request) -> Request:
    """With something that the requester owes."""
    route = request.route.model_copy(update={"obligations": (RouteObligation(rule="publish", text="Publish it."),)})
    return owing.settled(request.model_copy(update={"route": route}), None, Organization())


def blocked() -> Request:
    """One that lacks one approval, and has a blocking item of legal."""
    return submitted(step("legal"), checklist=(item("rights"),))


def cleared() -> Request:
    """The same with its checklist cleared."""
    return checklist.mark(blocked(), "rights", ItemState.DONE, by=reviewer(LEGAL), now=LATER)


def staged() -> Request:
    """One in which the OSPO comes before legal."""
    second = step("legal", stage="review").model_copy(update={"name": "legal"})
    return submitted(step("ospo", stage="triage"), second, stages=STAGES)


def with_work(request: Request) -> Request:
    """The same with a checklist, as something that becomes public."""
    route = request.route.model_copy(update={"launch_group": "ospo"})
    return request.model_copy(update={"checklist": (item("rights"),), "route": route})


def with_every_approval(request: Request) -> Request:
    """One of which every step has approved, such as after an edit, while its checklist is open."""
    steps = tuple(one.model_copy(update={"state": StepState.APPROVED}) for one in request.steps)
    return request.model_copy(update={"steps": steps})


def actors(action: str) -> Person:
    row = next(row for row in WHO if row["Action"] == action)
    return REQUESTER if row["requester"] == "yes" else LEGAL if row["reviewer"] == "yes" else OSPO


def follows(request: Request, actions: Iterable[Action], by: Person) -> set[str]:
    """The states that follow, or the name of the refusal."""
    outcomes = set()
    for action in actions:
        try:
            outcomes.add(action(request, by).state.words)
        except Refusal as refusal:
            outcomes.add(type(refusal).__name__)
    return outcomes


def applies(action: str, request: Request) -> bool:
    """Whether the request has what the action is about: a question, or (not after the fast lane) a step."""
    if action == "answer":
        return bool(request.questions) or not request.state.open
    return bool(request.steps) or action in {"revise", "attach", "withdraw", "expire", "link", "tick", "waive"}


def shapes_for(action: str, state: State) -> list[Request]:
    """The requests that the cells of an action are about."""
    if action == "appeal" and state is State.DECLINED:
        return declined_before()
    if action in BACK:
        return with_a_verdict(state)
    if action not in WORK:
        return [request for request in in_state(state) if applies(action, request)]
    shapes = [with_work(request) for request in in_state(state) if not request.checklist and not request.route.stages]
    return [*shapes, with_every_approval(shapes[0])] if action == "clear" and state is State.IN_REVIEW else shapes


def cells() -> list[tuple[str, State, str]]:
    return [(row["Action"], state, row[state.words]) for row in WHEN if row["Action"] != "submit" for state in State]


@pytest.mark.parametrize("action,state,cell", cells())
def test_every_cell_of_the_state_table_is_what_the_code_does(action: str, state: State, cell: str) -> None:
    shapes = shapes_for(action, state)
    by = LEGAL if action == "expire" else actors(action)
    found = set[str]().union(*(follows(request, ACTIONS[action], by) for request in shapes))
    assert found == set(cell.split(", "))


def test_a_submission_is_in_review_or_approved_and_nothing_else_makes_a_request() -> None:
    row = next(row for row in WHEN if row["Action"] == "submit")
    assert {submitted(step("legal")).state.words, submitted(outcome="approve").state.words} == set(
        row["new"].split(", ")
    )
    assert {row[state.words] for state in State} == {NOTHING}
    assert {other["new"] for other in WHEN if other is not row} == {NOTHING}


def test_the_table_has_every_action_and_every_state() -> None:
    assert [row["State"] for row in OWED] == [state.words for state in ObligationState]
    assert [row["Action"] for row in WHEN] == ["submit", *ACTIONS]
    assert [row["Action"] for row in WHO] == [action for action in ACTIONS if action != "expire"]
    assert set(WHEN[0]) == {"Action", "new", *(state.words for state in State)}


@pytest.mark.parametrize("row", WHO, ids=lambda row: row["Action"])
@pytest.mark.parametrize(
    "column,by",
    [("requester", REQUESTER), ("reviewer", LEGAL), ("another group's", OSPO), ("anybody else", STRANGER)],
)
def test_every_cell_of_the_rights_table_is_what_the_code_does(row: dict[str, str], column: str, by: Person) -> None:
    action = row["Action"]
    after = {"link", "tick", "waive", "schedule", "publish"}
    state = State.APPROVED if action in after else State.WAITING_FOR_REQUESTER
    state = {"snooze": State.IN_REVIEW, "revive": State.EXPIRED, "appeal": State.DECLINED}.get(action, state)
    request = shapes_for(action, state)[0]
    refused = follows(request, ACTIONS[action], by) - {state.words for state in State}
    assert refused == (set() if row[column] == "yes" else {row[column]})


@pytest.mark.parametrize("action", ["approve", "decline", "ask", "take", "assign"])
def test_who_has_no_right_is_told_so_even_when_all_is_decided(action: str) -> None:
    for state in State:
        request = in_state(state)[0]
        assert follows(request, ACTIONS[action], STRANGER) == {"NotAReviewer"}
        assert follows(request, ACTIONS[action], REQUESTER) == {"OwnRequest"}
