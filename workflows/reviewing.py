# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What reviewers do with the steps of a request, and the requester's answers to them.

Each transition takes a request and returns the next, or the request itself when all of it was done already; rights
are asked for (rights.py) before everything else.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.checklist import settled, with_conditions
from workflows.errors import (
    ConditionsTooLate,
    NotPossibleNow,
    OneVoteOnly,
    OpenBlockers,
    Refusal,
    TextNeeded,
)
from workflows.people import Person
from workflows.request import Question, Request, Review, State, Step, StepState, Term, Verdict
from workflows.reviewer import Reviewer
from workflows.rights import apart, permitted, reviewable
from workflows.rules import Answering
from workflows.text import cleaned
from workflows.transitions import by_requester, closed_question, decided, happened, still_open, waiting, with_step


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer says of a step.

    ``terms`` are of each condition, in their order, or none. ``scope`` and ``review_on`` belong to an answer.
    """

    verdict: Verdict
    reason: str = ""
    conditions: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    cause: str = ""
    scope: str = ""
    review_on: date | None = None


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

    The same review again, such as after a lost answer, is done already: the request itself comes back.
    Raises AlreadyDecided, OwnRequest, NotAReviewer, StaleRevision, NotYet, OneVoteOnly, TextNeeded, OpenBlockers
    or ConditionsTooLate.
    """
    return decide(request, step, Given(verdict, reason, conditions), by=by, now=now, distinct=distinct)


def decide(
    request: Request,
    step: str,
    given: Given,
    *,
    by: Reviewer,
    now: datetime,
    distinct: tuple[tuple[str, ...], ...] = (),
) -> Request:
    """Record one review with all that is said in it. Raises like review, and Refusal for a day that is not to come."""
    return _reviewed(request, step, _given(request, step, given, by, now), by, distinct)


def rule(
    request: Request,
    step: str,
    given: Given,
    answering: Answering,
    *,
    by: Reviewer,
    now: datetime,
    distinct: tuple[tuple[str, ...], ...] = (),
) -> Request:
    """Record one review that answers a question: with its reason, what it holds for, and when it is looked at again.

    Raises like review, and Refusal for a scope that is not offered or a day that is not to come.
    """
    if not cleaned(given.reason):
        permitted(request, step, by)
        raise TextNeeded("the reason for your answer")
    if given.scope not in {one.value for one in answering.scopes}:
        raise Refusal("Please choose what your answer holds for.")
    if given.review_on is None or given.review_on <= now.date():
        raise Refusal("Please choose a day after today on which your answer is looked at again.")
    return _reviewed(request, step, _given(request, step, given, by, now), by, distinct)


def _given(request: Request, step: str, given: Given, by: Reviewer, now: datetime) -> Review:
    return Review(
        reviewer=by.person,
        instead_of=by.in_place_of(request.step(step).person),
        role=permitted(request, step, by).group,
        verdict=given.verdict,
        at=now,
        revision=by.revision,
        reason=cleaned(given.reason),
        conditions=tuple(text for one in given.conditions if (text := cleaned(one))),
        terms=() if request.checklist else given.terms,
        cause=given.cause,
        scope=given.scope,
        review_on=given.review_on,
    )


def _reviewed(
    request: Request, step: str, given: Review, by: Reviewer, distinct: tuple[tuple[str, ...], ...]
) -> Request:
    if any(one.model_copy(update={"at": given.at}) == given for one in request.step(step).reviews):
        return request
    reviewed = reviewable(request, step, by)
    _check_one_vote(request, reviewed, by.voices(reviewed.person), distinct)
    _check_words(given)
    _check_blockers(request, reviewed, given)
    after = reviewed.model_copy(update={"reviews": (*reviewed.reviews, given)})
    after = after.model_copy(update={"state": _state_after(after, given.verdict)})
    after = after if after.open else after.model_copy(update={"clock": after.clock.ended(given.at)})
    texts = {"reason": given.reason, "instead_of": given.instead_of.id if given.instead_of else ""}
    texts |= {f"condition.{n}": text for n, text in enumerate(given.conditions, 1)}
    data = {"step": step} | given.identifiers
    request = with_conditions(with_step(request, after))
    return _settled(happened(request, "reviewed", given.at, by.person, data, texts), given, given.at)


def ask(
    request: Request, step: str, text: str, *, by: Reviewer, now: datetime, fields: tuple[str, ...] = ()
) -> Request:
    """Ask the requester, about some fields perhaps; the asking step pauses until the answer. Raises like review.

    The same question again, while it is open, is asked already: the request itself comes back.
    """
    asking = reviewable(request, step, by)
    asked = cleaned(text)
    if not asked:
        raise TextNeeded("the question")
    waiting_for_answer = (one for one in request.questions if one.answered_at is None)
    if any((one.step, one.by, one.text) == (step, by.person, asked) for one in waiting_for_answer):
        return request
    number, private = len(request.questions) + 1, request.confidential
    question = Question(number=number, step=step, by=by.person, at=now, text=asked, private=private, fields=fields)
    stopped = {"state": StepState.ASKING, "clock": asking.clock.stopped("requester", now)}
    request = with_step(request, asking.model_copy(update=stopped))
    request = request.model_copy(update={"questions": (*request.questions, question)})
    data: dict[str, Any] = {"step": step, "role": asking.group, "question": number, "revision": request.revision}
    data |= {"fields": list(fields)} if fields else {}
    return waiting(happened(request, "asked", now, by.person, data, {"question": question.text}))


def answer(request: Request, number: int, text: str, *, by: Person, now: datetime) -> Request:
    """Answer a question; its step goes on. Raises NotTheRequester, NotPossibleNow, AlreadyDecided or TextNeeded.

    The same answer again is given already: the request itself comes back.
    """
    by_requester(request, by)
    question, said = next((one for one in request.questions if one.number == number), None), cleaned(text)
    if question is not None and said and question.answer == said:
        return request
    still_open(request)
    if question is None or question.answered_at is not None:
        raise NotPossibleNow(request.name, "answer that question", "no longer waiting for that answer")
    if not said:
        raise TextNeeded("your answer")
    answered = question.model_copy(update={"answer": said, "answered_at": now})
    questions = tuple(answered if one.number == number else one for one in request.questions)
    request = request.model_copy(update={"questions": questions})
    if not any(one.step == question.step and one.answered_at is None for one in questions):
        request = _resumed(request, question.step, now)
    data = {"step": question.step, "question": number, "revision": request.revision}
    return waiting(happened(request, "answered", now, by, data, {"answer": answered.answer}))


def _check_one_vote(
    request: Request, step: Step, voices: frozenset[Person], distinct: tuple[tuple[str, ...], ...]
) -> None:
    """``voices``: who reviews, and for whom."""
    if any(review.voices & voices for review in step.reviews) or not apart(request, step, voices, distinct):
        raise OneVoteOnly(request.name, step.group)


def _check_words(given: Review) -> None:
    if given.verdict is Verdict.DECLINE and not given.reason:
        raise TextNeeded("the reason for declining")
    if given.verdict is Verdict.APPROVE_WITH_CONDITIONS and not given.conditions:
        raise TextNeeded("at least one condition")
    if any(term.due_on is not None and term.due_on <= given.at.date() for term in given.terms):
        raise Refusal("Please choose a day after today until which each condition is to be met.")


def _check_blockers(request: Request, step: Step, given: Review) -> None:
    """The approval that would decide the request waits for the checklist, and sets no condition: nobody could clear it.

    Kinds without a checklist leave conditions to the requester.
    """
    if given.verdict is Verdict.DECLINE or not request.checklist:
        return
    last = len(step.reviews) + 1 >= step.quorum
    others = all(one.state is StepState.APPROVED for one in request.steps if one.name != step.name)
    if last and others and request.blockers:
        raise OpenBlockers(request.name, [item.called for item in request.blockers])
    if last and others and given.conditions:
        raise ConditionsTooLate(request.name)


def _state_after(step: Step, verdict: Verdict) -> StepState:
    if verdict is Verdict.DECLINE:
        return StepState.DECLINED
    return StepState.APPROVED if len(step.reviews) >= step.quorum else step.state


def _settled(request: Request, given: Review, now: datetime) -> Request:
    """Decide the request when this review was the one that decides it."""
    if given.verdict is Verdict.DECLINE:
        return decided(request, State.DECLINED, now, by=given.reviewer, role=given.role, because=given.reason)
    if all(step.state is StepState.APPROVED for step in request.steps):
        return decided(request, State.APPROVED, now, by=given.reviewer, role=given.role)
    ended = {step.name for step in request.steps if not step.open}
    questions = tuple(closed_question(q, now) if q.step in ended else q for q in request.questions)
    return settled(request.model_copy(update={"questions": questions}), now)


def _resumed(request: Request, name: str, now: datetime) -> Request:
    step = request.step(name)
    if step.state is not StepState.ASKING:
        return request
    running = {"state": StepState.OPEN, "clock": step.clock.running("requester", now)}
    return with_step(request, step.model_copy(update=running))


__all__ = ["Given", "Reviewer", "answer", "ask", "decide", "review", "rule"]
