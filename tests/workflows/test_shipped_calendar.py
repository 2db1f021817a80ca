# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped registers of upstreams and regulators: whom they let in, and what their calendar reminds of."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import workflows
from workflows.registers.register import Register

REGISTERS = Path(next(iter(workflows.__path__))) / "catalog" / "registers"


def register(name: str) -> Register:
    return Register.model_validate(tomllib.loads((REGISTERS / f"{name}.toml").read_text()))


@pytest.mark.parametrize("status, told", [("open", True), ("done", False), ("unneeded", False)])
def test_nobody_is_reminded_of_a_deadline_that_is_done(status: str, *, told: bool) -> None:
    [due] = register("deadlines").dates
    assert due.holds({"status": status, "due": "2026-12-09"}) is told
    assert due.also == ("legal",), "legal hears of every deadline, whoever owns it"


def test_whom_we_talk_to_at_a_regulator_is_seen_by_the_office_and_legal_alone() -> None:
    plans = register("regulator-plans")
    assert "contact" in plans.by_name
    assert plans.readers == ("ospo", "legal")
    assert not plans.open
    assert not register("positions").open
    assert not register("briefings").open


def test_a_position_is_written_by_one_group_and_approved_by_another() -> None:
    positions = register("positions")
    assert positions.editors == ("ospo",)
    assert positions.approvers == ("legal",)


def test_a_date_that_depends_on_a_field_which_is_not_there_is_a_mistake_of_the_file() -> None:
    text = (REGISTERS / "deadlines.toml").read_text().replace("status = [", "states = [")
    with pytest.raises(ValueError, match="there is no field `states` with these options"):
        Register.model_validate(tomllib.loads(text))


def entries(name: str) -> list[dict[str, Any]]:
    file = REGISTERS.parent / "entries" / f"{name}.toml"
    found: list[dict[str, Any]] = tomllib.loads(file.read_text())["entries"]
    return found


def test_every_shipped_deadline_and_note_is_of_a_shipped_regulator_and_names_its_source() -> None:
    regulators = {one["name"] for one in entries("regulators")}
    for one in (*entries("deadlines"), *entries("briefings")):
        assert one["values"].get("regulator", "eu-cra") in regulators, one["name"]
    for one in (*entries("regulators"), *entries("deadlines"), *entries("briefings")):
        assert one["source"], one["name"]
        assert one["as_of"], one["name"]


def test_what_is_shipped_of_laws_says_that_it_is_no_legal_advice() -> None:
    for one in entries("regulators"):
        if one["values"]["type"] in {"agency", "industry", "consumer"}:
            assert "Not legal advice" in one["text"] or one["values"]["stage"] == "voluntary", one["name"]
    kinds = {one["values"]["type"] for one in entries("regulators")}
    assert kinds == {"agency", "industry", "consumer", "standards", "guideline"}, "the chapter's three, and two more"


def test_the_days_of_the_cyber_resilience_act_are_those_of_the_law() -> None:
    calendar = {one["name"]: one for one in entries("deadlines")}
    assert calendar["cra-applies"]["values"]["due"] == "2027-12-11"
    assert "due" not in calendar["cra-reports"]["values"], "a report is due after an event, not on a day"
    for said in ("24 hours", "72 hours", "14 days", "one month", "11 September 2026"):
        assert said in calendar["cra-reports"]["text"]
