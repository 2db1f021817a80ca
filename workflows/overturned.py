# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What was decided and does not count any more, as values: it stays in the record, with who took it back and why."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from operator import not_
from typing import Any

from pydantic import Field as Constrained

from workflows.decision import Decision
from workflows.model import Value
from workflows.people import Person
from workflows.states import State
from workflows.steps import Appealed, Review, Step


class Way(StrEnum):
    """How something decided came to be open again."""

    UNDO = "undo"
    REOPEN = "reopen"
    APPEAL = "appeal"


class Overturning(Value):
    """One time that a decided step was opened again: how, by whom, for which group, when, on which revision and why.

    ``reviews`` are those of the step that count no more, and ``decision`` is the end of the request that was taken
    back with them, if it had come to one.
    ``decides`` is the group that decides after an appeal. ``private``: only groups knew of the request then.
    """

    number: int
    way: Way
    step: str
    by: Person
    role: str
    at: datetime
    revision: int
    reason: str = ""
    reviews: tuple[Review, ...] = ()
    decision: Decision | None = None
    decides: str = ""
    private: bool = Constrained(default=False, exclude_if=not_)

    @property
    def approval(self) -> bool:
        """Whether it took back an approval, on which somebody may be acting already."""
        return self.decision is not None and self.decision.outcome is State.APPROVED

    @property
    def identifiers(self) -> dict[str, Any]:
        """What its event holds of it as it is: no free or personal text."""
        said: dict[str, Any] = {
            "number": self.number,
            "way": self.way.value,
            "step": self.step,
            "role": self.role,
            "revision": self.revision,
            "reviews": len(self.reviews),
            "decision": self.decision.outcome.value if self.decision else "",
        }
        return said | ({"decides": self.decides} if self.decides else {})


def given_to_others(step: Step, overturned: Sequence[Overturning]) -> Step:
    """The step as the appeal against it left it: with the group that decides it, without those who had reviewed it."""
    appeal = next((one for one in overturned if one.way is Way.APPEAL and one.step == step.name), None)
    if appeal is None:
        return step
    before = (one for one in overturned if one.step == step.name and one.number <= appeal.number)
    barred = {voice for one in before for review in one.reviews for voice in review.voices}
    appealed = Appealed(group=step.group, person=step.person, barred=tuple(sorted(barred)))
    return step.model_copy(update={"group": appeal.decides, "person": None, "appealed": appealed})
