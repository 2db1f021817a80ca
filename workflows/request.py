# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A request and its parts, as values. What may happen to it stands in lifecycle.py and reviewing.py."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import Field as Constrained

from workflows.attached import AttachedInventory
from workflows.errors import NotPossibleNow
from workflows.facts import Answers, Fact
from workflows.items import REQUESTER, Item
from workflows.model import Value
from workflows.obligations import Obligation
from workflows.people import Person
from workflows.route import Because, Route, RouteStep
from workflows.scope import Scope


class State(StrEnum):
    """Where a request stands. The first two are open, the others are ends."""

    IN_REVIEW = "in_review"
    WAITING_FOR_REQUESTER = "waiting_for_requester"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")

    @property
    def open(self) -> bool:
        """Whether somebody still has a turn."""
        return self in {State.IN_REVIEW, State.WAITING_FOR_REQUESTER}


class StepState(StrEnum):
    """Where an approval step stands. A waiting one is not asked yet: an earlier stage comes first."""

    WAITING = "waiting"
    OPEN = "open"
    ASKING = "asking"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What a reviewer says of a step."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DECLINE = "decline"


def group_of(step: str) -> str:
    """The group of a step by the step's name, which has the stage too where the kind has stages."""
    return step.partition(".")[0]


class Review(Value):
    """One person's verdict on a step: who, for which group, when, on which revision.

    ``scope`` and ``review_on`` are those of an answer: what it holds for, and when it is to be looked at again.
    """

    reviewer: Person
    role: str
    verdict: Verdict
    at: datetime
    revision: int
    reason: str = ""
    conditions: tuple[str, ...] = ()
    scope: str = ""
    review_on: date | None = None

    @property
    def identifiers(self) -> dict[str, Any]:
        """What of it is hashed as it is: no free or personal text."""
        said = {"role": self.role, "verdict": self.verdict.value, "revision": self.revision}
        answered = {"scope": self.scope, "review_on": self.review_on.isoformat() if self.review_on else ""}
        return said | {name: value for name, value in answered.items() if value}


class Question(Value):
    """What a reviewer asked the requester, and the answer. ``private``: it was asked while nobody else knew of it."""

    number: int
    step: str
    by: Person
    at: datetime
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    private: bool = False


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
    state: StepState = StepState.OPEN
    since: datetime | None = None
    reviews: tuple[Review, ...] = ()

    @classmethod
    def asked(cls, step: RouteStep, asked_for: tuple[str, ...], workspace: str) -> Self:
        """A fresh step for a group that was found to decide."""
        return cls(
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
    def open(self) -> bool:
        """Whether a verdict is still missing."""
        return self.state in {StepState.WAITING, StepState.OPEN, StepState.ASKING}

    @property
    def never_asked(self) -> bool:
        """Whether nobody was ever asked: its stage did not come."""
        return self.since is None and self.state in {StepState.WAITING, StepState.CANCELLED}

    def speaks_for(self, groups: Collection[str]) -> frozenset[str]:
        """Those of these groups that decide here, themselves or through the group that they fall back to."""
        return frozenset(group for group in (self.group, *self.asked_for) if group in groups)


class Decision(Value):
    """How a request ended: when, by whom (nobody for a lane that decides at once), and why."""

    outcome: State
    at: datetime
    by: Person | None = None
    role: str = ""
    because: str = ""


class Launch(Value):
    """How what was approved becomes public: the planned day, and when, by whom and at which address it did."""

    planned: date | None = None
    public_at: datetime | None = None
    by: Person | None = None
    address: str = ""


class Happening(Value):
    """Something that happened to a request: one entry of its chain of events.

    ``data`` holds identifiers and numbers and is hashed as it is; ``texts`` holds free and personal text, of which
    the chain keeps only salted commitments, so that it can be erased later.
    """

    kind: str
    at: datetime
    actor: Person | None
    data: dict[str, Any] = {}
    texts: dict[str, str] = {}


class Request(Value):
    """One request of a kind. ``version`` counts stored changes, ``revision`` counts edits of what is asked.

    ``precedent`` is the number of the precedent that was made of it and still holds, else 0.
    """

    workspace: str
    id: str
    number: int
    kind: str
    title: str
    requester: Person
    state: State
    revision: int = 1
    version: int = 0
    answers: Answers
    facts: dict[str, Fact]
    route: Route
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    checklist: tuple[Item, ...] = ()
    launch: Launch = Launch()
    decision: Decision | None = None
    submitted_at: datetime
    changed_at: datetime
    due_at: datetime | None = None
    expires_at: datetime | None = None
    pull_request: str = ""
    obligations: tuple[Obligation, ...] = ()
    precedent: int = 0
    inventory: AttachedInventory | None = None
    happened: tuple[Happening, ...] = Constrained((), exclude=True)

    @property
    def name(self) -> str:
        """How people call it, such as OSPO-142."""
        return f"OSPO-{self.number}"

    @property
    def private(self) -> bool:
        """Whether only one group may learn of it."""
        return self.route.private

    @property
    def confidential(self) -> bool:
        """Whether it stands in rooms of groups only, privately or by its kind: everybody else sees a bare number."""
        return self.route.private or bool(self.route.room)

    @property
    def project(self) -> str:
        """The project that it is about, as the register knows it; empty when the kind has none."""
        return self.scope.project

    @property
    def scope(self) -> Scope:
        """The project, license and agreement that it is about, by the fields that its kind named when it was routed."""
        return self.route.scope.of(self.answers)

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that still need a verdict."""
        return tuple(step for step in self.steps if step.open)

    @property
    def launch_day(self) -> date | None:
        """The day on which it becomes public: as planned, else as the form wished it."""
        wished = self.answers.get(self.route.launch_field)
        return self.launch.planned or (date.fromisoformat(str(wished)) if wished else None)

    @property
    def blockers(self) -> tuple[Item, ...]:
        """The checklist items that keep the request from being approved."""
        return tuple(item for item in self.checklist if item.blocker and item.open)

    @property
    def open_question(self) -> Question | None:
        """The oldest question without an answer."""
        return next((question for question in self.questions if question.answered_at is None), None)

    @property
    def waiting_on(self) -> tuple[str, ...]:
        """Whose turn it is: group names, ``@`` and an id for a named person, or ``requester``.

        Once no step can go on, it is the turn of those who own what still blocks.
        """
        if not self.state.open:
            return ()
        turns = [_holder(step) for step in self.steps if step.state is StepState.OPEN]
        turns = turns or [item.owner for item in self.blockers]
        turns += [REQUESTER] if self.open_question else []
        return tuple(dict.fromkeys(turns))

    @property
    def open_obligations(self) -> tuple[Obligation, ...]:
        """What is still owed after the approval."""
        return tuple(one for one in self.obligations if one.open)

    def step(self, name: str) -> Step:
        """The step of that name; raises NotPossibleNow when the request has none (a forged or very old button)."""
        for step in self.steps:
            if step.name == name:
                return step
        raise NotPossibleNow(self.name, f"decide for {name}", self.state.words)

    def forget_happened(self) -> Self:
        """The same request with nothing left to record."""
        return self.model_copy(update={"happened": ()})


def _holder(step: Step) -> str:
    return f"@{step.person.id}" if step.person else step.group
