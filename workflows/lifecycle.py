# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The life of a request as its requester and the clock drive it; docs/lifecycle.md has the whole table.

Each transition takes a request and returns the next. Time, ids and people come in as arguments, and every transition
records what happened, for the chain of events. Reviews stand in reviewing.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workflows import checklist
from workflows.checklist import settled
from workflows.errors import NotPossibleNow, StaleRevision
from workflows.facts import Answers, Fact
from workflows.items import Item
from workflows.kind import ALL_GROUPS, RequestKind
from workflows.model import unchecked
from workflows.overturned import given_to_others
from workflows.owing import tick_by
from workflows.people import Person
from workflows.recorded import NOT_IN_TIME, NOTHING_MISSING, asked_data, asked_texts
from workflows.request import Request, State, Step, StepState
from workflows.route import Route
from workflows.stages import staged
from workflows.transitions import by_requester, closed_question, decided, happened, still_open


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked, with the route and the steps that follow from it: the content of a submission or revision."""

    title: str
    answers: Answers
    facts: Mapping[str, Fact]
    route: Route
    steps: tuple[Step, ...]
    checklist: tuple[Item, ...] = ()


def within_embargo(request: Request, proposal: Proposal) -> Proposal:
    """What may be stored of an edit of a request, or of another one that asks it again.

    Until a person has lifted the embargo, one that would lead into the open keeps the private route, and the group
    that decides there: no answer of the requester alone makes public what is told to one group (domain.md §6).
    """
    if not request.under_embargo or proposal.route.private:
        return proposal
    steps = tuple(Step.asked(step, (step.group,), request.workspace) for step in request.route.steps)
    return replace(proposal, title="", route=request.route, steps=steps, checklist=())


def submit(
    kind: RequestKind,
    proposal: Proposal,
    *,
    id: str,  # noqa: A002 - the field's own name
    number: int,
    requester: Person,
    now: datetime,
    follows: int = 0,
) -> Request:
    """A new request. A lane that decides at once gives an approved one, on the facts that it carries.

    ``follows`` is the number of the ended request that it asks again.
    """
    asked = {"state": StepState.WAITING} if proposal.route.stages else {"since": now}
    request = _request(
        workspace=requester.workspace,
        id=id,
        number=number,
        kind=kind.name,
        title=proposal.title,
        requester=requester,
        state=State.IN_REVIEW,
        answers=proposal.answers,
        facts=dict(proposal.facts),
        route=proposal.route,
        steps=tuple(step.model_copy(update=asked) for step in proposal.steps),
        checklist=proposal.checklist,
        submitted_at=now,
        changed_at=now,
        follows=follows,
    )
    request = happened(request, "submitted", now, requester, asked_data(request), asked_texts(request))
    if proposal.route.outcome != "approve":
        return staged(request, now)
    return decided(request, State.APPROVED, now, because=proposal.route.because.text)


_request = unchecked(Request)


def revise(
    kind: RequestKind, request: Request, proposal: Proposal, *, by: Person, revision: int, now: datetime
) -> Request:
    """Edit what is asked: the revision rises, the route is new, and reviews of affected groups are dropped.

    A group's reviews stay when its step is sticky, or when no changed field affects it and it is asked for no new
    reason. Open questions are closed by the edit. Raises NotTheRequester, AlreadyDecided or StaleRevision.
    """
    by_requester(request, by)
    still_open(request)
    if revision != request.revision:
        raise StaleRevision(request.name, request.revision)
    return rerouted(kind, request, proposal, by=by, now=now)


def rerouted(kind: RequestKind, request: Request, proposal: Proposal, *, by: Person, now: datetime) -> Request:
    """The next revision of an open request, as it is asked and routed now; private still while it is under embargo."""
    proposal = within_embargo(request, proposal)
    changed = _changed(request.answers, proposal.answers)
    found_out = {name for name, fact in proposal.facts.items() if request.facts.get(name) != fact}
    affected = {group for name in changed for group in _affects(kind, name)}
    before = {step.name: step for step in request.steps}
    steps = [given_to_others(step, request.overturned) for step in proposal.steps]
    revised = request.model_copy(
        update={
            "title": proposal.title,
            "answers": proposal.answers,
            "facts": dict(proposal.facts),
            "route": proposal.route,
            "steps": tuple(_kept(step, before.get(step.name), affected, now) for step in steps),
            "questions": tuple(closed_question(question, now) for question in request.questions),
            "revision": request.revision + 1,
        }
    )
    items = checklist.kept(kind, revised, proposal.checklist, changed | found_out)
    revised = checklist.with_conditions(revised.model_copy(update={"checklist": items}))
    data = asked_data(revised) | {"changed": sorted(changed)}
    data |= {"kept": {step.name: len(step.reviews) for step in revised.steps if step.reviews}}
    data |= {"kept_items": [item.name for item in revised.checklist if item.mark]} if revised.checklist else {}
    revised = happened(revised, "revised", now, by, data, asked_texts(revised))
    if proposal.route.outcome == "approve":
        return decided(revised, State.APPROVED, now, because=proposal.route.because.text)
    return settled(revised, now, NOTHING_MISSING)  # where nothing is open any more, nobody decided anything now


def withdraw(request: Request, *, by: Person, now: datetime) -> Request:
    """Take a request back. Raises NotTheRequester or AlreadyDecided."""
    by_requester(request, by)
    still_open(request)
    return decided(request, State.WITHDRAWN, now, by=by)


def expire(request: Request, *, now: datetime) -> Request:
    """Close a request that has waited for its requester for too long. Never approves, nor for want of reviewers.

    Raises AlreadyDecided, or NotPossibleNow while it waits for others or not for long enough.
    """
    still_open(request)
    waits = request.state is State.WAITING_FOR_REQUESTER
    if not waits or request.expires_at is None or now < request.expires_at:
        raise NotPossibleNow(request.name, "close it", "not yet due to expire")
    return decided(request, State.EXPIRED, now, because=NOT_IN_TIME)


def link(request: Request, pull_request: str, *, by: Person, now: datetime) -> Request:
    """Record where the approved work went; the same address again is the request itself.

    Raises NotTheRequester or NotPossibleNow.
    """
    by_requester(request, by)
    if request.state is not State.APPROVED:
        raise NotPossibleNow(request.name, "link a pull request to it", request.state.words)
    if request.pull_request == pull_request:
        return request
    request = request.model_copy(update={"pull_request": pull_request})
    request = happened(request, "linked", now, by, {}, {"pull_request": pull_request})
    return tick_by(request, "link", by=by, now=now, evidence=pull_request)


def _kept(step: Step, before: Step | None, affected: set[str], now: datetime) -> Step:
    fresh = step.model_copy(update={"since": now})
    if step.stage:  # it is asked when its stage comes; a message that was sent already is edited until then
        fresh = step.model_copy(update={"state": StepState.WAITING, "since": before.since if before else None})
    if before is None:
        return fresh
    untouched = ALL_GROUPS not in affected and affected.isdisjoint({step.group, *step.asked_for})
    asked_anew = not set(step.because) <= set(before.because)
    if not (step.sticky or (untouched and not asked_anew)) or before.quorum < step.quorum:
        return fresh
    state = StepState.OPEN if before.state is StepState.ASKING else before.state
    kept = {
        "state": state,
        "reviews": before.reviews,
        "taken_by": before.taken_by,
        "handed": before.handed,
        "since": before.since,
    }
    return step.model_copy(update=kept | {"clock": before.clock.running("requester", now)})


def _changed(before: Answers, after: Answers) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _affects(kind: RequestKind, name: str) -> tuple[str, ...]:
    field = kind.by_name.get(name)
    return field.affects if field else (ALL_GROUPS,)
