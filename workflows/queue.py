# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking at what waits for a reviewer: which of it, and from which place on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from workflows.request import Request
from workflows.turns import Turns


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the waiting requests somebody wants to see; what is empty or False narrows nothing.

    ``mine`` are those that the person took, or that name the person. ``page`` is counted from 0.
    """

    kind: str = ""
    group: str = ""
    lane: str = ""
    overdue: bool = False
    mine: bool = False
    page: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.group or self.lane or self.overdue or self.mine)

    def on(self, page: int) -> Self:
        """The same on another page."""
        return replace(self, page=max(page, 0))


#: Nothing is left out.
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of what waits for one person: how many there are in all, and the person's groups.

    ``turns`` are those of the requests of the page, by number; ``first`` is the place of the first of them, from 1.
    """

    requests: Sequence[Request]
    total: int
    groups: frozenset[str]
    wanted: Wanted = EVERYTHING
    turns: Mapping[int, Turns] = field(default_factory=dict)
    first: int = 1

    @property
    def deciding(self) -> frozenset[str]:
        """The groups whose steps are looked at: one when the queue is narrowed to it, else all of the person's."""
        return self.groups & {self.wanted.group} if self.wanted.group else self.groups

    @property
    def last(self) -> int:
        """The place of the last request of the page."""
        return self.first + len(self.requests) - 1
