# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a digest keeps of two boards of a model: counts, what changed and why, and what comes next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from workflows.digests.document import Digest, Executive, ItemDue, NextStep, Progress, StageLine, UnitLevels
from workflows.figures import LAPSING, Count
from workflows.maturity.boards import Board, ItemState, StageScore
from workflows.maturity.changes import changes
from workflows.maturity.models import MaturityModel
from workflows.maturity.next_step import next_step
from workflows.maturity.possible import proven
from workflows.maturity.spreads import Spread


def progress_of(before: Board, after: Board, zone: str) -> Progress:
    """How far a program has come from one board to a later one of the same model. ``zone`` names that of its days."""
    step = next_step(after)
    return Progress(
        model=after.model.title,
        version=after.model.version,
        stages=tuple(_line(score) for score in after.scores),
        stage=after.current.name if after.current else "",
        stage_before=before.current.name if before.current else "",
        changes=changes(before, after),
        next_step=NextStep(step.standing.item.id, step.standing.item.text, step.because) if step else None,
        going_stale=tuple(sorted(_going_stale(after, LAPSING, zone), key=lambda one: one.on)),
        unseen=not after.looked_at,
        name=after.model.name,
    )


def after_digest(progress: Progress | None, last: Digest | Executive | None) -> Progress | None:
    """The progress, and whether the digest before was by another model; an older one may not say by which."""
    if progress is None or last is None:
        return progress
    before = last.progress
    return replace(progress, replaced=before is None or (bool(before.name) and before.name != progress.name))


def unit_levels(spread: Spread, model: MaturityModel) -> UnitLevels:
    """How many units stand at each level of a model that any has reached."""
    counts = ((stage.title, len(spread.levels.get(stage.name, ()))) for stage in model.stages)
    levels = tuple(Count(title, count) for title, count in counts if count)
    return UnitLevels(levels, len(spread.below), len(spread.unassessed))


def _line(score: StageScore) -> StageLine:
    return StageLine(
        name=score.stage.name,
        title=score.stage.title,
        target=score.wanted,
        evidenced=score.evidenced,
        alone=score.alone,
        claimed=score.claimed,
        in_progress=score.in_progress,
        lost=score.stale,
        not_started=score.not_started,
        unknown=score.unknown,
        not_applicable=score.not_applicable,
    )


def _going_stale(board: Board, within: timedelta, zone: str) -> Iterator[ItemDue]:
    """What counts now and will not by then; the office's own records are looked at daily and do not go stale by age."""
    for one in board.standings:
        if one.state is ItemState.EVIDENCED and one.until and not proven(one) and one.until <= board.at + within:
            yield ItemDue(one.item.id, one.item.text, one.until.astimezone(ZoneInfo(zone)).date())
