# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A route: which lane a request takes, who is asked, and why each. The record keeps it as it was computed."""

from typing import Literal, TypeAlias

from pydantic import Field as Constrained

from workflows.items import REQUESTER
from workflows.model import Value
from workflows.organization import Adoption
from workflows.rules import Begins, DoneBy
from workflows.scope import ScopeFields

Outcome: TypeAlias = Literal["review", "approve", "private"]


class Because(Value):
    """Why a rule applied. ``text`` is for who may read the answers that it ``tells_of``, ``open_text`` for all others.

    ``tells_of`` are the fields with restricted answers that the rule's condition looks at: whoever reads that it
    applied learns something of them.
    """

    rule: str
    text: str
    open_text: str
    tells_of: tuple[str, ...] = ()


class RouteStep(Value):
    """A group that policy wants to look, with every reason for it. ``person`` is set where the form named somebody."""

    group: str
    because: tuple[Because, ...]
    quorum: int = 1
    sticky: bool = False
    shows: tuple[str, ...] = ()
    person: str = ""
    stage: str = ""


class RouteObligation(Value):
    """What will be owed after an approval, by the requester or a group (workflows/rules.py has the meanings).

    ``restricted``: it follows from an answer that not everybody may read.
    """

    rule: str
    text: str
    owner: str = REQUESTER
    begins: Begins = "decision"
    due_days: int | None = None
    repeat_days: int | None = None
    evidence: bool = False
    done_by: DoneBy = ""
    restricted: bool = False


class RouteStage(Value):
    """A part of the road, with whether it waits for the checklist."""

    name: str
    title: str
    cleared: bool = False


class RouteItem(Value):
    """A checklist item that applies. ``auto``: the answers say that it is done already."""

    rule: str
    title: str
    text: str = ""
    because: str = ""
    owner: str
    blocker: bool = True
    evidence: str = ""
    evidence_required: bool = False
    auto: bool = False


class Route(Value):
    """The outcome of the policy for one set of facts, with the version of the policy that gave it, and its adoption.

    Both are as they were then: a policy that is adopted later does not speak for what was decided before. ``room`` is
    the group in whose private room the request is reviewed, also outside of a private lane.
    """

    lane: str
    outcome: Outcome
    because: Because
    steps: tuple[RouteStep, ...] = ()
    stages: tuple[RouteStage, ...] = ()
    checklist: tuple[RouteItem, ...] = ()
    launch_group: str = ""
    launch_field: str = ""
    scope: ScopeFields = ScopeFields()
    obligations: tuple[RouteObligation, ...] = ()
    instructions: tuple[str, ...] = ()
    term_days: int = 90
    standing: bool = False
    policy_version: str = ""
    adoption: Adoption = Adoption()
    undetermined: tuple[str, ...] = ()
    channel: str = ""
    room: str = ""
    embargo_days: int = Constrained(0, exclude_if=lambda days: not days)

    @property
    def private(self) -> bool:
        """Whether only one group may learn of the request."""
        return self.outcome == "private"

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of every rule that applied, for the record."""
        steps = (because.rule for step in self.steps for because in step.because)
        items = (item.rule for item in self.checklist)
        return (self.because.rule, *steps, *items, *(obligation.rule for obligation in self.obligations))
