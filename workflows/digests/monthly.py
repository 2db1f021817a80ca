# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The executives' digest: what the month was in numbers, without anything that tells of one person or a small group."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from workflows.digests.document import Executive, Progress
from workflows.digests.outside import NOTHING_OUTSIDE, Outside
from workflows.digests.progress import after_digest
from workflows.digests.risks import risks_of
from workflows.digests.suppressing import suppressed
from workflows.digests.weekly import MONTHS_DIFFER, compared, goals_of, overdue_goals
from workflows.figures import SUPPRESS_BELOW, Lapsing, ProgramFigures
from workflows.program import Goal


def summarise_for_executives(
    figures: ProgramFigures,
    people: Mapping[str, AbstractSet[str]],
    *,
    zone: str,
    progress: Progress | None = None,
    goals: Sequence[Goal] = (),
    last: Executive | None = None,
    suppress_below: int = SUPPRESS_BELOW,
    outside: Outside = NOTHING_OUTSIDE,
) -> Executive:
    """The executives' digest of the window of these figures. ``people`` are those of each group that decides."""
    counts = {one.name: one.count for one in figures.queue.waiting_on if one.name in people}
    waiting = suppressed(counts, people, suppress_below)
    told = Executive(
        since=figures.since,
        until=figures.until,
        zone=zone,
        figures=without_breakdowns(figures),
        waiting=waiting,
        progress=after_digest(progress, last),
        goals=goals_of(goals, last),
        before=compared(last, figures, MONTHS_DIFFER),
        suppress_below=suppress_below,
        outside=outside,
    )
    tellable = {name for name, _ in waiting.rows}
    return replace(told, risks=risks_of(figures, progress, overdue_goals(told), people, tellable))


def without_breakdowns(figures: ProgramFigures) -> ProgramFigures:
    """The figures as totals alone: no group, kind or license, and no number of a request."""
    queue = replace(figures.queue, by_state=(), by_kind=(), waiting_on=(), oldest=())
    lapsing = Lapsing(figures.lapsing.count)
    return replace(figures, queue=queue, lapsing=lapsing, outcomes=(), kinds=(), licenses=(), petals=())
