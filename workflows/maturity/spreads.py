# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How far the units of an organization are apart: how many at each level, never one average of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.maturity.boards import Board
from workflows.maturity.models import Stage


@dataclass(frozen=True, slots=True)
class Spread:
    """The units of a model by the level that they have reached, the lowest level first; names of units, sorted.

    ``below`` have been looked at and have not reached the first level; ``unassessed`` nobody has looked at.
    """

    levels: Mapping[str, tuple[str, ...]]
    below: tuple[str, ...]
    unassessed: tuple[str, ...]
    lowest: Stage | None
    highest: Stage | None

    @property
    def assessed(self) -> int:
        """How many units somebody has looked at."""
        return len(self.below) + sum(len(units) for units in self.levels.values())


def spread(stages: Sequence[Stage], boards: Sequence[Board]) -> Spread:
    """The spread of boards of one model, one for each unit. ``lowest`` is None while a unit is below every level."""
    levels: dict[str, list[str]] = {stage.name: [] for stage in stages}
    below: list[str] = []
    unassessed: list[str] = []
    for board in sorted(boards, key=lambda one: one.unit):
        if not board.looked_at:
            unassessed.append(board.unit)
        elif board.current is None:
            below.append(board.unit)
        else:
            levels[board.current.name].append(board.unit)
    reached = [stage for stage in stages if levels[stage.name]]
    return Spread(
        levels={name: tuple(units) for name, units in levels.items()},
        below=tuple(below),
        unassessed=tuple(unassessed),
        lowest=reached[0] if reached and not below else None,
        highest=reached[-1] if reached else None,
    )
