# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures from the rows of their statements, which are sums by several names at once (figure_statements.py)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.statements import Row
from workflows.counting import Counting
from workflows.figures import NAMED_PERSON, TREND_WEEKS, Count, Holder, Petal, Times, Week

#: Ends that are decisions.
DECISIONS = ("approved", "declined")


def total(rows: Iterable[Row], column: int) -> int:
    """The sum of a column."""
    return sum(int(row[column]) for row in rows)


def counted(pairs: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    """Sums by name, the greatest first."""
    sums = Counter[str]()
    for name, count in pairs:
        sums[name] += int(count)
    return tuple(Count(name, count) for name, count in sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def holders(rows: Iterable[Row]) -> tuple[Holder, ...]:
    """On whom requests wait. People are counted together, each request once."""
    waiting, overdue = Counter[str](), Counter[str]()
    for _, _, turns, count, late, _ in rows:
        for name in {_name(one) for one in turns.split(",") if one and "-@" not in one}:
            waiting[name] += int(count)
            overdue[name] += int(late)
    ordered = sorted(waiting, key=lambda name: (-waiting[name], name))
    return tuple(Holder(name, waiting[name], overdue[name]) for name in ordered)


def _name(holder: str) -> str:
    return NAMED_PERSON if holder.startswith("@") else holder


def wall(rows: Iterable[Row], week: int) -> Times:
    """Times in minutes, from the row of ENDED that has the percentiles of a week, or of the window."""
    for number, _, state, _, _, of, _, _, median, p90 in rows:
        if number == week and not state and of:
            return Times.known(int(of), int(median) // 60, int(p90) // 60)
    return Times()


def weeks(edges: Sequence[datetime], came: Iterable[Row], ended: Sequence[Row]) -> tuple[Week, ...]:
    """The weeks of the trend, between their edges."""
    arrivals = Counter[int]()
    for week, _, _, _, count in came:
        arrivals[int(week)] += int(count)
    found = []
    for number in range(TREND_WEEKS):
        made = [row for row in ended if row[0] == number and row[2] in DECISIONS]
        at_once = total([row for row in made if not row[4]], 5)
        times = wall(ended, number)
        found.append(Week(edges[number], edges[number + 1], arrivals[number], total(made, 5), at_once, times))
    return tuple(found)


def petals(counting: Counting, came: Iterable[Row], ended: Iterable[Row]) -> tuple[Petal, ...]:
    """How much happened in each area of work that a kind belongs to, in the window and in the trend."""
    petal_of, window, trend = dict(counting.petals), Counter[str](), Counter[str]()
    happened = [(week, inside, kind, count) for week, inside, kind, _, count in came]
    happened += [(row[0], row[1], row[3], row[5]) for row in ended if row[2] in DECISIONS]
    for week, inside, kind, count in happened:
        petal = petal_of.get(kind, "")
        window[petal] += int(count) if inside else 0
        trend[petal] += int(count) if week >= 0 else 0
    return tuple(Petal(name, window[name], trend[name]) for name in sorted(set(petal_of.values())))
