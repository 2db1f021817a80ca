# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest as it is stored: numbers, and what the organization itself wrote of its model and goals; never a title."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from workflows.digests.suppressing import GroupFigures
from workflows.figures import ProgramFigures, Share, Times

#: Why an item counts differently than before (domain.md §5).
Cause: TypeAlias = Literal["done", "expired", "reopened", "added", "removed", "re-scoped"]
#: What may go wrong: each is a rule over figures (risks.py).
RiskName: TypeAlias = Literal[
    "late", "slow", "growing", "aging", "unanswered", "alone", "lost", "going_stale", "lapsing"
]
#: What an office without a history is told to begin with (starting.py).
StartName: TypeAlias = Literal["adopt", "security", "second", "item", "goal", "request"]


@dataclass(frozen=True, slots=True)
class StageLine:
    """How a stage stands, in items; together they are all of its items. ``target`` is how many are wanted evidenced."""

    name: str
    title: str
    target: int
    evidenced: int = 0
    claimed: int = 0
    in_progress: int = 0
    lost: int = 0
    not_started: int = 0
    not_applicable: int = 0

    @property
    def items(self) -> int:
        """Those that apply: what is evidenced is counted of these."""
        return self.evidenced + self.claimed + self.in_progress + self.lost + self.not_started

    @property
    def complete(self) -> bool:
        """Whether all that applies is evidenced; never where nothing applies."""
        return 0 < self.items == self.evidenced


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that counts differently than before, and why: ``because`` is a sentence without its full stop."""

    cause: Cause
    item: str
    text: str
    stage: str
    because: str


@dataclass(frozen=True, slots=True)
class ItemDue:
    """An item with the day on which something of it ends or is wanted."""

    item: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one item to work on next, and why that one."""

    item: str
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the program has come under a model of stages, what changed in the window, and what comes next.

    ``stage`` is the title of the highest stage that is complete with all before it, empty before the first is.
    ``alone`` counts evidence that was confirmed by the one who gave it; ``unseen`` says that nothing was looked at yet.
    """

    model: str
    version: str
    stages: tuple[StageLine, ...]
    stage: str = ""
    stage_before: str = ""
    changes: tuple[ItemChange, ...] = ()
    next_step: NextStep | None = None
    going_stale: tuple[ItemDue, ...] = ()
    alone: int = 0
    unseen: bool = False

    @property
    def evidenced(self) -> int:
        """Items of all stages that count."""
        return sum(stage.evidenced for stage in self.stages)

    @property
    def items(self) -> int:
        """Items of all stages that apply."""
        return sum(stage.items for stage in self.stages)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the organization: the group that owns it, when it is due, when it was done."""

    text: str
    owner: str = ""
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What the digest before said, to be compared with: only of a window as long as this one's."""

    open: int
    overdue: int
    arrivals: int
    decisions: int
    wall: Times
    in_time: Share


@dataclass(frozen=True, slots=True)
class StartStep:
    """One thing to begin with; ``about`` is the group, the item or the command that it is about."""

    name: StartName
    about: str = ""


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """How many steps one person decided in the window: only where the organization asked for it by name."""

    person: str
    decided: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The weekly digest of one window. ``since`` is part of it, ``until`` is not; ``zone`` is that of its schedule.

    ``progress`` is None where the organization chose to have no model of stages. ``start`` has steps only in a first
    digest of an office in which nothing happened yet.
    """

    since: datetime
    until: datetime
    zone: str
    figures: ProgramFigures
    progress: Progress | None = None
    goals: tuple[GoalLine, ...] = ()
    before: Before | None = None
    start: tuple[StartStep, ...] = ()
    people: tuple[PersonFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong, with the figures that it rests on: ``count`` of ``of``, ``days`` where time is meant.

    ``group`` is set where the organization's own files say it (one person alone), or where enough people are in it.
    """

    name: RiskName
    count: int = 0
    of: int = 0
    days: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Executive:
    """The executives' digest: nobody's name, and no figure of a group that is too small.

    ``figures`` have no breakdown, no number and no name any more; ``waiting`` is the one that is left, suppressed.
    ``risks`` are at most three, the worst first; what is asked of the readers follows from the first.
    """

    since: datetime
    until: datetime
    zone: str
    figures: ProgramFigures
    waiting: GroupFigures
    progress: Progress | None = None
    goals: tuple[GoalLine, ...] = ()
    before: Before | None = None
    risks: tuple[Risk, ...] = ()
    suppress_below: int = 5
