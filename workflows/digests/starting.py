# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an office without a history begins with: what its files lack, the first item of its model, the first request."""

from collections.abc import Iterator, Sequence

from workflows.digests.document import GoalLine, Progress, StartStep
from workflows.figures import ProgramFigures
from workflows.organization import NEEDED_GROUPS, Organization


def untouched(figures: ProgramFigures, progress: Progress | None) -> bool:
    """Whether nothing ever happened: no request, as far back as the trend goes, and no item that counts."""
    requests = figures.queue.open + figures.arrivals + figures.decisions
    requests += sum(week.arrivals + week.decisions for week in figures.trend)
    return requests == 0 and (progress is None or (progress.evidenced == 0 and not progress.changes))


def first_steps(
    organization: Organization, progress: Progress | None, goals: Sequence[GoalLine]
) -> tuple[StartStep, ...]:
    """At most three: one thing that the organization's files lack, where the program begins, and the first request."""
    lacking = next(_lacking(organization), None)
    begin = _begin(progress, goals)
    return tuple(one for one in (lacking, begin, StartStep("request")) if one is not None)


def _lacking(organization: Organization) -> Iterator[StartStep]:
    """What `ospo check` warns of that an office notices first, the most pressing first."""
    if not organization.group("security").configured:
        yield StartStep("security")
    for name in NEEDED_GROUPS:
        group = organization.group(name)
        if len(group.members) == 1 and group.usergroup is None:
            yield StartStep("second", name)
    if not organization.policy.adopted:
        yield StartStep("adopt")


def _begin(progress: Progress | None, goals: Sequence[GoalLine]) -> StartStep | None:
    if progress is not None:
        return StartStep("item", progress.next_step.text) if progress.next_step else None
    return None if goals else StartStep("goal")
