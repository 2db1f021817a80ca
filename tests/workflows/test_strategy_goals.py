# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from tests.support.strategy import TODAY, entry, register
from workflows.errors import FormProblems
from workflows.fields import Field
from workflows.registers.checking import checked
from workflows.registers.entry import Entry
from workflows.strategy.goals import GOALS, GoalStanding, by_objective, counted, published_goals
from workflows.strategy.proposals import content_for, message_content, named_in


def goal(name: str, status: str = "on_track", until: str = "2027-03-31", objective: str = "Grow") -> Entry:
    return entry(GOALS, name, values={"status": status, "until": until, "objective": objective, "field": "strategy"})


@pytest.mark.parametrize(
    "status, until, standing",
    [
        ("on_track", "2026-11-23", GoalStanding.ON_TRACK),
        ("on_track", "2026-11-22", GoalStanding.LATE),
        ("planned", "2026-11-22", GoalStanding.LATE),
        ("reached", "2026-01-01", GoalStanding.REACHED),
        ("dropped", "2026-01-01", GoalStanding.DROPPED),
        ("nonsense", "nonsense", GoalStanding.PLANNED),
    ],
)
def test_a_goal_whose_day_is_over_is_late_whatever_its_owner_says(
    status: str, until: str, standing: GoalStanding
) -> None:
    [found] = published_goals([goal("one", status, until)], TODAY)
    assert found.standing is standing


def test_late_goals_come_first_and_dropped_ones_are_not_counted() -> None:
    entries = [goal("a"), goal("b", "at_risk", "2026-10-01"), goal("c", "dropped"), goal("d", "reached")]
    goals = published_goals(entries, TODAY)
    assert [one.name for one in goals] == ["b", "a", "d", "c"]
    counts = counted(goals)
    assert (counts.total, counts.late, counts.on_track, counts.reached) == (3, 1, 1, 1)


def test_objectives_that_differ_in_case_are_one() -> None:
    entries = [goal("a", objective="Grow faster"), goal("b", objective="grow Faster"), goal("c", objective="Save")]
    found = by_objective(published_goals(entries, TODAY))
    assert {name: len(goals) for name, goals in found.items()} == {"Grow faster": 2, "Save": 1}


def test_a_goal_can_be_due_in_the_past_only_where_that_stood_there() -> None:
    content = entry(GOALS, "a", values={"objective": "Grow", "field": "strategy", "until": "2026-01-01"}).content
    with pytest.raises(FormProblems) as refused:
        checked(register(GOALS), content, TODAY)
    assert "is over already" in refused.value.problems["until"]
    assert checked(register(GOALS), content, TODAY, content).values["until"] == "2026-01-01"
    assert date.fromisoformat("2026-01-01") < TODAY


@pytest.mark.parametrize(
    "line, name, address, about",
    [
        ("Flask", "Flask", "", ""),
        ("- Flask: every form of ours", "Flask", "", "every form of ours"),
        ("Flask https://github.com/pallets/flask", "Flask", "https://github.com/pallets/flask", ""),
        ("Flask | https://x.example/y | all forms", "Flask", "https://x.example/y", "all forms"),
        ("Kube-proxy \N{EN DASH} in every node", "Kube-proxy", "", "in every node"),
        ("https://github.com/pallets/flask", "flask", "https://github.com/pallets/flask", ""),
        ("Review others' patches (two hours a week)", "Review others' patches (two hours a week)", "", ""),
    ],
)
def test_a_line_of_an_answer_names_something(line: str, name: str, address: str, about: str) -> None:
    [found] = named_in(line)
    assert (found.name, found.address, found.about) == (name, address, about)


def test_too_many_or_too_long_lines_are_said_with_their_number_and_doubles_are_one() -> None:
    assert [one.name for one in named_in("Flask\nflask: again\n\nDjango")] == ["Flask", "Django"]
    for text, said in (("x\n" * 3 + "y" * 301, "Line 4 has 301"), ("\n".join(map(str, range(11))), "these are 11")):
        with pytest.raises(FormProblems) as refused:
            named_in(text)
        assert said in refused.value.problems["named"]


def test_what_is_named_becomes_an_entry_that_its_register_takes_as_far_as_it_is_known() -> None:
    repository = Field(name="repository", label="Repository", type="url")
    upstreams = register("actions").model_copy(update={"name": "upstreams", "fields": (repository,)})
    [named] = named_in("Flask | https://github.com/pallets/flask | forms")
    made = checked(upstreams, content_for("technologies", upstreams, named, "Interview"), TODAY)
    assert made.values["repository"] == "https://github.com/pallets/flask"
    assert "forms" in made.text
    [action] = named_in("Review others' patches: two hours a week")
    plan = checked(register("actions"), content_for("practices", register("actions"), action, "Interview"), TODAY)
    assert plan.title == "Review others' patches"


def test_a_message_to_management_fits_a_digest() -> None:
    messages = register("management-messages")
    assert message_content("Ten projects carry us.", 1, messages, "Interview").text == "Ten projects carry us."
    with pytest.raises(FormProblems):
        message_content("x" * 601, 1, messages, "Interview")
