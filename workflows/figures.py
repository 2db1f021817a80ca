# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of the program in a window of time, as numbers alone: never a title, a project or a person.

docs/figures.md says of each what it counts, where it comes from and what it must not be mistaken for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

#: A median of fewer decisions says more of chance than of the office: it is "not enough data".
ENOUGH = 5
#: Of fewer people than this no figure is told as a topic or to executives: it would be told who (domain.md §5).
SUPPRESS_BELOW = 5
#: What is due within this time is due soon.
SOON = timedelta(hours=48)
#: What ends within this time is about to lapse.
LAPSING = timedelta(days=30)
#: How many of the oldest, or of those that lapse first, are named by number.
NAMED = 5
#: How many weeks the trend has.
TREND_WEEKS = 12
#: Where the bands of the backlog's ages begin, in days.
AGES = (0, 2, 7, 14, 30, 90)
#: How whoever was named as a person is called where it is counted who has a turn: groups are named, people are not.
NAMED_PERSON = "named person"


def nearest_rank(percent: int, of: int) -> int:
    """The place, from 1, of a percentile among so many values in order: the smallest that so many percent reach.

    Always one of the values themselves; of an even number the median is the lower of the two in the middle.
    """
    return max(1, -(-percent * of // 100))


@dataclass(frozen=True, slots=True)
class Times:
    """How long ``of`` decisions took, in whole minutes: the median, and what nine of ten were within.

    Both are None where there are fewer than ``ENOUGH``.
    """

    of: int = 0
    median: int | None = None
    p90: int | None = None

    @classmethod
    def among(cls, minutes: Sequence[int]) -> Self:
        """Those of these values, in any order."""
        of, ordered = len(minutes), sorted(minutes)
        if not of:
            return cls()
        return cls.known(of, ordered[nearest_rank(50, of) - 1], ordered[nearest_rank(90, of) - 1])

    @classmethod
    def known(cls, of: int, median: int | None, p90: int | None) -> Self:
        """These, as far as they are of enough."""
        return cls(of, median, p90) if of >= ENOUGH else cls(of)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where there are fewer than ``ENOUGH`` to be a share of."""
        return self.count / self.of if self.of >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something with a name, such as a kind, a state, a license or a petal."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Holder:
    """On whom so many requests wait: a group, ``requester`` or ``NAMED_PERSON``; ``overdue`` of them for too long."""

    name: str
    count: int
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Aged:
    """A request by its number, and for how many whole days it has been open."""

    number: int
    days: int


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many are open for at least so many days, and for fewer than the next band begins with."""

    from_days: int
    count: int


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """What is open at an instant. ``oldest`` names only requests that everybody may see."""

    at: datetime
    open: int = 0
    overdue: int = 0
    due_soon: int = 0
    unanswered: int = 0
    by_state: tuple[Count, ...] = ()
    by_kind: tuple[Count, ...] = ()
    waiting_on: tuple[Holder, ...] = ()
    oldest: tuple[Aged, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend; ``times`` are those of people's decisions, from submission to decision by the clock."""

    since: datetime
    until: datetime
    arrivals: int = 0
    decisions: int = 0
    at_once: int = 0
    times: Times = Times()


@dataclass(frozen=True, slots=True)
class Petal:
    """How much happened in an area of work: requests that came in or were decided, in the window and in the trend.

    ``title`` is what the register of petals calls it; empty where it is not known.
    """

    name: str
    window: int
    trend: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Standing clearances that end within ``LAPSING``, and the numbers of the requests whose end first."""

    count: int = 0
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """How many steps one person decided in the window: only where the organization asked for it by name."""

    person: str
    decided: int


@dataclass(frozen=True, slots=True)
class ProgramFigures:
    """What happened in a window (``since`` is part of it, ``until`` is not) and what is open at its end.

    Decisions are approvals and declines. ``at_once`` are those that policy made itself; all others were people's, and
    ``wall`` and ``working`` are theirs alone: by the clock, and in the working time of those who decided, without the
    time in which the requester was asked. ``in_time`` counts those of which every step was decided within its group's
    promise. ``revised`` counts people's decisions before which the request was edited, ``rounds`` how often.
    """

    since: datetime
    until: datetime
    queue: QueueFigures
    ages: tuple[AgeBand, ...] = ()
    arrivals: int = 0
    decisions: int = 0
    at_once: int = 0
    outcomes: tuple[Count, ...] = ()
    wall: Times = Times()
    working: Times = Times()
    in_time: Share = Share()
    revised: Share = Share()
    rounds: int = 0
    lapsing: Lapsing = Lapsing()
    kinds: tuple[Count, ...] = ()
    licenses: tuple[Count, ...] = ()
    petals: tuple[Petal, ...] = ()
    trend: tuple[Week, ...] = ()

    @property
    def fast_share(self) -> Share:
        """How many of the decisions were made at once."""
        return Share(self.at_once, self.decisions)


def weeks_until(until: datetime, zone: ZoneInfo, weeks: int = TREND_WEEKS) -> tuple[datetime, ...]:
    """The instants (UTC) between the weeks that end at ``until``, the first of all first: one more than weeks.

    A week goes from a time of the wall clock to the same seven days later, so that one with a change to or from
    daylight saving time has an hour less or more. A time that the clock skips is as much later; of one that it shows
    twice the first counts.
    """
    local = until.astimezone(zone).replace(tzinfo=None)
    walls = (local - timedelta(weeks=back) for back in range(weeks, 0, -1))
    return (*(wall.replace(tzinfo=zone, fold=0).astimezone(UTC) for wall in walls), until.astimezone(UTC))
