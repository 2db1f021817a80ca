# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The rooms of the house: who owns them, who may import whom, how large they may grow."""

import ast
import importlib.util
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.house import ROOMS, ROOT, files, here, product_code

LONGEST_FILE = 300  # lines; the house aims at 200


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_else_owns_a_room(room: str) -> None:
    assert set(packages_distributions().get(room, [])) <= {"ospo-bot"}
    found = importlib.util.find_spec(room)
    assert found is not None
    assert found.origin == str(ROOT / room / "__init__.py")


def test_every_folder_with_code_belongs_to_a_room_or_is_known() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files("*.py")} <= {*ROOMS, "tests", "docs"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {here(path) for path in product_code() if _reads_environment(path)}
    assert readers <= {"bot/settings.py"}


def test_reading_the_environment_is_recognised_in_each_form(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    for source in ("import os\nos.environ['A']", "from os import getenv\n", "import os as o\no.getenv('A')"):
        module.write_text(source)
        assert _reads_environment(module), source
    module.write_text("import os\nos.path.join('a')")
    assert not _reads_environment(module)


def test_no_file_of_the_product_is_too_long() -> None:
    lengths = {here(path): len(path.read_text().splitlines()) for path in product_code()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def _reads_environment(path: Path) -> bool:
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in names:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "os" and names & {name.name for name in node.names}:
            return True
    return False
