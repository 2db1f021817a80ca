# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest as it is stored: numbers, and what the organization itself wrote of its model and goals; never a title."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from workflows.digests.outside import NOTHING_OUTSIDE, Outside
from workflows.digests.registers import RegisterFigures
from workflows.digests.suppressing import GroupFigures
from workflows.figures import Count, PersonFigures, ProgramFigures, Share, Times
from workflows.maturity.changes import Change
from workflows.strategy.messages import StrategyNews

#: What may go wrong: each is a rule over figures (risks.py).
RiskName: TypeAlias = Literal[
    "late", "slow", "alone", "unanswered", "growing", "aging", "goals", "lost", "lapsing", "going_stale"
]
#: What an office without a history is told to begin with (starting.py).
StartName: TypeAlias = Literal["adopt", "security", "second", "item", "goal", "request"]


@dataclass(frozen=True, slots=True)
class StageLine:
    """How a stage stands, in items, as StageScore counts them; ``target`` is how many are wanted evidenced."""

    name: str
    title: str
    target: int
    evidenced: int = 0
    alone: int = 0
    claimed: int = 0
    in_progress: int = 0
    lost: int = 0
    not_started: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def items(self) -> int:
        """Those that apply: what is evidenced is counted of these."""
        counted = self.evidenced + self.alone + self.claimed + self.in_progress
        return counted + self.lost + self.not_started + self.unknown

    @property
    def complete(self) -> bool:
        """Whether all that applies is evidenced by more than one person's word."""
        return self.evidenced == self.items


@dataclass(frozen=True, slots=True)
class ItemDue:
    """An item, and the day from which its evidence says nothing any more."""

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

    ``stage`` names the highest stage that is complete with all before it, and is empty before the first is;
    ``unseen`` says that nothing was looked at yet. ``name`` is the model's; ``replaced``: the digest before was by
    another model, or by none, so that nothing in it compares with this.
    """

    model: str
    version: str
    stages: tuple[StageLine, ...]
    stage: str = ""
    stage_before: str = ""
    changes: tuple[Change, ...] = ()
    next_step: NextStep | None = None
    going_stale: tuple[ItemDue, ...] = ()
    unseen: bool = False
    name: str = ""
    replaced: bool = False

    def title_of(self, name: str) -> str:
        """How people read a stage's name; empty when the model has none of that name."""
        return next((stage.title for stage in self.stages if stage.name == name), "")

    @property
    def moved(self) -> int:
        """1 when a higher stage is complete than before, -1 when a lower one, else 0.

        A stage that was there before and that the model does not have any more was neither reached nor lost.
        """
        names = ["", *(stage.name for stage in self.stages)]
        if self.stage not in names or self.stage_before not in names:
            return 0
        now, before = names.index(self.stage), names.index(self.stage_before)
        return (now > before) - (now < before)

    @property
    def evidenced(self) -> int:
        """Items of all stages that count."""
        return sum(stage.evidenced for stage in self.stages)

    @property
    def items(self) -> int:
        """Items of all stages that apply."""
        return sum(stage.items for stage in self.stages)

    @property
    def alone(self) -> int:
        """Items that rest on the word of one person alone, which is counted apart."""
        return sum(stage.alone for stage in self.stages)

    @property
    def lost(self) -> int:
        """Items whose evidence lapsed."""
        return sum(stage.lost for stage in self.stages)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the organization: the group that owns it, when it is due, whether it is done.

    ``new``: the digest before did not say that it is done.
    """

    text: str
    owner: str = ""
    due: date | None = None
    done: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class UnitLevels:
    """How many units of the organization stand at which level of engagement, the lowest first; never which."""

    levels: tuple[Count, ...]
    below: int = 0
    unassessed: int = 0


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
class AskedFor:
    """An entry that everybody reads, by its title, and how often it was asked for."""

    title: str
    times: int


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """Questions: how many wait for people, and what was asked for most. Nobody's name, and no words of a question."""

    waiting: int = 0
    most: tuple[AskedFor, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The weekly digest of one window. ``since`` is part of it, ``until`` is not; ``zone`` is that of its schedule.

    ``progress`` is None where the organization chose to have no model of stages. ``start`` has steps only in a first
    digest of an office in which nothing happened yet; ``units`` are None where they are not assessed. ``outside`` is
    what upstreams and regulators bring. ``advice`` is the title of the most pressing recommendation; ``unfollowed``
    are units that have not acknowledged the principles; ``reading`` is what helps with the next item. ``registers`` are
    None where nothing is to be told of them; ``asked`` are the questions of people.
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
    units: UnitLevels | None = None
    outside: Outside = NOTHING_OUTSIDE
    advice: str = ""
    unfollowed: tuple[str, ...] = ()
    reading: str = ""
    registers: RegisterFigures | None = None
    asked: AskedFigures = AskedFigures()


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong, with the figures that it rests on: ``count`` of ``of``, ``days`` where time is meant.

    ``groups`` are those of which the organization's own files say it (one person alone), or one with enough people.
    """

    name: RiskName
    count: int = 0
    of: int = 0
    days: int = 0
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Executive:
    """The executives' digest: nobody's name, and no figure of a group that is too small.

    ``figures`` have no breakdown, no number and no name any more; ``waiting`` is the one that is left, suppressed.
    ``risks`` are at most three, the worst first; what is asked of the readers follows from the first.
    ``strategy`` is None where there are neither goals of the strategy nor messages to management.
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
    outside: Outside = NOTHING_OUTSIDE
    strategy: StrategyNews | None = None
