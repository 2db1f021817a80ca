# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents: answers that people gave, in the version that everybody may read, until a day on which they end.

A precedent never changes: it is withdrawn or expires, and a better one is made anew. It decides nothing by itself.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from workflows.errors import NotPossibleNow, Refusal, TextNeeded
from workflows.facts import Answers, Fact
from workflows.model import Value
from workflows.people import Person
from workflows.request import Request, State, Step, Verdict
from workflows.reviewing import Reviewer
from workflows.rights import permitted
from workflows.text import cleaned
from workflows.transitions import happened

#: The most that a shown text may have, as in a form of Slack.
LONGEST = 3000
#: The kinds of the events that a precedent adds to its request.
MADE, ENDED = "precedent_made", "precedent_ended"


class Ending(StrEnum):
    """Why a precedent does not hold any more."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Subject(Value):
    """What an answer is about: the facts that answers to questions on licenses rest on. Empty: not known."""

    expression: str = ""
    usage: str = ""
    modified: str = ""
    link: str = ""
    into: str = ""

    @classmethod
    def of(cls, answers: Answers, facts: Mapping[str, Fact]) -> "Subject":
        """The subject of a question: its license as policy read it, else as it was written."""
        read = facts.get("expression")
        named = {name: str(answers.get(name, "")) for name in ("usage", "modified", "link", "into")}
        return cls(expression=str(read.value or "") if read else "", **named).or_written(
            str(answers.get("license", ""))
        )

    def or_written(self, license_: str) -> "Subject":
        """The same, with the license as it was written where policy could not read it."""
        return self if self.expression else self.model_copy(update={"expression": license_.strip()})


class Shown(Value):
    """The version for others, as who answered writes it; nothing of the question or the answer is taken over."""

    question: str
    answer: str
    conditions: tuple[str, ...] = ()
    scope: str = ""
    review_on: date


class Precedent(Value):
    """One precedent of a workspace. ``group`` is whose answer it was, ``verdict`` what the answer was."""

    workspace: str
    number: int
    request_id: str
    request_number: int
    subject: Subject
    verdict: Verdict
    shown: Shown
    group: str
    by: Person
    made_at: datetime
    policy_version: str
    ended_at: datetime | None = None
    ending: Ending | None = None

    @property
    def name(self) -> str:
        """How people call it, such as P-3."""
        return f"P-{self.number}"

    def holds(self, on: date) -> bool:
        """Whether it may be shown as valid on a day; on its review date it is not any more."""
        return self.ended_at is None and on < self.shown.review_on


def answered_by(request: Request) -> Step:
    """The step whose people answered. Raises NotPossibleNow when nobody did, or when only one group may know of it."""
    ends = {State.APPROVED, State.DECLINED}
    step = next((step for step in reversed(request.steps) if step.reviews), None)
    if request.private:
        raise NotPossibleNow(request.name, "make a precedent of it", "known to one group alone")
    if request.state not in ends or step is None:
        raise NotPossibleNow(request.name, "make a precedent of it", request.state.words)
    return step


def verdict_of(request: Request) -> Verdict:
    """What was answered: the strictest of what people said."""
    said = {review.verdict for step in request.steps for review in step.reviews}
    return next(verdict for verdict in reversed(Verdict) if verdict in said)


def may_make(request: Request, by: Reviewer) -> Step:
    """The step, if this person may make a precedent of its answer: like who may decide it, and never the requester.

    Raises NotPossibleNow, OwnRequest or NotAReviewer.
    """
    step = answered_by(request)
    return permitted(request, step.name, by)


def make(
    request: Request, shown: Shown, *, number: int, may_be_shown: bool, by: Reviewer, now: datetime
) -> tuple[Request, Precedent]:
    """Make a precedent of a decided question; the request has it in its events.

    Raises like may_make; Refusal while another one of it holds, without the tick, or with a review date that is not to
    come; TextNeeded.
    """
    step = may_make(request, by)
    if request.precedent:
        raise Refusal(f"P-{request.precedent} was made of {request.name} already. Withdraw it first to make another.")
    shown = _checked(shown, verdict_of(request), now, may_be_shown=may_be_shown)
    precedent = Precedent(
        workspace=request.workspace,
        number=number,
        request_id=request.id,
        request_number=request.number,
        subject=Subject.of(request.answers, request.facts),
        verdict=verdict_of(request),
        shown=shown,
        group=step.group,
        by=by.person,
        made_at=now,
        policy_version=request.route.policy_version,
    )
    request = request.model_copy(update={"precedent": number})
    return happened(request, MADE, now, by.person, recorded_data(precedent), recorded_texts(precedent)), precedent


def withdraw(request: Request, precedent: Precedent, *, by: Reviewer, now: datetime) -> tuple[Request, Precedent]:
    """Take a precedent back; it is shown to nobody any more. Raises like may_make, and NotPossibleNow if it ended."""
    may_make(request, by)
    if precedent.ending is not None:
        raise NotPossibleNow(precedent.name, "withdraw it", precedent.ending.value)
    return _ended(request, precedent, Ending.WITHDRAWN, now, by.person)


def expire(request: Request, precedent: Precedent, *, now: datetime) -> tuple[Request, Precedent]:
    """End a precedent on its review date. Raises NotPossibleNow before, and when it has ended."""
    if precedent.ending is not None or precedent.holds(now.date()):
        raise NotPossibleNow(precedent.name, "end it", precedent.ending.value if precedent.ending else "valid")
    return _ended(request, precedent, Ending.EXPIRED, now, None)


def fall(request: Request, precedent: Precedent, *, by: Person, now: datetime) -> tuple[Request, Precedent]:
    """Take a precedent back because the answer that it was made of does not count any more."""
    return _ended(request, precedent, Ending.WITHDRAWN, now, by)


def recorded_data(precedent: Precedent) -> dict[str, Any]:
    """Of a precedent, what its event holds as it is: identifiers and numbers."""
    subject = precedent.subject
    return {
        "precedent": precedent.number,
        "group": precedent.group,
        "verdict": precedent.verdict.value,
        "usage": subject.usage,
        "modified": subject.modified,
        "link": subject.link,
        "review_on": precedent.shown.review_on.isoformat(),
        "policy_version": precedent.policy_version,
    }


def recorded_texts(precedent: Precedent) -> dict[str, str]:
    """Of a precedent, the free texts, by name."""
    shown, subject = precedent.shown, precedent.subject
    texts = {"question": shown.question, "answer": shown.answer, "scope": shown.scope}
    texts |= {"expression": subject.expression, "into": subject.into}
    texts |= {f"condition.{number}": text for number, text in enumerate(shown.conditions, 1)}
    return {f"precedent.{name}": text for name, text in texts.items()}


def _checked(shown: Shown, verdict: Verdict, now: datetime, *, may_be_shown: bool) -> Shown:
    if not may_be_shown:
        raise Refusal("Nothing was made: please tick that this version may be shown to others.")
    shown = shown.model_copy(
        update={
            "question": cleaned(shown.question)[:LONGEST],
            "answer": cleaned(shown.answer)[:LONGEST],
            "conditions": tuple(text for one in shown.conditions if (text := cleaned(one))),
        }
    )
    if not shown.question or not shown.answer:
        raise TextNeeded("what was asked and what was answered, in words for others")
    if verdict is Verdict.APPROVE_WITH_CONDITIONS and not shown.conditions:
        raise TextNeeded("the conditions: the answer was given under some")
    if shown.review_on <= now.date():
        raise Refusal("Please choose a day after today on which the precedent is looked at again.")
    return shown


def _ended(
    request: Request, precedent: Precedent, ending: Ending, now: datetime, actor: Person | None
) -> tuple[Request, Precedent]:
    data = {"precedent": precedent.number, "ending": ending.value}
    ended = precedent.model_copy(update={"ended_at": now, "ending": ending})
    request = request.model_copy(update={"precedent": 0})
    return happened(request, ENDED, now, actor, data), ended
