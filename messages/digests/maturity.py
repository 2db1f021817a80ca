# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How far a program has come, in lines: what changed and why, the stage, the next step, or goals without stages."""

from collections.abc import Sequence

from messages.digests.lines import Line
from messages.digests.wording import day, quoted, some
from messages.text import capital, counted, joined, user_line
from workflows.digests.document import Digest, Executive, GoalLine, Progress, StageLine, UnitLevels
from workflows.digests.weekly import done_goals, overdue_goals
from workflows.maturity.changes import Cause, Change
from workflows.organization import Organization

#: How changes are told together: what each line is about, and the causes that it tells.
_TOLD = (
    ("Done", {Cause.DONE}),
    ("Expired", {Cause.EXPIRED}),
    ("Reopened", {Cause.REOPENED}),
    ("Checklist changed", {Cause.ADDED, Cause.REMOVED, Cause.RESCOPED, Cause.SET_ASIDE, Cause.APPLIES}),
)
_NAMED = 2
_NAME = 60


def changed_lines(progress: Progress) -> list[Line]:
    """What counts differently than before, with its cause, in at most four lines."""
    lines: list[Line] = []
    for label, causes in _TOLD:
        found = sorted((one for one in progress.changes if one.cause in causes), key=lambda one: one.alone)
        told = [_change(one, named=len(causes) > 1) for one in found]
        lines += [Line(label, f"{some(told, _NAMED, len(found))}.")] if found else []
    return lines


def changed_shortly(progress: Progress) -> str:
    """2 items done, 1 expired: how much changed, without what."""
    counting = [one for one in progress.changes if not one.alone]
    *counts, edited = (sum(one.cause in causes for one in counting) for _, causes in _TOLD)
    told = [(count, label.lower()) for count, (label, _) in zip(counts, _TOLD, strict=False) if count]
    if not told:
        return f"{counted(edited, 'item', 'items')} of the checklist changed" if edited else ""
    (first, label), *rest = told
    return joined([f"{counted(first, 'item', 'items')} {label}", *(f"{count:,} {label}" for count, label in rest)])


def stage_line(progress: Progress) -> Line:
    """The stage that is reached, and how the next one stands, in counts; and whether another model is used now."""
    other = f" This is another model than in the digest before: {_name(progress.model)}." if progress.replaced else ""
    return Line("Stage", f"{_stage(progress)}.{other}")


def _stage(progress: Progress) -> str:
    if progress.unseen:
        return f"not enough data: nobody has looked at any of {counted(progress.items, 'item', 'items')}"
    following = next((one for one in progress.stages if one.items and not one.complete), None)
    if following is None:
        return f"every stage is complete; all {counted(progress.items, 'item', 'items')} evidenced"
    new = ", new in this digest" if progress.moved > 0 else ""
    reached = f"{_name(progress.title_of(progress.stage))} is complete{new}; " if progress.stage else ""
    return f"{reached}{stage_counts(following)}"


def stage_counts(stage: StageLine) -> str:
    """Stage 1 has 3 of 4 items evidenced (target 4), 1 lost. One at which nobody looked has not enough data."""
    if stage.unknown == stage.items:
        return f"{_name(stage.title)} has not enough data: {counted(stage.items, 'item', 'items')} not looked at yet"
    reached = "target reached" if stage.target else "no target"
    target = reached if stage.evidenced >= stage.target else f"target {stage.target:,}"
    lost = f", {stage.lost:,} lost" if stage.lost else ""
    alone = f", {stage.alone:,} more on one person's word" if stage.alone else ""
    told = f"{stage.evidenced:,} of {counted(stage.items, 'item', 'items')} evidenced ({target})"
    return f"{_name(stage.title)} has {told}{lost}{alone}"


def moved_stage(progress: Progress) -> str:
    """That a stage was reached or lost in the window; empty otherwise."""
    if progress.moved == 0:
        return ""
    went_up = progress.moved > 0
    name = progress.stage if went_up else progress.stage_before
    return f"{_name(progress.title_of(name))} is {'complete' if went_up else 'no longer complete'}"


def next_line(progress: Progress) -> Line | None:
    """The one next best step, and why it is the one."""
    step = progress.next_step
    return Line("Next best step", f"{quoted(step.text)}: {user_line(step.because, 160)}.") if step else None


def unit_line(units: UnitLevels) -> Line:
    """How many units stand at which level of engagement, and how many nobody has looked at."""
    told = [f"{one.count:,} at {_name(one.name)}" for one in units.levels]
    told += [f"{units.below:,} below the first level"] if units.below else []
    told += [f"{units.unassessed:,} not assessed"] if units.unassessed else []
    return Line("", f"{'; '.join(told)}.")


def goal_lines(digest: Digest | Executive, organization: Organization) -> list[Line]:
    """Goals: what was done, what is overdue, and what is due next."""
    goals = digest.goals
    if not goals:
        return [Line("Goals", "none is written down yet; they go into organization.toml, as [[goals]].")]
    done = sum(one.done for one in goals)
    late, new = overdue_goals(digest), done_goals(digest)
    lines = [Line("Goals", f"{done:,} of {counted(len(goals), 'goal', 'goals')} done.")]
    lines += [_goals("Done", new, organization)] if new else []
    lines += [_goals("Overdue", late, organization)] if late else []
    coming = sorted((one for one in goals if not one.done and one not in late), key=lambda one: str(one.due or "z"))
    return [*lines, *([_goals("Next", coming[:1], organization)] if coming else [])]


def _goals(label: str, goals: Sequence[GoalLine], organization: Organization) -> Line:
    told = [_goal(one, organization) for one in goals]
    return Line(label, f"{some(told, _NAMED, len(told))}.")


def _goal(goal: GoalLine, organization: Organization) -> str:
    owner = [user_line(organization.title_of(goal.owner), _NAME)] if goal.owner else []
    due = [f"due {day(goal.due)}"] if goal.due and not goal.done else []
    about = ", ".join([*owner, *due])
    return f"{quoted(goal.text)} ({about})" if about else quoted(goal.text)


def _change(one: Change, *, named: bool) -> str:
    what = f"{one.cause.value} {quoted(one.text)}" if named else quoted(one.text)
    return f"{what}, {user_line(one.because, _NAME)}" + (" and counted apart" if one.alone else "")


def _name(title: str) -> str:
    return capital(user_line(title, _NAME))
