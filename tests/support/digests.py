# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A week of a small program, as figures and as progress, to be told of in digests."""

from datetime import UTC, date, datetime, timedelta

from workflows.digests.document import ItemDue, NextStep, Progress, StageLine
from workflows.figures import (
    AgeBand,
    Aged,
    Count,
    Holder,
    Lapsing,
    ProgramFigures,
    QueueFigures,
    Share,
    Times,
    Week,
)
from workflows.maturity.changes import Cause, Change
from workflows.program import Goal

SINCE = datetime(2026, 11, 16, 8, tzinfo=UTC)
UNTIL = SINCE + timedelta(weeks=1)
ZONE = "Europe/Berlin"
QUEUE = QueueFigures(
    UNTIL,
    open=12,
    overdue=3,
    due_soon=2,
    unanswered=1,
    by_state=(Count("in_review", 9), Count("waiting_for_requester", 3)),
    by_kind=(Count("contribution", 8), Count("release", 4)),
    waiting_on=(Holder("legal", 6, 2), Holder("ospo", 4, 1), Holder("requester", 3), Holder("named person", 1)),
    oldest=(Aged(101, 34), Aged(117, 20), Aged(130, 1)),
)
TREND = tuple(
    Week(
        SINCE - timedelta(weeks=back),
        UNTIL - timedelta(weeks=back),
        14 - back,
        11 - back,
        2,
        Times(9 - back, 1700, 7200) if back < 4 else Times(2),
    )
    for back in reversed(range(10))
)
FIGURES = ProgramFigures(
    SINCE,
    UNTIL,
    QUEUE,
    ages=(AgeBand(0, 3), AgeBand(2, 4), AgeBand(7, 2), AgeBand(14, 2), AgeBand(30, 1)),
    arrivals=14,
    decisions=11,
    at_once=2,
    outcomes=(Count("approved", 10), Count("declined", 1)),
    wall=Times(9, 1700, 7200),
    working=Times(9, 390, 2100),
    in_time=Share(14, 18),
    revised=Share(2, 9),
    rounds=3,
    lapsing=Lapsing(7, (12, 15, 19)),
    kinds=(Count("contribution", 10), Count("license-question", 3), Count("release", 1)),
    licenses=(Count("MIT", 3), Count("GPL-3.0-only", 2)),
    trend=TREND,
)
NOTHING = ProgramFigures(SINCE, UNTIL, QueueFigures(UNTIL))
STAGES = (
    StageLine("pre", "Pre-stage", 4, evidenced=4),
    StageLine("one", "Stage 1", 3, evidenced=2, alone=1, lost=1),
    StageLine("two", "Stage 2", 3, unknown=3),
)
NEXT = NextStep(
    "train", "Train developers", "it counted until its evidence lapsed: a new look brings it back, in Stage 1"
)
PROGRESS = Progress(
    "OSPO checklist",
    "0123456789ab",
    STAGES,
    stage="pre",
    changes=(
        Change("values", "Say what we stand for", "pre", "Pre-stage", Cause.DONE, "confirmed by a second person"),
        Change("sbom", "Keep an inventory", "one", "Stage 1", Cause.DONE, "the office's own records show it"),
        Change("plan", "Plan two years", "pre", "Pre-stage", Cause.DONE, "confirmed by its claimer alone", alone=True),
        Change("train", "Train developers", "one", "Stage 1", Cause.EXPIRED, "nobody has looked since 2026-05-20"),
        Change("guide", "Write a guide", "two", "Stage 2", Cause.REOPENED, "somebody opened it again"),
        Change("score", "Score security", "one", "Stage 1", Cause.ADDED, "the model asks for it now"),
    ),
    next_step=NEXT,
    going_stale=(ItemDue("budget", "Name the budget", date(2026, 12, 3)),),
)
UNSEEN = Progress(
    "OSPO checklist",
    "0123456789ab",
    (StageLine("pre", "Pre-stage", 4, unknown=4),),
    next_step=NextStep("values", "Say what we stand for", "it is the first in its stage"),
    unseen=True,
)
GOALS = (
    Goal(text="Release two libraries", due=date(2026, 12, 1)),
    Goal(text="Train every team", owner="legal", due=date(2026, 11, 1)),
    Goal(text="Publish a policy", done=True),
)
