# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a digest makes of figures and boards: risks, first steps, comparisons, quiet weeks, stages that were reached."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.digests import FIGURES, GOALS, NOTHING, PROGRESS, QUEUE, STAGES, UNSEEN, UNTIL, ZONE
from workflows.digests.document import ItemDue, Progress, Risk, RiskName, StageLine, UnitLevels
from workflows.digests.monthly import summarise_for_executives
from workflows.digests.progress import progress_of, unit_levels
from workflows.digests.risks import risks_of
from workflows.digests.weekly import done_goals, goals_of, overdue_goals, quiet, summarise
from workflows.figures import AgeBand, Count, Holder, Lapsing, ProgramFigures, QueueFigures, Share, Times
from workflows.maturity.boards import Board, ItemState, Standing
from workflows.maturity.changes import Cause
from workflows.maturity.evidence import Evidence
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.spreads import spread
from workflows.organization import Adoption, Group, Organization

TEAMS = {"legal": frozenset("ab"), "ospo": frozenset("cdefg")}
SETTLED = Progress("Own", "v", (StageLine("pre", "Pre", 4, evidenced=4),), stage="pre", stage_before="pre")


def _figures(**queue: Any) -> ProgramFigures:
    return replace(NOTHING, queue=QueueFigures(UNTIL, **queue))


RISKY: dict[RiskName, tuple[ProgramFigures, ProgramFigures]] = {
    "late": (_figures(open=10, overdue=1), _figures(open=11, overdue=1)),
    "slow": (replace(NOTHING, in_time=Share(3, 5)), replace(NOTHING, in_time=Share(4, 5))),
    "unanswered": (_figures(open=5, unanswered=5), _figures(open=5, unanswered=4)),
    "growing": (replace(NOTHING, arrivals=30, decisions=25), replace(NOTHING, arrivals=31, decisions=26)),
    "aging": (
        replace(_figures(open=20), ages=(AgeBand(14, 9), AgeBand(30, 3), AgeBand(90, 2))),
        replace(_figures(open=20), ages=(AgeBand(14, 9), AgeBand(30, 4))),
    ),
    "lapsing": (replace(NOTHING, lapsing=Lapsing(5)), replace(NOTHING, lapsing=Lapsing(4))),
}


@pytest.mark.parametrize("name", RISKY)
def test_each_risk_begins_at_its_threshold(name: RiskName) -> None:
    risky, calm = RISKY[name]
    assert [one.name for one in risks_of(risky, SETTLED, (), TEAMS, set())] == [name]
    assert risks_of(calm, SETTLED, (), TEAMS, set()) == ()


def test_too_few_decisions_are_no_risk_however_late() -> None:
    assert risks_of(replace(NOTHING, in_time=Share(0, 4)), SETTLED, (), TEAMS, set()) == ()


def test_lost_and_ageing_evidence_and_missed_goals_are_risks() -> None:
    lost = replace(SETTLED, stages=(StageLine("pre", "Pre", 4, evidenced=3, lost=1),))
    assert risks_of(NOTHING, lost, (), TEAMS, set()) == (Risk("lost", 1, 4),)
    ending = replace(SETTLED, going_stale=(ItemDue("one", "One", date(2026, 12, 1)),))
    assert risks_of(NOTHING, ending, (), TEAMS, set()) == (Risk("going_stale", 1, 4),)
    goals = goals_of(GOALS, None)
    assert risks_of(NOTHING, None, goals[1:2], TEAMS, set()) == (Risk("goals", 1),)


def test_the_group_on_which_most_of_what_is_late_waits_is_named_only_if_it_may_be() -> None:
    late = replace(_figures(open=10, overdue=5), queue=replace(QUEUE, waiting_on=(Holder("legal", 6, 2),)))
    named = risks_of(late, None, (), TEAMS, {"legal"})
    assert named[0] == Risk("late", 3, 12, groups=("legal",))
    assert risks_of(late, None, (), TEAMS, {"ospo"})[0].groups == ()


def test_a_team_of_one_is_a_risk_but_the_last_resort_and_managers_are_no_teams() -> None:
    people = {
        "legal": frozenset("a"),
        "managers": frozenset("b"),
        "last_resort": frozenset("c"),
        "ip": frozenset[str](),
    }
    assert risks_of(NOTHING, None, (), people, set()) == (Risk("alone", 1, 4, groups=("legal",)),)


def test_executives_read_of_the_worst_three() -> None:
    everything = replace(
        FIGURES,
        queue=replace(QUEUE, unanswered=9),
        arrivals=90,
        in_time=Share(1, 9),
        lapsing=Lapsing(50),
    )
    told = summarise_for_executives(everything, {"legal": frozenset("a")}, zone=ZONE, progress=PROGRESS)
    assert [one.name for one in told.risks] == ["late", "slow", "alone"]


def _starts(organization: Organization, progress: Progress | None) -> list[tuple[str, str]]:
    told = summarise(NOTHING, organization, zone=ZONE, progress=progress)
    return [(one.name, one.about) for one in told.start]


def test_the_first_steps_are_those_of_this_organization() -> None:
    item, request = ("item", "Say what we stand for"), ("request", "")
    one, two = Group(members=("U1",)), Group(members=("U1", "U2"))
    assert _starts(Organization(), UNSEEN) == [("security", ""), item, request]
    staffed = {"security": one, "legal": two, "ospo": one}
    assert _starts(Organization(groups=staffed), UNSEEN) == [("second", "ospo"), item, request]
    staffed["ospo"] = Group(usergroup="S1", members=("U1",))
    assert _starts(Organization(groups=staffed), UNSEEN) == [("adopt", ""), item, request]
    adopted = Adoption(adopted_by="U1", adopted_on=date(2026, 1, 1))
    assert _starts(Organization(groups=staffed, policy=adopted), UNSEEN) == [item, request]
    assert _starts(Organization(groups=staffed, policy=adopted), None) == [("goal", ""), request]
    assert _starts(Organization(groups=staffed, policy=adopted, goals=GOALS), None) == [request]


@pytest.mark.parametrize(
    "figures",
    [
        replace(NOTHING, arrivals=1),
        replace(NOTHING, decisions=1),
        replace(NOTHING, queue=QueueFigures(UNTIL, open=1)),
        replace(NOTHING, trend=FIGURES.trend),
    ],
)
def test_an_office_in_which_something_happened_is_not_told_how_to_begin(figures: ProgramFigures) -> None:
    assert summarise(figures, Organization(), zone=ZONE, progress=UNSEEN).start == ()


@pytest.mark.parametrize(
    "figures", [replace(NOTHING, arrivals=1), replace(NOTHING, decisions=1), _figures(open=1, due_soon=1)]
)
def test_a_week_in_which_something_happens_or_is_due_is_not_quiet(figures: ProgramFigures) -> None:
    last = summarise(FIGURES, Organization(), zone=ZONE)
    assert not quiet(summarise(figures, Organization(), zone=ZONE, last=last))
    assert quiet(summarise(_figures(open=1), Organization(), zone=ZONE, last=last))


def test_a_goal_is_told_as_done_once_and_as_overdue_until_it_is() -> None:
    organization = Organization(goals=GOALS)
    first = summarise(FIGURES, organization, zone=ZONE)
    assert done_goals(first) == (), "nobody knows whether it is new"
    done = Organization(goals=tuple(one.model_copy(update={"done": True}) for one in GOALS))
    second = summarise(FIGURES, done, zone=ZONE, last=first)
    assert [one.text for one in done_goals(second)] == ["Release two libraries", "Train every team"]
    assert [one.text for one in overdue_goals(first)] == ["Train every team"]
    assert overdue_goals(second) == done_goals(summarise(FIGURES, done, zone=ZONE, last=second)) == ()


def test_a_median_is_compared_with_one_of_as_long_a_window_only() -> None:
    last = summarise(replace(FIGURES, wall=Times(6, 30, 90)), Organization(), zone=ZONE)
    before = summarise(FIGURES, Organization(), zone=ZONE, last=last).before
    assert before is not None
    assert before.wall == Times(6, 30, 90)
    week_of_a_clock_change = replace(FIGURES, since=FIGURES.since + timedelta(hours=1))
    assert summarise(week_of_a_clock_change, Organization(), zone=ZONE, last=last).before is not None
    assert (
        summarise(replace(FIGURES, since=UNTIL - timedelta(days=5)), Organization(), zone=ZONE, last=last).before
        is None
    )


def test_months_are_compared_although_they_are_not_as_long_as_each_other() -> None:
    october = replace(FIGURES, since=UNTIL - timedelta(days=31), in_time=Share(5, 9))
    last = summarise_for_executives(october, TEAMS, zone=ZONE)
    before = summarise_for_executives(
        replace(FIGURES, since=UNTIL - timedelta(days=28)), TEAMS, zone=ZONE, last=last
    ).before
    assert before is not None
    assert before.in_time == Share(5, 9)
    assert summarise_for_executives(FIGURES, TEAMS, zone=ZONE, last=last).before is None


@pytest.mark.parametrize(
    "before, now, moved",
    [("", "pre", 1), ("pre", "one", 1), ("one", "pre", -1), ("pre", "", -1), ("pre", "pre", 0), ("gone", "pre", 0)],
)
def test_a_stage_is_reached_or_lost_by_its_place_in_the_model(before: str, now: str, moved: int) -> None:
    assert Progress("Own", "v", STAGES, stage=now, stage_before=before).moved == moved


FIRST, SECOND = Item(id="first", text="First"), Item(id="second", text="Second")
MODEL = MaturityModel(name="own", title="Own", stages=(Stage(name="pre", title="Pre", items=(FIRST, SECOND)),))


def _board(**states: ItemState) -> Board:
    until = UNTIL + timedelta(days=29)
    standings = tuple(
        Standing(
            item,
            MODEL.stages[0],
            states[item.id],
            UNTIL,
            evidence=Evidence(date(2026, 6, 20), by="U1", confirmed_by="U2"),
            until=until,
        )
        for item in (FIRST, SECOND)
    )
    return Board(MODEL, UNTIL, standings)


def test_progress_is_what_the_two_boards_say() -> None:
    before = _board(first=ItemState.IN_PROGRESS, second=ItemState.STALE)
    after = _board(first=ItemState.EVIDENCED, second=ItemState.STALE)
    progress = progress_of(before, after, ZONE)
    assert progress.stages == (StageLine("pre", "Pre", 2, evidenced=1, lost=1),)
    assert [(one.item, one.cause) for one in progress.changes] == [("first", Cause.DONE)]
    assert progress.going_stale == (ItemDue("first", "First", date(2026, 12, 22)),), "what is lost goes stale no more"
    assert progress.next_step is not None
    assert progress.next_step.item == "second"
    assert (progress.evidenced, progress.items, progress.lost, progress.stage) == (1, 2, 1, "")
    both = _board(first=ItemState.EVIDENCED, second=ItemState.EVIDENCED)
    assert progress_of(after, both, ZONE).stage == "pre"


def test_units_are_counted_by_the_level_that_they_reached() -> None:
    found = spread(MODEL.stages, [_board(first=ItemState.EVIDENCED, second=ItemState.EVIDENCED)] * 2)
    assert unit_levels(found, MODEL) == UnitLevels((Count("Pre", 2),))
