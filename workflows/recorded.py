# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the events keep of a request, and whether the request, which is what people are shown, still says the same."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from workflows.assigning import assignments_differ
from workflows.attaching import inventory_differs
from workflows.attendance import attendance_differs
from workflows.embargoing import embargo_differs
from workflows.events import Event, canonical
from workflows.exporting import exports_differ
from workflows.facts import Answer
from workflows.precedents import ENDED, MADE
from workflows.recorded_clocks import REVIVED, clocks_differ, never_revived
from workflows.recorded_obligations import obligations_differ
from workflows.recorded_overturning import decisions_taken_back, reviews_differ
from workflows.recorded_work import contradicted_work
from workflows.request import Request, State
from workflows.route import Route
from workflows.told import Told
from workflows.transitions import ALL_CLEARED

#: What happens to a step after it was asked for; all else of it follows from the route.
_LATER = {"person", "taken_by", "handed", "state", "since", "reviews", "clock", "appealed"}
#: The reasons that the office gives itself. An edit can approve: what it took away was all that was still open.
NOT_IN_TIME = "It waited for its requester for too long."
NOTHING_MISSING = "No approval is missing any more after the requester's edit."


def asked_data(request: Request) -> dict[str, Any]:
    """Of what is asked: identifiers and numbers, and a digest of the whole route and its steps but for people."""
    route = request.route
    again = {"follows": request.follows} if request.follows else {}
    return again | {
        "kind": request.kind,
        "revision": request.revision,
        "lane": route.lane,
        "rules": list(route.rules),
        "policy_version": route.policy_version,
        "policy_adopted_on": str(route.adoption.adopted_on or ""),
        "origins": {name: str(fact.origin) for name, fact in request.facts.items()},
        "steps": [{"group": step.as_asked.group, "asked_for": list(step.asked_for)} for step in request.steps],
        "route": _route_digest(request),
    }


def asked_texts(request: Request) -> dict[str, str]:
    """Of what is asked: free and personal texts, by name. What is no text is there as canonical JSON."""
    texts = {f"answers.{name}": _as_text(answer) for name, answer in request.answers.items()}
    texts |= {f"facts.{name}": _as_text(fact.value) for name, fact in request.facts.items()}
    asked = (step.as_asked for step in request.steps)
    texts |= {f"steps.{step.name}.person": step.person.id for step in asked if step.person}
    return texts | {"title": request.title, "policy.adopted_by": request.route.adoption.adopted_by or ""}


def _as_text(value: Answer | None) -> str:
    return value if isinstance(value, str) else _canonical_answer(value)


@lru_cache(maxsize=1024, typed=True)
def _canonical_answer(value: Answer | None) -> str:
    """An answer in canonical JSON; forms give few different ones. Typed: 1 and true are equal, and other texts."""
    return canonical(value)


def contradictions(request: Request, events: Sequence[Event]) -> Iterator[str]:
    """Where a request says another thing than its verified chain of events, in sentences. Erased texts say nothing."""
    told = [Told(event) for event in events]
    erased = {name for one in told if one.event.kind == "erased" for name in one.data.get("names", ())}
    if any(one.missing - erased for one in told):
        yield "a text is missing from its events, and no event says that it was erased"
    asked = max((n for n, one in enumerate(told) if one.event.kind in {"submitted", "revised"}), default=None)
    if asked is None:
        yield "no event says that it was submitted"
        return
    revived = asked > 0 and told[asked - 1].event.kind == REVIVED  # by the requester, or by the OSPO
    yield from _asked(request, told[0], told[asked], anybody=revived)
    yield from reviews_differ(request, told, asked)
    yield from contradicted_work(request, told, asked)
    yield from _questions(request, told)
    yield from clocks_differ(request, told, asked)
    yield from _decision(request, decisions_taken_back(request, never_revived(told)))
    if _precedent(told) != request.precedent:
        yield "its precedent is not the one that its events have"
    linked = [one for one in told if one.event.kind == "linked"]
    if not (linked[-1].says("pull_request", request.pull_request) if linked else request.pull_request == ""):
        yield "the linked pull request is not the one that was linked"
    yield from obligations_differ(request, told)
    yield from inventory_differs(request, told)
    yield from embargo_differs(request, told)
    yield from attendance_differs(request, told, asked)
    yield from assignments_differ(request, told)
    yield from exports_differ(told)


def _precedent(told: Sequence[Told]) -> int:
    """The precedent that was made of it last, unless that has ended since; 0 for none."""
    last = next((one for one in reversed(told) if one.event.kind in {MADE, ENDED}), None)
    return int(last.data["precedent"]) if last and last.event.kind == MADE else 0


def _asked(request: Request, first: Told, last: Told, *, anybody: bool) -> Iterator[str]:
    own = anybody or last.says("actor", request.requester.id)
    if not (first.says("actor", request.requester.id) and own):
        yield "its requester is not the one who submitted it"
    if request.submitted_at.isoformat() != first.event.at:
        yield "it was submitted at another time"
    expected = asked_data(request)
    different = sorted(name for name, value in expected.items() if last.data.get(name) != value)
    if different:
        yield f"it differs from what was asked and routed, in {', '.join(different)}"
    texts = asked_texts(request)
    of_asking = {name for name in last.committed if name != "actor"}
    wrong = sorted(name for name in of_asking | texts.keys() if not last.says(name, texts.get(name, "")))
    if wrong:
        yield f"it differs from what was submitted, in {', '.join(wrong)}"


def _questions(request: Request, told: Sequence[Told]) -> Iterator[str]:
    asked = {one.data["question"]: one for one in told if one.event.kind == "asked"}
    answers = {one.data["question"]: one for one in told if one.event.kind == "answered"}
    if asked.keys() != {question.number for question in request.questions}:
        yield "its questions are not those that were asked"
        return
    for question in request.questions:
        was, answer = asked[question.number], answers.get(question.number)
        if was.data["step"] != question.step or not was.all_say(
            [("question", question.text), ("actor", question.by.id)]
        ):
            yield f"question {question.number} is not the one that was asked"
        if list(question.fields) != was.data.get("fields", []):
            yield f"question {question.number} is about other answers than it was asked about"
        if not (answer.says("answer", question.answer) if answer else question.answer == ""):
            yield f"the answer to question {question.number} is not the one that was given"


def _decision(request: Request, decided: Sequence[Told]) -> Iterator[str]:
    decision = request.decision
    if request.state.open != (not decided) or request.state.open != (decision is None):
        yield f"it is {request.state.words}, but no event says so" if not decided else "its decision was taken back"
        return
    if decision is None:
        return
    if bool(decided[-1].data.get("appeal")) != any(step.appealed for step in request.steps):
        yield "whether it was decided on appeal is not what its events say"
    told = decided[-1]
    data = {"outcome": decision.outcome.value, "role": decision.role, "lane": request.route.lane}
    same = all(told.data.get(name) == value for name, value in data.items())
    if len(decided) > 1 or decision.outcome is not request.state or not same:
        yield f"it is {request.state.words}, but no event says so"
    if decision.at.isoformat() != told.event.at or not told.says("actor", decision.by.id if decision.by else ""):
        yield "it was decided by somebody else, or at another time"
    reasons = {review.reason for step in request.steps for review in step.reviews}
    if decision.because not in {"", request.route.because.text, NOT_IN_TIME, NOTHING_MISSING, ALL_CLEARED, *reasons}:
        yield "the reason of its decision is none that anybody gave"
    if request.state is State.APPROVED and not _ends_in_time(request):
        yield "its approval does not end when its term says"


def _ends_in_time(request: Request) -> bool:
    decision, ends = request.decision, request.expires_at
    return decision is not None and ends == decision.at + timedelta(days=request.route.term_days)


def _route_digest(request: Request) -> str:
    return hashlib.sha256(asked_whole(request).encode()).hexdigest()


def asked_whole(request: Request) -> str:
    """All that the route says and steps repeat of it, as it is digested; people are committed to as texts instead."""
    steps = [step.as_asked.model_dump(mode="json", exclude=_LATER, exclude_defaults=True) for step in request.steps]
    whole = f'{{"route":{_route_words(request.route)},"steps":{canonical(steps)}}}'
    items = [one.model_dump(mode="json", exclude={"mark"}) for one in request.checklist if not one.condition_of]
    return whole + (canonical(items) if items else "")


@lru_cache(maxsize=256)
def _route_words(route: Route) -> str:
    """A route in canonical JSON; policy gives few different ones."""
    people: dict[str, Any] = {"adoption": {"adopted_by"}, "steps": {"__all__": {"person"}}}
    return canonical(route.model_dump(mode="json", exclude=people, exclude_defaults=True))
