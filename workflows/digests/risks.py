# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What may go wrong, as rules over figures; the thresholds are defaults of this project, docs/digests.md explains them.

Embargoed requests are in none of the figures, and so in no risk.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from workflows.digests.document import GoalLine, Progress, Risk
from workflows.figures import ENOUGH, ProgramFigures
from workflows.organization import LAST_RESORT

#: How many risks executives read of.
RISKS = 3
#: From this share of what is open on, what is overdue or old is a risk.
_LATE, _OLD = 0.1, 0.25
#: The share of decisions within what was promised below which deciding is too slow.
_PROMISED = 0.8
#: Open for longer than this many days is old.
_OLD_DAYS = 30
#: Of whom one is asked by name, or nobody unless all others are missing.
_NO_TEAMS = frozenset({"managers", LAST_RESORT})
#: So much more comes in than is decided.
_GROWTH = 1.2
#: Standing clearances that end soon, and the share of what counts that goes stale soon.
_CLEARANCES, _STALE = 5, 0.25


def risks_of(
    figures: ProgramFigures,
    progress: Progress | None,
    overdue_goals: Sequence[GoalLine],
    people: Mapping[str, AbstractSet[str]],
    tellable: AbstractSet[str],
) -> tuple[Risk, ...]:
    """The worst three: who already waits too long, then who is alone, then what gets worse, then what ends.

    ``people`` are those of the groups that decide; only groups in ``tellable`` are named with a figure. That somebody
    is alone in a group is said of every group: it is how the organization's files are written, no figure of anybody.
    """
    found = (*_waiting(figures, tellable), *_alone(people), *_growing(figures), *_ending(figures, progress))
    goals = (Risk("goals", len(overdue_goals)),) if overdue_goals else ()
    order = ("late", "slow", "alone", "unanswered", "growing", "aging", "goals", "lost", "lapsing", "going_stale")
    return tuple(sorted((*found, *goals), key=lambda risk: order.index(risk.name))[:RISKS])


def _waiting(figures: ProgramFigures, tellable: AbstractSet[str]) -> Iterator[Risk]:
    queue = figures.queue
    if queue.overdue and (queue.overdue >= ENOUGH or queue.overdue >= _LATE * queue.open):
        late = [one for one in queue.waiting_on if one.overdue and one.name in tellable]
        worst = max(late, key=lambda one: one.overdue, default=None)
        most = worst is not None and 2 * worst.overdue > queue.overdue
        yield Risk("late", queue.overdue, queue.open, groups=(worst.name,) if worst and most else ())
    share = figures.in_time.value
    if share is not None and share < _PROMISED:
        yield Risk("slow", figures.in_time.count, figures.in_time.of)
    if queue.unanswered >= ENOUGH:
        yield Risk("unanswered", queue.unanswered)


def _alone(people: Mapping[str, AbstractSet[str]]) -> Iterator[Risk]:
    alone = sorted(name for name, members in people.items() if len(members) == 1 and name not in _NO_TEAMS)
    if alone:
        yield Risk("alone", len(alone), len(people), groups=tuple(alone))


def _growing(figures: ProgramFigures) -> Iterator[Risk]:
    more = figures.arrivals - figures.decisions
    if more >= ENOUGH and figures.arrivals >= _GROWTH * figures.decisions:
        yield Risk("growing", more, figures.arrivals)
    old = sum(band.count for band in figures.ages if band.from_days >= _OLD_DAYS)
    if old >= ENOUGH and old >= _OLD * figures.queue.open:
        yield Risk("aging", old, figures.queue.open, days=_OLD_DAYS)


def _ending(figures: ProgramFigures, progress: Progress | None) -> Iterator[Risk]:
    if progress is not None and progress.lost:
        yield Risk("lost", progress.lost, progress.items)
    if figures.lapsing.count >= _CLEARANCES:
        yield Risk("lapsing", figures.lapsing.count)
    ending = len(progress.going_stale) if progress is not None else 0
    if progress is not None and ending and ending >= _STALE * progress.evidenced:
        yield Risk("going_stale", ending, progress.evidenced)
