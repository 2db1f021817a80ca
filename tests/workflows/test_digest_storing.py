# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest that is stored is the one that is read."""

from datetime import UTC, date, datetime

import pytest

from workflows.digests.document import Digest, Executive, GoalLine, Progress, Risk, StageLine
from workflows.digests.storing import digest_of, earlier, json_of
from workflows.digests.suppressing import GroupFigures
from workflows.figures import Aged, ProgramFigures, QueueFigures, Times, Week
from workflows.maturity.changes import Cause, Change

SINCE, UNTIL = datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
FIGURES = ProgramFigures(
    SINCE,
    UNTIL,
    QueueFigures(UNTIL, open=3, oldest=(Aged(101, 34),)),
    wall=Times(9, 100, 900),
    trend=(Week(SINCE, UNTIL, 4, 3, 1),),
)
PROGRESS = Progress(
    "OSPO checklist",
    "0123456789ab",
    (StageLine("pre", "Pre-stage", 4, evidenced=4),),
    stage="Pre-stage",
    changes=(
        Change("values", "Say what we stand for", "pre", "Pre-stage", Cause.DONE, "confirmed by a second person"),
    ),
)
WEEKLY = Digest(SINCE, UNTIL, "Europe/Berlin", FIGURES, PROGRESS, (GoalLine("Two releases", due=date(2026, 12, 1)),))
MONTHLY = Executive(SINCE, UNTIL, "UTC", FIGURES, GroupFigures((("legal", 3),), 2), PROGRESS, risks=(Risk("late", 2),))


def test_a_stored_digest_says_the_same_as_the_one_that_was_made() -> None:
    assert digest_of(json_of(WEEKLY), Digest) == WEEKLY
    assert digest_of(json_of(MONTHLY), Executive) == MONTHLY


def test_a_document_that_is_no_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="figures"):
        digest_of('{"since": "2026-11-16T08:00:00Z", "until": "2026-11-23T08:00:00Z", "zone": "UTC"}', Digest)
    assert earlier('{"since": "2026-11-16T08:00:00Z"}', Digest) is None
    assert earlier(json_of(MONTHLY), Executive) == MONTHLY
