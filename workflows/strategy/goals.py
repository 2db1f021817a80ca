# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The goals of the strategy: what each says, and how it stands on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.registers.checking import day_of
from workflows.registers.entry import Content, Entry

GOALS = "strategy-goals"
#: The fields of the strategy, which are its sections too, in the order of the document.
FIELDS = ("strategy", "governance", "compliance", "community")


class GoalStanding(StrEnum):
    """How a goal stands. LATE: its day is over and it is neither reached nor dropped, whatever its owner says."""

    LATE = "late"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    PLANNED = "planned"
    REACHED = "reached"
    DROPPED = "dropped"


_ENDED = frozenset({GoalStanding.REACHED, GoalStanding.DROPPED})
_ORDER = tuple(GoalStanding)


@dataclass(frozen=True, slots=True)
class StrategyGoal:
    """A goal as a reader sees it; ``name`` is its entry's, ``owner`` a user id or empty."""

    name: str
    title: str
    objective: str
    field: str
    standing: GoalStanding
    owner: str = ""
    ceo: str = ""
    cfo: str = ""
    technology: str = ""
    measured: str = ""
    until: date | None = None
    upstreams: str = ""
    actions: str = ""


@dataclass(frozen=True, slots=True)
class GoalCounts:
    """How many goals stand how; ``total`` is without those that were dropped."""

    total: int = 0
    late: int = 0
    at_risk: int = 0
    on_track: int = 0
    planned: int = 0
    reached: int = 0


def goal_of(entry: Entry, content: Content, today: date) -> StrategyGoal:
    """The goal that a content of an entry says."""
    said = {name: value for name, value in content.values.items() if isinstance(value, str)}
    until = day_of(content, "until")
    return StrategyGoal(
        name=entry.name,
        title=content.title,
        objective=said.get("objective", ""),
        field=said.get("field", ""),
        standing=_standing(said.get("status", ""), until, today),
        owner=entry.owner.id if entry.owner else "",
        ceo=said.get("ceo", ""),
        cfo=said.get("cfo", ""),
        technology=said.get("technology", ""),
        measured=said.get("measured", ""),
        until=until,
        upstreams=said.get("upstreams", ""),
        actions=said.get("actions", ""),
    )


def published_goals(entries: Iterable[Entry], today: date) -> tuple[StrategyGoal, ...]:
    """The goals that are in force, what needs looking at first."""
    return in_order([goal_of(entry, entry.content, today) for entry in entries if entry.visible])


def in_order(goals: Sequence[StrategyGoal]) -> tuple[StrategyGoal, ...]:
    """Late ones first, then by their day and title."""
    return tuple(
        sorted(goals, key=lambda one: (_ORDER.index(one.standing), one.until or date.max, one.title.casefold()))
    )


def by_objective(goals: Iterable[StrategyGoal]) -> dict[str, list[StrategyGoal]]:
    """The goals under the objective of the company that each serves; spelled alike but for case is the same one."""
    found: dict[str, list[StrategyGoal]] = {}
    spelled: dict[str, str] = {}
    for goal in goals:
        objective = spelled.setdefault(goal.objective.casefold(), goal.objective)
        found.setdefault(objective, []).append(goal)
    return found


def counted(goals: Iterable[StrategyGoal]) -> GoalCounts:
    """How many stand how."""
    standings = [goal.standing for goal in goals if goal.standing is not GoalStanding.DROPPED]
    return GoalCounts(
        total=len(standings),
        late=standings.count(GoalStanding.LATE),
        at_risk=standings.count(GoalStanding.AT_RISK),
        on_track=standings.count(GoalStanding.ON_TRACK),
        planned=standings.count(GoalStanding.PLANNED),
        reached=standings.count(GoalStanding.REACHED),
    )


def _standing(status: str, until: date | None, today: date) -> GoalStanding:
    said = GoalStanding(status) if status in _ORDER else GoalStanding.PLANNED
    if said not in _ENDED and until is not None and until < today:
        return GoalStanding.LATE
    return said
