# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A request as a value; its parts stand in states.py, steps.py and decision.py and are offered from here too.

What may happen to it stands in lifecycle.py and reviewing.py.
"""

from datetime import date, datetime
from operator import not_
from typing import Self

from pydantic import Field as Constrained

from workflows.attached import AttachedInventory
from workflows.decision import Decision, Happening, Launch
from workflows.embargoed import Embargo
from workflows.errors import NotPossibleNow
from workflows.facts import Answers, Fact
from workflows.items import REQUESTER, Item
from workflows.model import Value
from workflows.obligations import Obligation
from workflows.overturned import Overturning
from workflows.people import Person, is_erased
from workflows.route import Route
from workflows.scope import Scope
from workflows.states import State, StepState
from workflows.steps import Appealed, Question, Review, Step, Term, Verdict, group_of


class Request(Value):
    """One request of a kind. ``version`` counts stored changes, ``revision`` counts edits of what is asked.

    ``follows`` is the number of the ended request that it asks again, else 0.

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
    revived: int = Constrained(0, exclude_if=lambda revived: not revived)
    warned: int = Constrained(0, exclude_if=lambda warned: not warned)
    tick_at: datetime | None = Constrained(None, exclude=True)  # a column alone: the clock looks for it there
    pull_request: str = ""
    obligations: tuple[Obligation, ...] = ()
    precedent: int = 0
    inventory: AttachedInventory | None = None
    follows: int = Constrained(0, exclude_if=not_)
    overturned: tuple[Overturning, ...] = Constrained((), exclude_if=not_)
    embargo: Embargo | None = Constrained(None, exclude_if=lambda embargo: embargo is None)
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
    def forgotten(self) -> bool:
        """Whether its requester was erased: nobody is left to whom anything of it could be told (retention.py)."""
        return is_erased(self.requester.id)

    @property
    def under_embargo(self) -> bool:
        """Whether it is private, and nobody has lifted its embargo yet."""
        return self.embargo is not None and self.private and not self.embargo.lifted

    @property
    def confidential(self) -> bool:
        """Whether it stands in rooms of groups only, privately or by its kind: everybody else sees a bare number."""
        route = self.route
        return route.private or bool(route.room)

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
    def taken_back(self) -> tuple[Overturning, ...]:
        """Each time that a decision of the whole request was taken back, the oldest first."""
        return tuple(one for one in self.overturned if one.decision is not None)

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

    @property
    def suspended(self) -> bool:
        """Whether its approval may not be used now, because a condition of it is overdue."""
        return self.state is State.APPROVED and any(one.suspends for one in self.obligations)

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


__all__ = [
    "Appealed",
    "Decision",
    "Happening",
    "Launch",
    "Question",
    "Request",
    "Review",
    "State",
    "Step",
    "StepState",
    "Term",
    "Verdict",
    "group_of",
]
