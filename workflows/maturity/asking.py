# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The one question of a week: which item is asked of its owner, instead of a survey of all of them once a year."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from workflows.maturity.boards import Board, Standing
from workflows.maturity.next_step import next_step
from workflows.maturity.possible import proven

#: The same item is not asked of again before.
NOT_AGAIN = timedelta(weeks=8)
#: What somebody has said something of lately needs no question.
LOOKED_LATELY = timedelta(weeks=4)


def week_of(at: datetime, zone: tzinfo) -> str:
    """The ISO week of a moment in a zone, such as 2026-W48."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def to_ask(boards: Sequence[Board], away: Collection[str], now: datetime) -> tuple[Board, Standing] | None:
    """The item to ask of, with its board: of those with an owner who is there, the longest not looked at.

    The next best step of a board comes first. What the office's own records show, what waits for a second person, what
    does not apply, and what was asked or looked at lately is not asked of. None: there is nothing to ask this week.
    """
    found = [(board, one) for board in boards for one in board.standings if _asks(one, away, now)]
    steps = [step.standing for board in boards if (step := next_step(board))]
    never = datetime.min.replace(tzinfo=UTC)
    return min(found, key=lambda pair: (pair[1] not in steps, pair[1].looked_at or never), default=None)


def _asks(standing: Standing, away: Collection[str], now: datetime) -> bool:
    lately = (standing.asked_at or now - NOT_AGAIN) > now - NOT_AGAIN
    looked = (standing.looked_at or now - LOOKED_LATELY) > now - LOOKED_LATELY
    settled = standing.claim is not None or proven(standing) or not standing.applies
    return bool(standing.owner) and standing.owner not in away and not (settled or lately or looked)
