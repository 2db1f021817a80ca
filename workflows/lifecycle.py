# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What may happen to a request. Each transition takes a request and returns the next; docs/lifecycle.md has the table.

Time and people come in as arguments. Every transition records what happened, for the chain of events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workflows.errors import (
    AlreadyDecided,
    NotAReviewer,
    NotPossibleNow,
    NotTheRequester,
    OneVoteOnly,
    OwnRequest,
    StaleRevision,
    TextNeeded,
)
from workflows.facts import Answers, Fact
from workflows.kind import ALL_GROUPS, RequestKind
from workflows.people import Person
from workflows.request import Decision, Happening, Question, Request, Review, State, Step, StepState, Verdict
from workflows.route import Route


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked, with the route and the steps that follow from it: the content of a submission or revision."""

    title: str
    answers: Answers
    facts: Mapping[str, Fact]
    route: Route
    steps: tuple[Step, ...]
    due_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who acts on a step: who, the groups they decide for now, and the revision they looked at."""

    person: Person
    groups: frozenset[str]
    revision: int


def submit(
    kind: RequestKind,
    proposal: Proposal,
    *,
    id: str,  # noqa: A002 - the field's own name
    number: int,
    requester: Person,
    now: datetime,
) -> Request:
    """A new request. A lane that decides at once gives an approved one, on the facts that it carries."""
    request = Request.model_construct(
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
        steps=tuple(step.model_copy(update={"since": now}) for step in proposal.steps),
        submitted_at=now,
        changed_at=now,
        due_at=proposal.due_at,
        expires_at=proposal.expires_at,
    )
    request = _happened(request, "submitted", now, requester, _asked_data(request), _asked_texts(request))
    if proposal.route.outcome != "approve":
        return request
    return _decided(request, State.APPROVED, now, because=proposal.route.because.text)


def review(
    request: Request,
    step: str,
    verdict: Verdict,
    *,
    by: Reviewer,
    now: datetime,
    reason: str = "",
    conditions: tuple[str, ...] = (),
    distinct: tuple[tuple[str, ...], ...] = (),
) -> Request:
    """Record one review of an open step; the last approval, or one decline, decides the request.

    Raises AlreadyDecided, OwnRequest, NotAReviewer, StaleRevision, OneVoteOnly or TextNeeded.
    """
    reviewed = _reviewable(request, step, by)
    _check_one_vote(request, reviewed, by.person, distinct)
    if verdict is Verdict.DECLINE and not reason.strip():
        raise TextNeeded("the reason for declining")
    if verdict is Verdict.APPROVE_WITH_CONDITIONS and not conditions:
        raise TextNeeded("at least one condition")
    given = Review(
        reviewer=by.person,
        role=reviewed.group,
        verdict=verdict,
        at=now,
        revision=request.revision,
        reason=reason.strip(),
        conditions=conditions,
    )
    after = reviewed.model_copy(update={"reviews": (*reviewed.reviews, given)})
    after = after.model_copy(update={"state": _state_after(after, verdict)})
    data = {"step": step, "role": reviewed.group, "verdict": verdict.value, "revision": request.revision}
    texts = {"reason": given.reason} | {f"condition.{n}": text for n, text in enumerate(conditions, 1)}
    request = _happened(_with_step(request, after), "reviewed", now, by.person, data, texts)
    return _settled(request, given, now)


def ask(request: Request, step: str, text: str, *, by: Reviewer, now: datetime) -> Request:
    """Ask the requester; the asking step pauses until the answer. Raises like review."""
    asking = _reviewable(request, step, by)
    if not text.strip():
        raise TextNeeded("the question")
    question = Question(number=len(request.questions) + 1, step=step, by=by.person, at=now, text=text.strip())
    request = _with_step(request, asking.model_copy(update={"state": StepState.ASKING}))
    request = request.model_copy(update={"questions": (*request.questions, question)})
    data = {"step": step, "role": asking.group, "question": question.number, "revision": request.revision}
    return _waiting(_happened(request, "asked", now, by.person, data, {"question": question.text}))


def answer(request: Request, number: int, text: str, *, by: Person, now: datetime) -> Request:
    """Answer a question; its step goes on. Raises NotTheRequester, NotPossibleNow, AlreadyDecided or TextNeeded."""
    _by_requester(request, by)
    _still_open(request)
    question = next((one for one in request.questions if one.number == number), None)
    if question is None or question.answered_at is not None:
        raise NotPossibleNow(request.name, "answer that question", "no longer waiting for that answer")
    if not text.strip():
        raise TextNeeded("your answer")
    answered = question.model_copy(update={"answer": text.strip(), "answered_at": now})
    questions = tuple(answered if one.number == number else one for one in request.questions)
    request = request.model_copy(update={"questions": questions})
    if not any(one.step == question.step and one.answered_at is None for one in questions):
        request = _resumed(request, question.step, now)
    data = {"step": question.step, "question": number, "revision": request.revision}
    return _waiting(_happened(request, "answered", now, by, data, {"answer": answered.answer}))


def revise(
    kind: RequestKind, request: Request, proposal: Proposal, *, by: Person, revision: int, now: datetime
) -> Request:
    """Edit what is asked: the revision rises, the route is new, and reviews of affected groups are dropped.

    A group's reviews stay when no changed field affects it, or when its step is sticky. Open questions are closed by
    the edit. Raises NotTheRequester, AlreadyDecided or StaleRevision.
    """
    _by_requester(request, by)
    _still_open(request)
    if revision != request.revision:
        raise StaleRevision(request.name, request.revision)
    changed = _changed(request.answers, proposal.answers)
    affected = {group for name in changed for group in _affects(kind, name)}
    before = {step.name: step for step in request.steps}
    revised = request.model_copy(
        update={
            "title": proposal.title,
            "answers": proposal.answers,
            "facts": dict(proposal.facts),
            "route": proposal.route,
            "steps": tuple(_kept(step, before.get(step.name), affected, now) for step in proposal.steps),
            "questions": tuple(_closed(question, now) for question in request.questions),
            "revision": request.revision + 1,
            "due_at": proposal.due_at,
            "expires_at": proposal.expires_at,
        }
    )
    data = _asked_data(revised) | {"changed": sorted(changed)}
    revised = _happened(revised, "revised", now, by, data, _asked_texts(revised))
    if proposal.route.outcome == "approve":
        return _decided(revised, State.APPROVED, now, because=proposal.route.because.text)
    if revised.steps and all(step.state is StepState.APPROVED for step in revised.steps):
        last = max((r for step in revised.steps for r in step.reviews), key=lambda one: one.at)
        return _decided(revised, State.APPROVED, now, by=last.reviewer, role=last.role)
    return _waiting(revised)


def withdraw(request: Request, *, by: Person, now: datetime) -> Request:
    """Take a request back. Raises NotTheRequester or AlreadyDecided."""
    _by_requester(request, by)
    _still_open(request)
    return _decided(request, State.WITHDRAWN, now, by=by)


def expire(request: Request, *, now: datetime) -> Request:
    """Close a request that was not decided in time. Never approves. Raises AlreadyDecided, or NotPossibleNow early."""
    _still_open(request)
    if request.expires_at is None or now < request.expires_at:
        raise NotPossibleNow(request.name, "close", "not yet due to expire")
    return _decided(request, State.EXPIRED, now, because="It was not decided in time.")


def take(request: Request, step: str, *, by: Reviewer, now: datetime, person: Person | None = None) -> Request:
    """A reviewer takes a step, or hands it to a colleague of the group. Others of the group may still decide."""
    taken = _reviewable(request, step, by)
    holder = person or by.person
    if holder == request.requester:
        raise OwnRequest(request.name)
    request = _with_step(request, taken.model_copy(update={"taken_by": holder}))
    return _happened(request, "taken", now, by.person, {"step": step}, {"holder": holder.id})


def link(request: Request, pull_request: str, *, by: Person, now: datetime) -> Request:
    """Record where the approved work went. Raises NotTheRequester or NotPossibleNow."""
    _by_requester(request, by)
    if request.state is not State.APPROVED:
        raise NotPossibleNow(request.name, "link a pull request to", request.state.words)
    request = request.model_copy(update={"pull_request": pull_request})
    return _happened(request, "linked", now, by, {}, {"pull_request": pull_request})


def _reviewable(request: Request, name: str, by: Reviewer) -> Step:
    """The step, if this reviewer may act on it now. Rights come first, so that nobody learns more than they may."""
    step = request.step(name)
    if by.person == request.requester:
        raise OwnRequest(request.name)
    if step.person is not None and by.person != step.person:
        raise NotAReviewer(step.person.mention)
    if step.person is None and step.group not in by.groups:
        raise NotAReviewer(step.group)
    _still_open(request)
    if by.revision != request.revision:
        raise StaleRevision(request.name, request.revision)
    if not step.open:
        last = step.reviews[-1].reviewer.mention if step.reviews else ""
        raise AlreadyDecided(request.name, f"{step.state.value} for {step.group}", last)
    return step


def _check_one_vote(request: Request, step: Step, person: Person, distinct: tuple[tuple[str, ...], ...]) -> None:
    if any(review.reviewer == person for review in step.reviews):
        raise OneVoteOnly(request.name, step.group)
    for groups in distinct:
        if step.group in groups and any(
            other.group in groups and other.name != step.name and any(r.reviewer == person for r in other.reviews)
            for other in request.steps
        ):
            raise OneVoteOnly(request.name, step.group)


def _still_open(request: Request) -> None:
    if not request.state.open:
        by = request.decision.by.mention if request.decision and request.decision.by else ""
        raise AlreadyDecided(request.name, request.state.words, by)


def _by_requester(request: Request, person: Person) -> None:
    if person != request.requester:
        raise NotTheRequester(request.name)


def _state_after(step: Step, verdict: Verdict) -> StepState:
    if verdict is Verdict.DECLINE:
        return StepState.DECLINED
    return StepState.APPROVED if len(step.reviews) >= step.quorum else step.state


def _settled(request: Request, given: Review, now: datetime) -> Request:
    """Decide the request when this review was the one that decides it."""
    if given.verdict is Verdict.DECLINE:
        return _decided(request, State.DECLINED, now, by=given.reviewer, role=given.role, because=given.reason)
    if all(step.state is StepState.APPROVED for step in request.steps):
        return _decided(request, State.APPROVED, now, by=given.reviewer, role=given.role)
    ended = {step.name for step in request.steps if not step.open}
    questions = tuple(_closed(q, now) if q.step in ended else q for q in request.questions)
    return _waiting(request.model_copy(update={"questions": questions}))


def _decided(
    request: Request, outcome: State, now: datetime, *, by: Person | None = None, role: str = "", because: str = ""
) -> Request:
    expires = now + timedelta(days=request.route.term_days) if outcome is State.APPROVED else None
    steps = tuple(s.model_copy(update={"state": StepState.CANCELLED}) if s.open else s for s in request.steps)
    decision = Decision(outcome=outcome, at=now, by=by, role=role, because=because)
    changes = {"state": outcome, "steps": steps, "decision": decision, "expires_at": expires, "due_at": None}
    request = request.model_copy(update=changes | {"questions": tuple(_closed(q, now) for q in request.questions)})
    data = {"outcome": outcome.value, "role": role, "lane": request.route.lane, "revision": request.revision}
    return _happened(request, "decided", now, by, data)


def _waiting(request: Request) -> Request:
    """In review while any step can proceed; else waiting for the requester."""
    asking = request.open_question is not None and not any(s.state is StepState.OPEN for s in request.steps)
    return request.model_copy(update={"state": State.WAITING_FOR_REQUESTER if asking else State.IN_REVIEW})


def _resumed(request: Request, name: str, now: datetime) -> Request:
    step = request.step(name)
    if step.state is not StepState.ASKING:
        return request
    return _with_step(request, step.model_copy(update={"state": StepState.OPEN, "since": now}))


def _kept(step: Step, before: Step | None, affected: set[str], now: datetime) -> Step:
    fresh = step.model_copy(update={"since": now})
    if before is None:
        return fresh
    untouched = ALL_GROUPS not in affected and affected.isdisjoint({step.group, *step.asked_for})
    if not (step.sticky or untouched) or before.quorum < step.quorum:
        return fresh
    state = StepState.OPEN if before.state is StepState.ASKING else before.state
    kept = {"state": state, "reviews": before.reviews, "taken_by": before.taken_by, "since": before.since}
    return step.model_copy(update=kept)


def _closed(question: Question, now: datetime) -> Question:
    return question if question.answered_at else question.model_copy(update={"answered_at": now})


def _changed(before: Answers, after: Answers) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _affects(kind: RequestKind, name: str) -> tuple[str, ...]:
    field = kind.by_name.get(name)
    return field.affects if field else (ALL_GROUPS,)


def _with_step(request: Request, step: Step) -> Request:
    steps = tuple(step if one.name == step.name else one for one in request.steps)
    return request.model_copy(update={"steps": steps})


def _happened(
    request: Request,
    kind: str,
    now: datetime,
    actor: Person | None,
    data: dict[str, Any],
    texts: dict[str, str] | None = None,
) -> Request:
    said = {name: text for name, text in (texts or {}).items() if text}
    happening = Happening.model_construct(kind=kind, at=now, actor=actor, data=data, texts=said)
    return request.model_copy(update={"happened": (*request.happened, happening), "changed_at": now})


def _asked_data(request: Request) -> dict[str, Any]:
    route = request.route
    return {
        "kind": request.kind,
        "revision": request.revision,
        "lane": route.lane,
        "rules": list(route.rules),
        "policy_version": route.policy_version,
        "origins": {name: fact.origin.value for name, fact in request.facts.items()},
        "steps": [{"group": step.group, "asked_for": list(step.asked_for)} for step in request.steps],
    }


def _asked_texts(request: Request) -> dict[str, str]:
    texts = {f"answers.{name}": str(answer) for name, answer in request.answers.items()}
    return texts | {f"facts.{name}": str(fact.value) for name, fact in request.facts.items()}
