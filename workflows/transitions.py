# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The moves that every transition of a request is made of: end it, hand on the turn, record what happened."""

from datetime import datetime, timedelta
from typing import Any

from workflows.errors import AlreadyDecided, Erased, NotTheRequester
from workflows.items import REQUESTER
from workflows.model import unchecked
from workflows.people import Person
from workflows.request import Decision, Happening, Question, Request, State, Step, StepState

#: Why an approval can come without a verdict: the last blocking item was cleared after every step had approved.
ALL_CLEARED = "No blocking item of the checklist is open any more, and every step had approved before."

#: What people may do with a request whose requester was erased: read it, and keep by a legal hold what is left of it.
_OF_ERASED = frozenset({"exported", "held", "released"})


def still_open(request: Request) -> None:
    """Raise AlreadyDecided when the request has reached an end."""
    if not request.state.open:
        by = request.decision.by.mention if request.decision and request.decision.by else ""
        raise AlreadyDecided(request.name, request.state.words, by)


def still_kept(request: Request) -> None:
    """Raise Erased when people and texts were taken out of the request: what is added would never leave it again."""
    if request.forgotten:
        raise Erased(request.name)


def by_requester(request: Request, person: Person) -> None:
    """Raise NotTheRequester for everybody else."""
    if person != request.requester:
        raise NotTheRequester(request.name)


def decided(
    request: Request, outcome: State, now: datetime, *, by: Person | None = None, role: str = "", because: str = ""
) -> Request:
    """End the request; open steps are cancelled, open questions closed, and an approval gets its end date."""
    expires = now + timedelta(days=request.route.term_days) if outcome is State.APPROVED else None
    steps = tuple(_cancelled(step, now) if step.open else step for step in request.steps)
    decision = Decision(outcome=outcome, at=now, by=by, role=role, because=because)
    changes = {"state": outcome, "steps": steps, "decision": decision, "expires_at": expires, "due_at": None}
    request = request.model_copy(
        update=changes | {"questions": tuple(closed_question(q, now) for q in request.questions)}
    )
    data = {"outcome": outcome.value, "role": role, "lane": request.route.lane, "revision": request.revision}
    data |= {"appeal": 1} if any(step.appealed for step in request.steps) else {}
    return happened(request, "decided", now, by, data)


def waiting(request: Request) -> Request:
    """In review while any step, or a group with a blocking item, can proceed; else waiting for the requester."""
    turns = set(request.waiting_on)
    return request.model_copy(
        update={"state": State.WAITING_FOR_REQUESTER if turns == {REQUESTER} else State.IN_REVIEW}
    )


def closed_question(question: Question, now: datetime) -> Question:
    """The question with nobody waiting for its answer any more."""
    return question if question.answered_at else question.model_copy(update={"answered_at": now})


def with_step(request: Request, step: Step) -> Request:
    """The request with one of its steps replaced."""
    steps = tuple(step if one.name == step.name else one for one in request.steps)
    return request.model_copy(update={"steps": steps})


def _cancelled(step: Step, now: datetime) -> Step:
    return step.model_copy(update={"state": StepState.CANCELLED, "clock": step.clock.ended(now)})


_happening = unchecked(Happening)


def happened(
    request: Request,
    kind: str,
    now: datetime,
    actor: Person | None,
    data: dict[str, Any],
    texts: dict[str, str] | None = None,
) -> Request:
    """The request with one more entry for its chain of events. Raises Erased where somebody adds to an erased one.

    What time does, without an actor, that somebody exported it, and legal holds are recorded of those too.
    """
    if actor is not None and kind not in _OF_ERASED:
        still_kept(request)
    said = {name: text for name, text in (texts or {}).items() if text}
    happening = _happening(kind=kind, at=now, actor=actor, data=data, texts=said)
    return request.model_copy(update={"happened": (*request.happened, happening), "changed_at": now})
