# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The project as a newcomer or an auditor meets it: licenses, commands, paths, records of decisions."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.house import ROOT, files, here

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work)/\w")
TARGET = re.compile(r"^([a-z]+):.*## (.+)$", re.MULTILINE)
TARGET_IN_PROSE = re.compile(r"(?:`|^ *)make ([a-z]+)", re.MULTILINE)


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    beside_python = Path(sys.executable).with_name(program)
    command = [str(beside_python) if beside_python.exists() else program, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def _text(path: Path) -> str:
    return path.read_text(errors="ignore")


def test_import_contracts_are_kept() -> None:
    done = _run("lint-imports", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_every_file_states_copyright_and_license() -> None:
    done = _run("reuse", "lint", "--lines")
    assert done.returncode == 0, done.stdout


def test_the_license_is_stated_once_and_the_same_everywhere() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert _text(ROOT / "LICENSE") == _text(ROOT / "LICENSES" / "Apache-2.0.txt")


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = {here(path): match.group() for path in files() if (match := MACHINE_PATH.search(_text(path)))}
    assert found == {}


def test_every_make_target_says_what_it_does() -> None:
    makefile = _text(ROOT / "Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    explained = dict(TARGET.findall(makefile))
    assert set(phony.group(1).split()) == set(explained) == set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert all(sentence in _run("make", "help").stdout for sentence in explained.values())


def test_contributing_names_only_make_targets_that_exist() -> None:
    named = set(TARGET_IN_PROSE.findall(_text(ROOT / "CONTRIBUTING.md")))
    assert {"install", "lint", "test"} <= named <= set(dict(TARGET.findall(_text(ROOT / "Makefile"))))


def test_a_newcomer_needs_two_commands() -> None:
    assert set(TARGET_IN_PROSE.findall(_text(ROOT / "README.md"))) == {"demo", "test"}


def test_decision_records_are_numbered_without_gaps_and_state_their_parts() -> None:
    records = files("docs/decisions/[0-9]*.md")
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        headings = re.findall(r"^## (.+)$", _text(record), re.MULTILINE)
        assert headings == ["Situation", "Decision", "Consequences"], here(record)


@pytest.mark.parametrize("folder", ["docs", "docs/decisions"])
def test_every_page_stands_in_the_index_of_its_folder(folder: str) -> None:
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", _text(ROOT / folder / "README.md")))
    assert named == {page.name for page in files(f"{folder}/*.md") if page.parent == ROOT / folder} - {"README.md"}


def test_the_processes_of_the_procfile_start_our_own_command() -> None:
    lines = [line for line in _text(ROOT / "Procfile").splitlines() if not line.startswith("#")]
    assert {line.partition(": ")[0] for line in lines} == {"release", "web", "worker"}
    assert all(line.partition(": ")[2].startswith("ospo ") for line in lines)
