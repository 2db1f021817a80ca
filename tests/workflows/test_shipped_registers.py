# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The registers and entries that come with the product are of the shape that every register has."""

import tomllib
from datetime import date
from typing import Any

import pytest

from tests.support.house import ROOT
from tests.support.shipped import REGISTERS, register
from workflows.petals import PETALS
from workflows.registers.checking import checked
from workflows.registers.entry import Content

CATALOG = ROOT / "workflows" / "catalog"
ENTRIES = sorted((CATALOG / "entries").glob("*.toml"))
TODAY = date(2026, 11, 23)


def entries(name: str) -> dict[str, dict[str, Any]]:
    """The entries that one file ships, by name."""
    return {one["name"]: one for one in tomllib.loads((CATALOG / "entries" / f"{name}.toml").read_text())["entries"]}


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_a_shipped_register_stands_in_the_file_of_its_name(name: str) -> None:
    assert register(name).name == name


@pytest.mark.parametrize("file", [one.stem for one in ENTRIES])
def test_shipped_entries_fit_their_register_and_say_since_when_they_hold(file: str) -> None:
    of = register(tomllib.loads((CATALOG / "entries" / f"{file}.toml").read_text())["register"])
    for name, one in entries(file).items():
        said = {key: value for key, value in one.items() if key not in {"name", "values"}}
        values = {
            key: tuple(value) if isinstance(value, list) else value for key, value in one.get("values", {}).items()
        }
        content = checked(of, Content(values=values, **said), TODAY)
        assert content.as_of is not None, name
        assert content.source, name


def test_every_petal_of_the_drawing_and_the_office_in_its_middle_are_there_to_be_asked() -> None:
    petals = entries("petals")
    assert [*petals] == [*PETALS, "ospo"]
    assert all(one["petal"] == name for name, one in petals.items()), "a petal belongs to itself"
