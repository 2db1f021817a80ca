# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The approval steps of a request, what reviewers said of them, and what they asked the requester."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from operator import not_
from typing import Any, Self

from pydantic import Field as Constrained

from workflows.facts import Answers
from workflows.items import REQUESTER
from workflows.model import Value, unchecked
from workflows.pausing import Clock
from workflows.people import Person
from workflows.route import Because, RouteStep
from workflows.states import StepState


class Verdict(StrEnum):
    """What a reviewer says of a step."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DECLINE = "decline"


def group_of(step: str) -> str:
    """The group of a step by the step's name, which has the stage too where the kind has stages."""
    return step.partition(".")[0]


class Term(Value):
    """Who sees to a condition of an approval (the requester, or a group), and until which day."""

    owner: str = REQUESTER
    due_on: date | None = None


class Review(Value):
    """One person's verdict on a step: who, for which group, when, on which revision.

    ``cause`` is the reason of the policy's list that a decline names. ``terms`` say of each condition, in their order,
    who sees to it and until when; where there is a checklist they are none. ``scope`` and ``review_on`` are those of an
    answer: what it holds for, and when it is to be looked at again.
    """

    reviewer: Person
    role: str
    verdict: Verdict
    at: datetime
    revision: int
    reason: str = ""
    conditions: tuple[str, ...] = ()
    terms: tuple[Term, ...] = Constrained((), exclude_if=not_)
    cause: str = Constrained("", exclude_if=not_)
    scope: str = ""
    review_on: date | None = None
    instead_of: Person | None = Constrained(None, exclude_if=lambda who: who is None)

    @property
    def voices(self) -> frozenset[Person]:
        """Whose vote it was: the reviewer's, and that of whom they stood in for."""
        return frozenset(one for one in (self.reviewer, self.instead_of) if one)

    @property
    def identifiers(self) -> dict[str, Any]:
        """What of it is hashed as it is: no free or personal text."""
        said: dict[str, Any] = {"role": self.role, "verdict": self.verdict.value, "revision": self.revision}
        said |= {"cause": self.cause} if self.cause else {}
        said |= {"terms": [one.model_dump(mode="json") for one in self.terms]} if self.terms else {}
        answered = {"scope": self.scope, "review_on": self.review_on.isoformat() if self.review_on else ""}
        return said | {name: value for name, value in answered.items() if value}


class Question(Value):
    """What a reviewer asked the requester, and the answer. ``private``: it was asked while nobody else knew of it.

    ``fields`` are those of the form that it is about; ``changed`` those that the answer edited, with what they said
    ``before`` it.
    """

    number: int
    step: str
    by: Person
    at: datetime
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    private: bool = False
    fields: tuple[str, ...] = Constrained((), exclude_if=lambda fields: not fields)
    changed: tuple[str, ...] = Constrained((), exclude_if=lambda changed: not changed)
    before: Answers = Constrained({}, exclude_if=lambda before: not before)


class Handover(Value):
    """Who gave a step to whoever has it (themselves, where they took it), when, and with which words to them."""

    by: Person
    at: datetime
    note: str = ""


class Appealed(Value):
    """What an appeal changed of a step: whom policy asked, and who took part before and does not decide it again."""

    group: str
    person: Person | None = None
    barred: tuple[Person, ...]


#: The clock of a step that was not asked for yet.
_UNSET = Clock()


class Step(Value):
    """An approval step of the group that decides; ``asked_for`` are the groups that the policy named.

    ``name`` is the group, with its stage where the kind has stages. ``since``: when it was first asked, if it was.
    """

    name: str
    group: str
    asked_for: tuple[str, ...]
    because: tuple[Because, ...]
    quorum: int = 1
    sticky: bool = False
    shows: tuple[str, ...] = ()
    stage: str = ""
    person: Person | None = None
    taken_by: Person | None = None
    handed: Handover | None = Constrained(None, exclude_if=lambda given: given is None)
    state: StepState = StepState.OPEN
    since: datetime | None = None
    reviews: tuple[Review, ...] = ()
    appealed: Appealed | None = Constrained(None, exclude_if=not_)
    clock: Clock = Constrained(_UNSET, exclude_if=lambda clock: clock.unset)

    @staticmethod
    def asked(step: RouteStep, asked_for: tuple[str, ...], workspace: str) -> "Step":
        """A fresh step for a group that was found to decide."""
        return _step(
            name=f"{step.group}.{step.stage}" if step.stage else step.group,
            group=step.group,
            asked_for=asked_for,
            because=step.because,
            quorum=step.quorum,
            sticky=step.sticky,
            shows=step.shows,
            stage=step.stage,
            person=Person(workspace, step.person) if step.person else None,
        )

    @property
    def as_asked(self) -> Self:
        """The step with those whom the policy asked, before an appeal gave it to others."""
        if self.appealed is None:
            return self
        return self.model_copy(update={"group": self.appealed.group, "person": self.appealed.person})

    @property
    def open(self) -> bool:
        """Whether a verdict is still missing."""
        return self.state in {StepState.WAITING, StepState.OPEN, StepState.ASKING}

    @property
    def never_asked(self) -> bool:
        """Whether nobody was ever asked: its stage did not come."""
        return self.since is None and self.state in {StepState.WAITING, StepState.CANCELLED}

    @property
    def turn_since(self) -> datetime | None:
        """Since when it is its reviewers' turn: since it was asked, or since its clock stood still last."""
        ends = [one.until for one in self.clock.pauses if one.until is not None]
        return max((self.since, *ends)) if self.since is not None else None

    def speaks_for(self, groups: Collection[str]) -> frozenset[str]:
        """Those of these groups that decide here, themselves or through the group that they fall back to."""
        return frozenset(group for group in (self.group, *self.asked_for) if group in groups)


_step = unchecked(Step)
