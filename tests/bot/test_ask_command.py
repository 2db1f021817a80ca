# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo ask`: an answer in a terminal, with an exit code that says whether there was one."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a record."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    return tmp_path


def asks(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["ask", *words])
    return done.exit_code, done.output


def test_a_question_is_answered_without_slack_or_a_database(elsewhere: Path) -> None:
    code, said = asks("who may sgin a contributer licence agreement")

    assert (code, said.splitlines()[0]) == (0, "Who may sign a CLA for us?")
    assert "as shipped with the bot" in said
    assert list(elsewhere.iterdir()) == []


@pytest.mark.usefixtures("elsewhere")
def test_what_nothing_answers_is_said_with_the_exit_code_too() -> None:
    assert asks("where is the coffee machine")[0] == 1
    code, said = asks("--json", "zeppelin timetable")
    assert (code, json.loads(said)) == (1, {"question": "zeppelin timetable", "certainty": "routed", "found": []})


@pytest.mark.usefixtures("elsewhere")
def test_nothing_asked_is_a_mistake_of_the_command() -> None:
    assert asks("?")[0] == 64
