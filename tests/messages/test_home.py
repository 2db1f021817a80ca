# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Each sees their own Home: a developer, a reviewer, the OSPO, and somebody who has nothing yet."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from messages.home import home
from tests.messages.samples import KIND, NASTY, ORGANIZATION, action_ids, check, nine_steps, said, submitted
from workflows.figures import QueueFigures
from workflows.home import Program, Visit
from workflows.maturity.boards import Board, ItemState, Standing
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.obligations import CONDITION, Obligation
from workflows.program import Goal
from workflows.queue import Waiting, Wanted
from workflows.rescheduling import ScheduleStanding
from workflows.rhythms import rhythm_of
from workflows.schedules import Schedule
from workflows.working_hours import Calendar

KINDS = {KIND.name: KIND}
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOBODY, REVIEWER = Waiting([], 0, frozenset()), Waiting([], 0, frozenset({"legal"}))
OFFICE = Waiting([], 0, frozenset({"ospo"}))
QUEUE = QueueFigures(NOW, open=12_345, overdue=17, due_soon=4)


def shown(visit: Visit, **kinds: Any) -> str:
    return said(check(home(visit, kinds or KINDS, ORGANIZATION), "home"))


def model(stages: int = 2, items: int = 3, words: str = "Somebody is named") -> MaturityModel:
    def made(stage: int) -> Stage:
        each = tuple(Item(id=f"i-{stage}-{n}", text=f"{words} {n}"[:300]) for n in range(items))
        return Stage(name=f"stage-{stage}", title=f"Stage {stage}", items=each)

    return MaturityModel(name="ospo", title="OSPO checklist", stages=tuple(made(n) for n in range(1, stages + 1)))


def board(of: MaturityModel, *states: ItemState) -> Board:
    filled = [*states, *[ItemState.UNKNOWN] * (len(of.items) - len(states))]
    standings = (
        Standing(one, of.stage_of[one.id], state) for one, state in zip(of.items.values(), filled, strict=True)
    )
    return Board(of, NOW, tuple(standings))


def digest_schedule(name: str = "maturity", **changes: Any) -> ScheduleStanding:
    schedule = replace(Schedule(name, "maturity", "C0DIGEST", rhythm_of("mon 09:00"), "Europe/Berlin"), **changes)
    return ScheduleStanding(schedule, schedule, None, "", schedule.following(NOW))


def test_somebody_who_has_nothing_yet_sees_what_to_start_and_that_nothing_waits() -> None:
    words = shown(Visit(NOBODY))
    assert words.index("Start something") < words.index("Nothing waits for you, and you have no requests yet.")
    assert "Waiting for you" not in words
    assert "list of the day" not in words


def test_a_developer_with_requests_and_an_executive_see_no_program_and_a_narrowed_queue_keeps_its_menus() -> None:
    words = shown(Visit(NOBODY, [submitted(number=8)]))
    assert words.index("Nothing waits for you.") < words.index("OSPO-8") < words.index("Start something")
    assert "program" not in words.lower()
    assert "queue:narrow:show" in action_ids(
        home(Visit(replace(NOBODY, wanted=Wanted(mine=True))), KINDS, ORGANIZATION)
    )


@pytest.mark.parametrize(
    "zone, due_at",
    [
        ("Australia/Sydney", datetime(2026, 11, 23, 22, tzinfo=UTC)),  # 9:00 of the 24th there
        ("America/Los_Angeles", datetime(2026, 11, 25, 1, tzinfo=UTC)),  # 17:00 of the 24th there
    ],
)
def test_what_is_owed_is_overdue_from_the_day_after_at_the_office(zone: str, due_at: datetime) -> None:
    there = ORGANIZATION.model_copy(update={"calendar": Calendar(timezone=zone)})
    owed = Obligation(
        id="c", rule=CONDITION, owner="requester", since=NOW, due_at=due_at, text="Tell", condition_of="ospo"
    )
    visit = Visit(NOBODY, owed=[(submitted(), owed)], total_owed=1)
    on_the_day, day_after = (
        said(check(home(replace(visit, today=date(2026, 11, day)), KINDS, there), "home")) for day in (24, 25)
    )
    assert "Due <!date" in on_the_day
    assert "Overdue since <!date" in day_after


def test_a_reviewer_learns_of_the_list_of_the_day_and_when_theirs_comes() -> None:
    assert "*Settings* can send you what waits for you as a list of the day." in shown(Visit(REVIEWER))
    assert "comes at 08:30 on working days" in shown(Visit(REVIEWER, daily_at=time(8, 30)))


def test_the_office_sees_three_figures_of_the_queue_and_when_each_digest_comes() -> None:
    paused = digest_schedule("other", paused=True)
    broken = replace(digest_schedule(), problem="the channel is archived")
    words = shown(Visit(OFFICE, program=Program(QUEUE, schedules=(broken, paused))))
    assert "*Open requests:* 12,345 · 17 overdue · 4 due within 48 hours" in words
    assert "in <#C0DIGEST>" in words
    assert "The last one is not there yet: the channel is archived" in words
    assert "paused" in words
    nothing = shown(Visit(OFFICE, program=Program(QueueFigures(NOW))))
    assert "*Open requests:* none." in nothing
    assert "No digest is planned yet" in nothing


@pytest.mark.parametrize(
    "states,expected",
    [
        ((), "*OSPO checklist:* nobody has looked at any item yet."),
        ((ItemState.EVIDENCED,), "`●○○` Stage 1 · 1 of 3"),
        ((ItemState.EVIDENCED,) * 3, "*OSPO checklist:* Stage 1 is complete."),
        ((ItemState.EVIDENCED, ItemState.CLAIMED, ItemState.STALE), "`●◐✕` Stage 1 · 1 of 3"),
        ((ItemState.EVIDENCED,) * 6, "Higher is not always better."),
    ],
)
def test_the_office_sees_the_stages_as_shapes_with_counts(states: tuple[ItemState, ...], expected: str) -> None:
    words = shown(Visit(OFFICE, program=Program(QUEUE, board(model(), *states))))
    assert expected in words
    if 0 < len(states) < 6:
        assert "*Next best step:*" in words


def test_a_full_home_of_the_office_fits_whatever_its_model_and_digests_are_called() -> None:
    request, kind, organization = nine_steps()
    waiting = Waiting([request] * 10, 10_000, frozenset({"ospo", "legal"}))
    program = Program(
        QUEUE, board(model(9, 60, NASTY), ItemState.EVIDENCED), tuple(digest_schedule(f"d{n}") for n in range(9))
    )
    view = home(Visit(waiting, [request] * 40, program=program), {kind.name: kind}, organization)
    check(view, "home")
    assert len(view["blocks"]) <= 100
    assert "6 more digests" in said(view)


def test_an_office_without_a_model_sees_its_goals_in_the_place_of_stages() -> None:
    goals = (Goal(text="Train everybody", done=True), Goal(text="Write it down", due=date(2027, 1, 4)))
    without = ORGANIZATION.model_copy(update={"goals": goals})
    words = said(check(home(Visit(OFFICE, program=Program(QUEUE)), KINDS, without), "home"))
    assert "*Goals:* 1 of 2 reached" in words
    assert "*Next:* Write it down, due 2027-01-04" in words
    assert "Stage" not in words
    assert "*Goals:* none is written down yet" in shown(Visit(OFFICE, program=Program(QUEUE)))
