# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The board of the setup: what is there, which gaps there are, and the one thing to do next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.support.ingredients import FILES, TODAY, T, entry, given
from workflows.maturity.facts import OF_SETUP
from workflows.organization import Organization
from workflows.people import Person
from workflows.quarters import quarter_in, quarter_of, quarters_from
from workflows.registers.entry import Entry
from workflows.setup.board import Gap, Ingredients, Standing, StepState, next_gap
from workflows.setup.steps import board, setup_fact
from workflows.setup.structure import gaps_of_files

PETAL = entry("petals", "Contributors", owner="U0OMAR", channel="C0GENERAL")
LEAD = entry("roles", "Lead", group="ospo", holder="U0OMAR", deputy="U0EVA")


def steps(*entries: Entry, **more: Any) -> Mapping[str, Standing]:
    """The steps of the board by name."""
    return {one.step.name: one for one in board(given(*entries, **more))}


def texts(standing: Standing) -> list[str]:
    return [gap.text for gap in standing.gaps]


def test_a_missing_group_is_a_gap_with_the_lines_that_close_it() -> None:
    gaps = {gap.id: gap for gap in steps()["groups"].gaps}
    assert gaps["groups-ip"] == Gap(
        "groups-ip",
        "There is no IP group: legal decides instead.",
        '[groups.ip]\nmembers = ["U…", "U…"]   # Slack ids; or usergroup = "S…"',
    )
    assert "who reports a vulnerability in private is refused" in gaps["groups-security"].text
    assert not {"groups-ospo", "groups-legal"} & set(gaps)


def test_a_group_that_everybody_left_is_a_gap_too() -> None:
    empty = Ingredients(Organization.model_validate(FILES), TODAY, {"ospo": Person.of(T, ("U0OMAR",))})
    assert "Nobody is in legal" in " ".join(texts(board(empty)[0]))


def test_the_next_thing_is_the_first_gap_of_the_first_step() -> None:
    nothing = board(Ingredients(Organization(), TODAY))
    found = next_gap(nothing)
    assert found is not None
    assert (found[0].step.name, found[1].id) == ("groups", "groups-ospo")


@pytest.mark.parametrize(
    "files,entries,text",
    [
        ({}, (), "No deputy for the OSPO"),
        ({}, (LEAD,), ""),
        ({}, (entry("roles", "Lead", group="ospo", holder="U0OMAR"),), "No deputy for Lead."),
        ({}, (entry("roles", "Lead", group="ospo", holder="U0OMAR", deputy="U0OMAR"),), "No deputy for the OSPO"),
        ({}, (LEAD, entry("roles", "Scribe", deputy="U0EVA")), "Nobody holds Scribe."),
        ({"left": ["U0EVA"]}, (LEAD,), "Lead: the deputy has left."),
    ],
)
def test_who_steps_in_is_asked_of_every_group_and_role(
    files: dict[str, Any], entries: tuple[Entry, ...], text: str
) -> None:
    found = texts(steps(*entries, **files)["roles"])
    assert any(text in one for one in found) if text else found == []


@pytest.mark.parametrize(
    "lines,expected",
    [
        ((), ["There is no budget line for 2026."]),
        ((entry("budget", "Events", year=2025, amount=5, status="approved"),), ["There is no budget line for 2026."]),
        ((entry("budget", "Events", year=2026, amount=5, status="asked"),), ["Events is not approved yet."]),
        (
            (entry("budget", "Fair", year=2026, amount=5, status="declined"),),
            ["No budget line for 2026 was approved."],
        ),
        ((entry("budget", "Events", year=2026, amount=5000, currency="EUR", status="approved"),), []),
    ],
)
def test_the_budget_of_this_year_is_approved_or_it_is_a_gap(lines: tuple[Entry, ...], expected: list[str]) -> None:
    assert texts(steps(*lines)["budget"]) == expected


def test_units_are_in_petals_by_the_files_or_as_somebody_assigned_them() -> None:
    business = entry("petals", "Business")
    assert texts(steps(PETAL)["units"]) == ["Search is in no petal yet."]
    assigned = entry("units", "Search", petals="business, gone")
    found = steps(PETAL, business, assigned)["units"]
    assert found.there == ("Payments: contributors", "Search: business")
    assert "No unit of the organization is named" in texts(steps(units={})["units"])[0]


def test_a_petal_needs_somebody_to_talk_to_and_a_channel() -> None:
    bare = entry("petals", "Legal", version=0)
    assert texts(steps(PETAL, bare)["petals"]) == ["Legal has no owner and no channel."]
    assert texts(steps(PETAL, left=["U0OMAR"])["petals"]) == ["Contributors has no owner who is here."]


def test_a_plan_looks_ahead_and_forgets_nothing() -> None:
    late = entry("actions", "Late", owner="U0OMAR", status="doing", quarter="2026-Q3")
    nobody = entry("actions", "Nobody", status="open", quarter="2027-Q1")
    done = entry("actions", "Done", status="done", quarter="2025-Q1")
    assert texts(steps(late, done)["plan"]) == [
        "No action is planned for the next four quarters.",
        "Late was planned for 2026-Q3, which is over.",
    ]
    assert texts(steps(nobody)["plan"]) == ["Nobody has no owner who is here."]


def test_stakeholders_are_known_and_talked_to_in_time() -> None:
    late = entry("stakeholders", "Board", petal="management", influence="high", next_on="2026-11-01")
    assert texts(steps(late)["stakeholders"])[-1] == "Board: the next talk was due on 2026-11-01."
    assert "No stakeholder of legal is known." in texts(steps(late)["stakeholders"])


def test_what_came_with_the_product_proves_nothing() -> None:
    name, page = (entry("branding", part, part=part, version=0) for part in ("name", "page"))
    assert steps(name, page)["branding"].state is StepState.GAP
    own = [entry("branding", part, part=part) for part in ("name", "page")]
    assert steps(*own)["branding"].state is StepState.DONE


def test_a_gap_is_set_aside_with_its_reason_alone_or_with_its_whole_step() -> None:
    one = entry("setup", "groups-ip", text="We hold no patents.")
    groups = steps(one)["groups"]
    assert [(gap.id, why) for gap, why in groups.aside] == [("groups-ip", "We hold no patents.")]
    assert groups.state is StepState.GAP, "others are still missing"
    whole = steps(entry("setup", "tools", text="Bought as a service."))["tools"]
    assert (whole.state, whole.gaps) == (StepState.NOT_APPLICABLE, ())


def test_maturity_is_shown_by_what_is_there_and_still_holds() -> None:
    parts = [
        LEAD,
        entry("budget", "Events", year=2026, amount=5, status="approved"),
        *(
            entry("stakeholders", one, petal=one, influence="high", interest="high")
            for one in ("management", "legal", "business")
        ),
        *(entry("branding", one, part=one, review_on=date(2027, 1, 1)) for one in ("name", "page")),
        entry("actions", "Train", owner="U0OMAR", status="open", quarter="2027-Q1"),
        entry("actions", "Sleep", owner="U0OMAR", status="open", quarter="2026-Q3"),
    ]
    assert _figures(given(*parts)) == (2, 3, 1)
    assert _figures(given(*parts, left=["U0EVA"])) == (2, 2, 1), "the deputy has left"
    stale = entry("branding", "page", part="page", review_on=date(2026, 11, 22))
    assert _figures(given(*parts[:-3], stale)) == (1, 3, 0)


def _figures(of: Ingredients) -> tuple[int, ...]:
    return tuple(setup_fact(name, of).value for name in ("program_branded", "structure_agreed", "actions_planned"))


def test_every_figure_of_the_setup_is_one_that_a_rule_can_ask_for() -> None:
    assert {name: setup_fact(name, given()).value for name in OF_SETUP} == dict.fromkeys(OF_SETUP, 0)


def test_files_alone_tell_of_groups_channels_and_units() -> None:
    ids = {gap.id for gap in gaps_of_files(Organization.model_validate(FILES | {"units": {}}))}
    assert {"groups-ip", "groups-managers", "units-none"} <= ids
    assert not ids & {"groups-legal", "channels-requests"}


@pytest.mark.parametrize("text", ["2027-Q1", "2027 q1", "Q1 2027", "q1/2027", " 2027Q1 "])
def test_a_quarter_is_understood_as_people_write_it(text: str) -> None:
    assert quarter_in(text) == "2027-Q1"
    assert [quarter_in(one) for one in ("2027", "Q5 2027", "soon", "")] == ["", "", "", ""]


def test_quarters_follow_each_other_over_the_year() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
    assert quarters_from(TODAY, 3) == ("2026-Q4", "2027-Q1", "2027-Q2")
