# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What one person sees in Home, by what they do: everybody their own, reviewers their queue, the OSPO the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from workflows.digests.document import Digest
from workflows.figures import QueueFigures
from workflows.maturity.boards import Board
from workflows.obligations import Obligation
from workflows.queue import Waiting
from workflows.recommendations.advising import Advice
from workflows.registers.owned import Owned
from workflows.request import Request
from workflows.rescheduling import ScheduleStanding
from workflows.turns import Turns

#: Own requests that Home and a list show. One more is read, so that they can say that there are others.
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Program:
    """The program as its office sees it now. ``board`` is None where no model of stages was chosen.

    ``digest`` is the newest of the weekly ones that was made; None before the first. ``advice`` is the most pressing
    that is open, of ``advices``.
    """

    queue: QueueFigures
    board: Board | None = None
    schedules: Sequence[ScheduleStanding] = ()
    digest: Digest | None = None
    advice: Advice | None = None
    advices: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What waits for the person, what is their own with whose turn it is, by number, and the first of what they owe.

    ``daily_at`` is when their list of the day comes; ``program`` is for the OSPO alone.
    """

    waiting: Waiting
    mine: Sequence[Request] = ()
    turns: Mapping[int, Turns] = field(default_factory=dict)
    owed: Sequence[tuple[Request, Obligation]] = ()
    total_owed: int = 0
    daily_at: time | None = None
    program: Program | None = None
    entries: Sequence[Owned] = ()
    today: date | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all: somebody in no group, who has not asked for anything yet."""
        waiting = self.waiting
        queue = waiting.total or waiting.wanted.narrowed or waiting.groups
        return not (queue or self.mine or self.total_owed or self.entries)
