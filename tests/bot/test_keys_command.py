# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo keys`, and what `ospo check` says of a key that is missing."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings, SettingsProblem
from bot.side_room_keys import new_key, side_room_keys
from storage.database import Database
from storage.schema import migrate
from tests.support.side_notes import noted

OLD, NEW = new_key(), new_key()


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record with one note under the old key, as DATABASE_URL."""
    url = f"sqlite:///{tmp_path / 'ospo.sqlite3'}"

    async def fill() -> None:
        database = Database(url)
        await database.start()
        await noted(database, under=OLD)
        await database.stop()

    migrate(make_url(url))
    asyncio.run(fill())
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def said(monkeypatch: pytest.MonkeyPatch, keys: str, *command: str) -> tuple[int, str]:
    monkeypatch.setenv("OSPO_SIDE_ROOM_KEYS", keys)
    result = CliRunner().invoke(app, command)
    return result.exit_code, result.output


def test_a_new_key_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    code, key = said(monkeypatch, "", "keys", "new")
    assert code == 0
    assert side_room_keys(key) is not None
    assert said(monkeypatch, "", "keys", "new") != (code, key)


@pytest.mark.usefixtures("record")
def test_rotating_says_what_was_done_and_what_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    code, words = said(monkeypatch, NEW, "keys", "rotate")
    assert (code, "Not readable: 1 under key" in words) == (1, True)
    code, words = said(monkeypatch, f"{NEW},{OLD}", "keys", "rotate")
    assert (code, "encrypted anew: 1" in words) == (0, True)
    code, words = said(monkeypatch, NEW, "keys", "rotate", "--json")
    assert (code, '"rotated": 0' in words) == (0, True)
    code, words = said(monkeypatch, "", "keys", "rotate")
    assert (code, "OSPO_SIDE_ROOM_KEYS is not set" in words) == (78, True)


@pytest.mark.usefixtures("record")
def test_the_check_names_a_key_that_notes_need(monkeypatch: pytest.MonkeyPatch) -> None:
    for keys in ("", NEW):
        code, words = said(monkeypatch, keys, "check")
        assert (code, "1 note of the side room is encrypted with key" in words) == (1, True)
    code, words = said(monkeypatch, OLD, "check")
    assert (code, "side room" in words) == (0, False)


def test_what_are_no_keys_is_said_without_quoting_them() -> None:
    with pytest.raises(SettingsProblem) as problem:
        Settings(ospo_side_room_keys=SecretStr("my-secret")).side_room_keys()
    assert "OSPO_SIDE_ROOM_KEYS is no list of keys" in str(problem.value)
    assert "my-secret" not in str(problem.value)
