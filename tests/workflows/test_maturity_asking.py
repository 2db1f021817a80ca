# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which item is asked of whom, and how far units are apart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workflows.maturity.asking import LOOKED_LATELY, NOT_AGAIN, to_ask, week_of
from workflows.maturity.boards import Board, Claim, ItemState, Standing
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.spreads import spread

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=300)
STAGES = tuple(Stage(name=name, title=name, items=(Item(id=name, text=name),)) for name in ("one", "two", "three"))
MODEL = MaturityModel(name="own", title="Own", stages=STAGES)


def board(*standings: Standing, unit: str = "") -> Board:
    return Board(MODEL, NOW, standings, unit)


def standing(number: int, state: ItemState = ItemState.UNKNOWN, **more: object) -> Standing:
    stage = STAGES[number]
    made = Standing(stage.items[0], stage, state, owner="U1", looked_at=LONG_AGO)
    return replace(made, **more)  # type: ignore[arg-type]  # the fields that a test names


def asked(*standings: Standing, away: frozenset[str] = frozenset()) -> str:
    found = to_ask([board(*standings)], away, NOW)
    return found[1].item.id if found else ""


def test_the_next_best_step_is_asked_of_first_then_the_longest_not_looked_at() -> None:
    older = LONG_AGO - timedelta(days=9)
    assert asked(standing(0), standing(1, looked_at=older)) == "one"
    assert asked(standing(0, ItemState.EVIDENCED), standing(1, owner=""), standing(2, looked_at=older)) == "three"


def test_what_needs_no_question_is_not_asked_of() -> None:
    claim = Claim(1, "U1", NOW)
    for unasked in (
        standing(0, owner=""),
        standing(0, claim=claim),
        standing(0, ItemState.NOT_APPLICABLE),
        standing(0, looked_at=NOW - LOOKED_LATELY + timedelta(seconds=1)),
        standing(0, asked_at=NOW - NOT_AGAIN + timedelta(seconds=1)),
    ):
        assert asked(unasked) == ""
    assert asked(standing(0), away=frozenset({"U1"})) == ""
    assert asked(standing(0, asked_at=NOW - NOT_AGAIN, looked_at=NOW - LOOKED_LATELY)) == "one"


def test_a_week_is_that_of_the_office_and_of_the_iso_year() -> None:
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC), UTC) == "2026-W53"
    assert week_of(NOW, UTC) == "2026-W48"


def test_units_are_shown_as_a_spread_and_never_as_one_average() -> None:
    done = [standing(number, ItemState.EVIDENCED) for number in range(3)]
    open_ = [standing(number, ItemState.IN_PROGRESS) for number in range(3)]
    unknown = [standing(number) for number in range(3)]
    leads, uses = board(*done, unit="a"), board(done[0], *open_[1:], unit="b")
    found = spread(STAGES, [leads, uses, board(*open_, unit="c"), board(*unknown, unit="d")])
    assert found.levels == {"one": ("b",), "two": (), "three": ("a",)}
    assert (found.below, found.unassessed, found.assessed) == (("c",), ("d",), 3)
    assert (found.lowest, found.highest) == (None, STAGES[2])
    assert spread(STAGES, [leads, uses]).lowest == STAGES[0]
