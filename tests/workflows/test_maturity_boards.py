# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Boards: counts before percentages, nothing made up without data, and a reached stage needs all before it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflows.maturity.boards import Board, ItemState, StageScore, Standing
from workflows.maturity.changes import Cause, changes
from workflows.maturity.evidence import Evidence, Proof
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.next_step import next_step

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = Stage(name="first", title="First", items=(Item(id="a", text="A"), Item(id="b", text="B")))
SECOND = Stage(name="second", title="Second", items=(Item(id="c", text="C", needs=("b",)), Item(id="d", text="D")))
MODEL = MaturityModel(name="own", title="Own", stages=(FIRST, SECOND))
SHOWN = Evidence(date(2026, 11, 1), link="https://example.org/x", by="U1", confirmed_by="U2")
ALONE = Evidence(date(2026, 11, 1), note="because", by="U1", confirmed_by="U1", alone=True)
E, U, N, C, S = (
    ItemState.EVIDENCED, ItemState.UNKNOWN, ItemState.NOT_APPLICABLE, ItemState.CLAIMED, ItemState.STALE,
)  # fmt: skip


def board(*states: ItemState, evidence: Evidence | None = SHOWN, model: MaturityModel = MODEL) -> Board:
    items = zip(model.items.values(), states, strict=True)
    shown = {E: evidence, S: evidence}
    return Board(
        model, NOW, tuple(Standing(item, model.stage_of[item.id], s, evidence=shown.get(s)) for item, s in items)
    )


def score(*states: ItemState, evidence: Evidence | None = SHOWN) -> StageScore:
    return board(*states, U, U, evidence=evidence).scores[0]


@pytest.mark.parametrize(
    "states, percent",
    [
        ((E, E), 100), ((E, C), 50), ((C, S), 0), ((E, N), 100), ((U, U), None), ((N, N), None), ((U, N), None),
    ],
)  # fmt: skip
def test_a_percentage_is_of_what_applies_and_is_none_where_nobody_has_looked(
    states: tuple[ItemState, ...], percent: int | None
) -> None:
    assert score(*states).percent == percent


def test_what_one_person_confirmed_alone_is_counted_apart_and_completes_nothing() -> None:
    found = score(E, E, evidence=ALONE)
    assert (found.evidenced, found.alone, found.percent, found.complete) == (0, 2, 0, False)


def test_a_stage_is_reached_with_all_before_it() -> None:
    assert board(C, E, E, E).current is None
    assert board(E, E, E, C).current == FIRST
    assert board(E, N, E, E).current == SECOND


def test_a_stage_in_which_nothing_applies_is_passed_and_never_reached() -> None:
    assert board(N, N, U, U).current is None
    assert board(N, N, E, E).current == SECOND


def test_a_target_below_all_is_met_before_the_stage_is_complete() -> None:
    half = MODEL.model_copy(update={"stages": (FIRST.model_copy(update={"target": 50}), SECOND)})
    found = board(E, C, U, U, model=MaturityModel.model_validate(half.model_dump()))
    assert (found.scores[0].wanted, found.scores[0].target_met, found.scores[0].complete) == (1, True, False)
    step = next_step(found)
    assert step is not None
    assert step.standing.item.id == "d", "c needs b, which is not evidenced"


def test_the_next_best_step_is_what_is_nearest_to_counting() -> None:
    waiting = next_step(board(S, C, U, U))
    assert waiting is not None
    assert (waiting.standing.item.id, "second person" in waiting.because) == ("b", True)
    assert next_step(board(E, E, E, E)) is None


def test_every_change_has_its_cause() -> None:
    gone = MaturityModel(name="own", title="Own", stages=(SECOND,))
    assert [(one.item, one.cause) for one in changes(board(E, U, C, N), board(S, E, N, U))] == [
        ("a", Cause.EXPIRED), ("b", Cause.DONE), ("c", Cause.SET_ASIDE), ("d", Cause.APPLIES),
    ]  # fmt: skip
    assert [one.cause for one in changes(board(U, U, model=gone), board(E, U, U, U))] == [
        Cause.ADDED, Cause.DONE, Cause.ADDED,
    ]  # fmt: skip
    assert [one.cause for one in changes(board(U, U, U, U), board(U, U, model=gone))] == [Cause.REMOVED] * 2
    assert [one.cause for one in changes(board(E, U, U, U), board(C, U, U, U))] == [Cause.REOPENED]


def test_a_change_of_the_model_alone_is_told_as_a_new_scope() -> None:
    moved = MaturityModel(
        name="own",
        title="Own",
        stages=(
            Stage(name="first", title="First", items=FIRST.items[:1]),
            Stage(name="second", title="Second", items=(*FIRST.items[1:], *SECOND.items)),
        ),
    )
    (change,) = changes(board(U, U, U, U), board(U, U, U, U, model=moved))
    assert (change.item, change.cause, change.because) == ("b", Cause.RESCOPED, "moved from First to Second")
    assert MODEL.version != moved.version


def test_evidence_that_lapsed_while_a_renewal_waits_is_not_said_to_have_been_forgotten() -> None:
    before, (item, *rest) = board(E, U, U, U), board(C, U, U, U).standings
    waits = replace(item, evidence=Evidence(date(2026, 5, 20)))
    (change,) = changes(before, replace(before, standings=(waits, *rest)))
    assert (change.cause, change.because) == (Cause.EXPIRED, "what was claimed since waits for a second person")


def test_figures_that_hold_no_more_are_lost_with_why() -> None:
    proof = Proof("answered_in_time", 3, 30, date(2026, 8, 1), NOW.date(), "…", holds=False)
    lost = Evidence(date(2026, 11, 1), proof=proof)
    (change,) = changes(board(E, U, U, U), board(S, U, U, U, evidence=lost))
    assert (change.cause, change.because) == (Cause.EXPIRED, "the office's own records do not show it any more")
