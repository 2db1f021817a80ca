# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo register`: what is exported is imported again, and a file with a mistake is imported not at all."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from tests.support.organization import organization

HEAD = "title,status,quarter,owner,text\n"
PLAN = HEAD + 'Name a deputy,doing,2027-Q1,U0OSPO,"First line\nsecond; =line"\n=Count,open,,,\n'


@pytest.fixture
def house(migrated_url: str, tmp_path: Path) -> dict[str, str]:
    folder = organization(tmp_path / "company")

    async def counted() -> None:
        database = Database(migrated_url)
        await database.start()
        await database.next_number("T0US")
        await database.stop()

    asyncio.run(counted())
    return {"DATABASE_URL": migrated_url, "OSPO_ORGANIZATION": str(folder)}


def ospo(house: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(app, ["register", *arguments], env=house)


def file(folder: Path, text: str, name: str = "plan.csv") -> str:
    (folder / name).write_text(text, encoding="utf-8-sig")
    return str(folder / name)


@pytest.mark.parametrize("form, ending", [("toml", "toml"), ("csv", "csv"), ("markdown", "md")])
def test_what_is_exported_is_imported_again(house: dict[str, str], tmp_path: Path, form: str, ending: str) -> None:
    plan = file(tmp_path, PLAN)
    assert "It would be: 2 new" in ospo(house, "import", "actions", plan, "--dry-run").output
    assert "2 new, 0 changed, 0 the same." in ospo(house, "import", "actions", plan).output
    written = ospo(house, "export", "actions", "--format", form).stdout
    again = file(tmp_path, written.replace("Name a deputy", "Name deputies"), f"again.{ending}")
    assert "0 new, 1 changed, " in ospo(house, "import", "actions", again).output
    assert "0 new, 0 changed, " in ospo(house, "import", "actions", again).output
    shown = json.loads(ospo(house, "show", "actions", "name-a-deputy", "--json").stdout)
    assert (shown["title"], shown["status"], shown["version"]) == ("Name deputies", "doing", "2")
    assert shown["text"] == "First line\nsecond; =line"
    assert "name-a-deputy  Name deputies" in ospo(house, "list", "actions").stdout


def test_of_many_rows_three_wrong_ones_are_named_by_line_and_nothing_is_imported(
    house: dict[str, str], tmp_path: Path
) -> None:
    rows = [f"Action {number},open,,,Text" for number in range(2000)]
    rows[10], rows[500], rows[1998] = "Action x,someday,,,", ",open,,,", "Action 7,open,,,"
    told = ospo(house, "import", "actions", file(tmp_path, HEAD + "\n".join(rows)))
    assert told.exit_code == 78
    assert [line.partition(": ")[0] for line in told.stderr.splitlines()[1:]] == ["line 12", "line 502", "line 2000"]
    assert "`someday` is not one of open, doing, done, dropped" in told.stderr
    own = {row["register"]: row["own entries"] for row in json.loads(ospo(house, "list", "--json").stdout)}
    assert own["actions"] == "0"


def test_what_was_imported_before_anybody_asked_anything_is_found_without_naming_the_workspace(
    migrated_url: str, tmp_path: Path
) -> None:
    fresh = {"DATABASE_URL": migrated_url, "OSPO_ORGANIZATION": str(organization(tmp_path / "company"))}
    plan = file(tmp_path, PLAN)
    assert "say of which workspace" in ospo(fresh, "import", "actions", plan).stderr
    assert "2 new" in ospo(fresh, "import", "actions", plan, "--workspace", "T0US").output
    assert "name-a-deputy  Name a deputy" in ospo(fresh, "list", "actions").stdout
    assert "0 new, 0 changed, 2 the same." in ospo(fresh, "import", "actions", plan).output
    assert "2 new" in ospo(fresh, "import", "actions", plan, "--workspace", "T0OTHER").output, "the first was a typo"
    assert "T0OTHER, T0US" in ospo(fresh, "list", "actions").stderr


def test_a_register_that_is_not_defined_any_more_keeps_its_entries(house: dict[str, str], tmp_path: Path) -> None:
    registers = Path(house["OSPO_ORGANIZATION"]) / "registers"
    registers.mkdir()
    (registers / "pets.toml").write_text(
        'name = "pets"\ntitle = "Pets"\none = "pet"\nabout = "Of the office."\npetal = "ospo"\n'
        '[[fields]]\nname = "sort"\nlabel = "Sort"\ntype = "text"\n'
    )
    assert "1 new" in ospo(house, "import", "pets", file(tmp_path, "title,sort\nRex,dog\n")).output
    (registers / "pets.toml").unlink()
    assert "(not defined any more)" in ospo(house, "list").stdout
    assert 'sort = "dog"' in ospo(house, "export", "pets").stdout
    refused = ospo(house, "import", "pets", file(tmp_path, "title,sort\nRex,dog\n"))
    assert "There is no register pets" in refused.stderr


def test_what_is_not_there_is_said_with_what_is_near(house: dict[str, str]) -> None:
    assert "did you mean `actions`?" in ospo(house, "export", "action").stderr
    assert "has no entry nothing." in ospo(house, "show", "actions", "nothing").stderr
    assert "fields: status (choice)" in ospo(house, "show", "actions").stdout
