# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The next best step: one item, with why it is the one."""

from dataclasses import dataclass

from workflows.maturity.boards import Board, ItemState, Standing

#: What is nearest to counting comes first, each with why.
_BECAUSE = {
    ItemState.CLAIMED: "it only waits for a second person to look at its evidence",
    ItemState.STALE: "it counted until its evidence lapsed: a new look brings it back",
    ItemState.IN_PROGRESS: "it is under way",
    ItemState.NOT_STARTED: "it is the first in its stage that nobody has begun",
    ItemState.UNKNOWN: "it is the first in its stage that nobody has looked at yet",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The item to go on with. ``because`` ends a sentence that begins with it."""

    standing: Standing
    because: str


def next_step(board: Board) -> NextStep | None:
    """The step that does most now: in the lowest stage below its target, what is nearest to counting.

    Items whose ``needs`` are not evidenced yet come after the others. None when every target is met.
    """
    for score in board.scores:
        if score.target_met:
            continue
        wanting = [one for one in board.standings if one.stage.name == score.stage.name and one.state in _BECAUSE]
        order = list(_BECAUSE)
        ready = sorted(wanting, key=lambda one: (not _ready(one, board), order.index(one.state)))
        if ready:
            return NextStep(ready[0], f"{_BECAUSE[ready[0].state]}, in {score.stage.title}")
    return None


def _ready(standing: Standing, board: Board) -> bool:
    needed = (board.standing(id_) for id_ in standing.item.needs)
    return all(one is None or not one.applies or one.state is ItemState.EVIDENCED for one in needed)
