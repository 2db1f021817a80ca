# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The weekly digest: what happened in a window, and whether there is anything to tell of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from workflows.digests.document import Before, Digest, Executive, GoalLine, Progress, UnitLevels
from workflows.digests.outside import NOTHING_OUTSIDE, Outside
from workflows.digests.progress import after_digest
from workflows.digests.starting import first_steps, untouched
from workflows.figures import PersonFigures, ProgramFigures
from workflows.organization import Organization
from workflows.program import Goal

#: Windows whose lengths differ by more are not compared: weeks differ where clocks change, and months by three days.
WEEKS_DIFFER, MONTHS_DIFFER = timedelta(hours=2), timedelta(days=4)


def summarise(
    figures: ProgramFigures,
    organization: Organization,
    *,
    zone: str,
    progress: Progress | None = None,
    last: Digest | None = None,
    people: Sequence[PersonFigures] = (),
    units: UnitLevels | None = None,
    outside: Outside = NOTHING_OUTSIDE,
) -> Digest:
    """The digest of the window of these figures. ``progress`` is None without a model, ``last`` in the first digest."""
    begins = last is None and untouched(figures, progress)
    goals = goals_of(organization.goals, last)
    return Digest(
        since=figures.since,
        until=figures.until,
        zone=zone,
        figures=figures,
        progress=after_digest(progress, last),
        goals=goals,
        before=compared(last, figures, WEEKS_DIFFER),
        start=first_steps(organization, progress, goals) if begins else (),
        people=tuple(people),
        units=units,
        outside=outside,
    )


def compared(last: Digest | Executive | None, figures: ProgramFigures, differ: timedelta) -> Before | None:
    """What the digest before said; None where its window was longer or shorter than this one's by more than that."""
    if last is None or abs((last.until - last.since) - (figures.until - figures.since)) > differ:
        return None
    then = last.figures
    return Before(
        open=then.queue.open,
        overdue=then.queue.overdue,
        arrivals=then.arrivals,
        decisions=then.decisions,
        wall=then.wall,
        in_time=then.in_time,
    )


def quiet(digest: Digest) -> bool:
    """Whether nothing happened and nothing is pressing, so that one line says it all."""
    figures, queue = digest.figures, digest.figures.queue
    moved = digest.progress is not None and (bool(digest.progress.changes) or digest.progress.replaced)
    pressing = queue.overdue + queue.due_soon + len(overdue_goals(digest)) + len(done_goals(digest))
    happened = figures.arrivals or figures.decisions or digest.outside.anything
    return not (digest.start or moved or happened or pressing)


def today(digest: Digest | Executive) -> date:
    """The day on which the window ends, where its schedule is."""
    return digest.until.astimezone(ZoneInfo(digest.zone)).date()


def goals_of(goals: Sequence[Goal], last: Digest | Executive | None) -> tuple[GoalLine, ...]:
    """The goals with what has become of them since the digest before; the first knows of nothing new."""
    open_before = {one.text for one in last.goals if not one.done} if last else set[str]()
    return tuple(
        GoalLine(one.text, one.owner, one.due, one.done, one.done and one.text in open_before) for one in goals
    )


def overdue_goals(digest: Digest | Executive) -> tuple[GoalLine, ...]:
    """Goals that were due before the window's end and are not done."""
    return tuple(one for one in digest.goals if one.due and one.due < today(digest) and not one.done)


def done_goals(digest: Digest | Executive) -> tuple[GoalLine, ...]:
    """Goals that were done since the digest before."""
    return tuple(one for one in digest.goals if one.new)
