# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo maturity`: what is exported is imported again, and a file with a mistake is imported not at all."""

import asyncio
import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from tests.support.organization import organization

TODAY = datetime.now(UTC).date()
SHOWN = {"on": TODAY.isoformat(), "link": "https://example.org/x", "by": "U0OSPO", "confirmed_by": "U0LEGAL"}
ROWS: list[dict[str, Any]] = [
    {"item": "principles", "state": "evidenced", "owner": "U0OSPO", "note": 'Said, "so"; and:\nä twice', **SHOWN},
    {"item": "plan", "state": "in_progress", "owner": "U0DEV", "due_on": (TODAY + timedelta(days=9)).isoformat()},
    {"item": "host", "state": "not_applicable", "reason": "We only use, and do not publish"},
    {"item": "name", "state": "lost", **SHOWN, "on": (TODAY - timedelta(days=800)).isoformat()},
    {"item": "value", "state": "claimed", "owner": "U0DEV", **SHOWN, "confirmed_by": "", "people": 0},
    {"item": "known-use", "model": "engagement", "unit": "web", "state": "not_started"},
]


@pytest.fixture
def house(migrated_url: str, tmp_path: Path) -> dict[str, str]:
    folder = organization(tmp_path / "company", "\n[units.web]\n")

    async def counted() -> None:
        database = Database(migrated_url)
        await database.start()
        await database.next_number("T0US")
        await database.stop()

    asyncio.run(counted())
    return {"DATABASE_URL": migrated_url, "OSPO_ORGANIZATION": str(folder)}


def ospo(house: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(app, ["maturity", *arguments], env=house)


def file(folder: Path, rows: list[dict[str, Any]], name: str = "board.json") -> str:
    items = [{name: value for name, value in ({"model": "ospo"} | row).items() if value} for row in rows]
    (folder / name).write_text(json.dumps({"items": items}))
    return str(folder / name)


def board(house: dict[str, str]) -> dict[str, dict[str, Any]]:
    items = json.loads(ospo(house, "export", "--format", "json").stdout)["items"]
    return {row["item"]: row for row in items}


def test_what_is_exported_is_imported_again_in_every_format(house: dict[str, str], tmp_path: Path) -> None:
    assert ospo(house, "import", file(tmp_path, ROWS)).stdout == "6 items stand otherwise now.\n"
    found = board(house)
    assert {row["item"]: found[row["item"]]["state"] for row in ROWS} == {row["item"]: row["state"] for row in ROWS}
    assert found["principles"]["note"] == ROWS[0]["note"]
    assert len(found) == 19 + 8
    for form in ("toml", "csv", "json"):
        text = ospo(house, "export", "--format", form).stdout
        (tmp_path / f"again.{form}").write_text(text)
        assert "as the file says" in ospo(house, "import", str(tmp_path / f"again.{form}")).stdout
        assert ospo(house, "export", "--format", form).stdout == text


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"item": "principle"}, "items.1: the model `ospo` has no item `principle`"),
    ({"item": "plan", "model": "osop"}, "items.1: there is no model `osop`"),
    ({"item": "known-use", "model": "engagement", "unit": "shop"}, "items.1: there is no model"),
    ({"item": "plan", "state": "done"}, "items.1: `done` is no state"),
    ({"item": "plan", "state": "evidenced"}, "items.1: evidenced needs `on`"),
    (
        {"item": "plan", "state": "evidenced", **SHOWN, "link": "http://x"},
        "items.1: `link`: Please give",
    ),
    ({"item": "plan", "state": "evidenced", **SHOWN, "link": "", "number": 99}, "items.1: there is no request 99"),
    ({"item": "plan", "state": "evidenced", **SHOWN, "confirmed_by": "U0OSPO"}, "items.1: `confirmed_by` has to be"),
    ({"item": "plan", "state": "evidenced", **SHOWN, "owner": "U0LEGAL"}, "items.1: `confirmed_by` has to be"),
    ({"item": "plan", "state": "not_applicable"}, "items.1: not_applicable needs a reason"),
    ({"item": "plan", "owner": "somebody"}, "items.1: owner: `somebody`"),
    ({"item": "plan", "oner": "U0DEV"}, "items.1: oner: is not a known key; did you mean `owner`?"),
]


def test_a_file_with_a_mistake_is_named_with_its_row_and_imported_not_at_all(
    house: dict[str, str], tmp_path: Path
) -> None:
    for row, said in WRONG:
        done = ospo(house, "import", file(tmp_path, [row, *ROWS]))
        assert (done.exit_code, said in done.stderr) == (78, True), done.stderr
    assert {row.get("state") for row in board(house).values()} == {"unknown"}


def test_a_csv_names_the_line_and_a_broken_file_its_place(house: dict[str, str], tmp_path: Path) -> None:
    for name, text, said in (
        ("a.csv", "model,item,state\nospo,plan,in_progress\nospo,plan,started\n", "line 3: `started` is no state"),
        ("b.csv", "model,thing\n", "line 1: the columns are"),
        ("c.csv", "model,item\nospo,plan,more\n", "line 2: has more cells"),
        ("d.csv", "model,item\nospo,plan\nospo,plan\n", "line 3: the item is there twice"),
        ("e.toml", "[[items", "The file is not TOML"),
        ("f.json", '{"items": 3}', "has no list `items`"),
    ):
        (tmp_path / name).write_text(text)
        done = ospo(house, "import", str(tmp_path / name))
        assert (done.exit_code, said in done.stderr) == (78, True), done.stderr


def test_no_cell_of_an_exported_csv_is_a_formula_and_what_was_written_comes_back(
    house: dict[str, str], tmp_path: Path
) -> None:
    notes = ["=HYPERLINK(A1)", "+1", "-2", "@SUM(A1)", "'=1", "'plain"]
    items = list(board(house))[: len(notes)]
    rows = [
        {"item": item, "state": "evidenced", "note": note, **SHOWN} for item, note in zip(items, notes, strict=True)
    ]
    ospo(house, "import", file(tmp_path, rows))
    text = ospo(house, "export", "--format", "csv").stdout
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    (tmp_path / "again.csv").write_text(text)
    assert "as the file says" in ospo(house, "import", str(tmp_path / "again.csv")).stdout
    assert [board(house)[item]["note"] for item in items] == notes


def test_a_file_that_is_too_large_or_hostile_is_refused_whole_with_a_sentence(
    house: dict[str, str], tmp_path: Path
) -> None:
    line = "ospo,plan,in_progress\n"
    for name, text, said in (
        ("a.csv", "model,item,state\n" + line + "\n" * 10_000_000, "has more than 10,000,000 bytes"),
        ("b.csv", "model,item,note\nospo,plan," + "x" * 140_000 + "\n", "The file is not CSV"),
        ("f.csv", 'model,item,note\nospo,plan,"never\nospo,name,\n', "The file is not CSV"),
        ("c.json", "[" * 100_000, "The file is not JSON"),
        ("d.csv", "model,item,reason\nospo,plan," + "x" * 501 + "\n", "line 2: `reason`: Please shorten this"),
        ("e.csv", f"model,item,number\nospo,plan,{10**30}\n", "line 2: number"),
    ):
        (tmp_path / name).write_text(text)
        done = ospo(house, "import", str(tmp_path / name))
        assert (done.exit_code, said in done.stderr) == (78, True), done.stderr[:300]
    assert board(house)["plan"]["state"] == "unknown"


def test_an_office_that_was_asked_nothing_yet_takes_a_board_for_the_workspace_that_is_named(
    migrated_url: str, tmp_path: Path
) -> None:
    house = {"DATABASE_URL": migrated_url, "OSPO_ORGANIZATION": str(organization(tmp_path / "company"))}
    board_file = file(tmp_path, ROWS[:2])
    for said, answer in (((), "with --workspace"), (("--workspace", "us"), "'us' is no id of a workspace")):
        assert answer in ospo(house, "import", board_file, *said).stderr
    assert ospo(house, "import", board_file, "--workspace", "T0US").stdout == "2 items stand otherwise now.\n"
