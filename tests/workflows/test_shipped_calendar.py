# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped registers of upstreams and regulators: whom they let in, and what their calendar reminds of."""

import tomllib
from pathlib import Path

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
