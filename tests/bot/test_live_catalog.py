# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The catalog in force while its files change: a good change replaces it, a mistake never ends it."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalog import LiveCatalog
from bot.configuration import ConfigurationFailed
from tests.support.house import ROOT
from tests.support.organization import organization

EXAMPLE = ROOT / "docs" / "organization-example"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _touched(path: Path, text: str) -> None:
    """Write a file so that its time differs, however coarse the clock of the file system is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    later = max(path.stat().st_mtime_ns, before) + 10_000_000
    os.utime(path, ns=(later, later))


def _live(folder: Path) -> LiveCatalog:
    return LiveCatalog(folder, lambda: NOON)


def test_a_change_comes_into_force_without_a_restart(tmp_path: Path) -> None:
    live = _live(organization(tmp_path))
    before = live.current
    assert not live.refresh()
    _touched(tmp_path / "organization.toml", (tmp_path / "organization.toml").read_text() + "\n[groups.ip]\n")
    assert live.refresh()
    assert live.current is not before
    assert "ip" in live.current.organization.groups


def test_a_new_file_and_a_removed_one_are_noticed(tmp_path: Path) -> None:
    live = _live(organization(tmp_path))
    (tmp_path / "licenses.toml").write_text('[contributing.ours]\nverdict = "deny"\nlicenses = ["MIT"]\n')
    assert live.refresh()
    (tmp_path / "licenses.toml").unlink()
    assert live.refresh()
    assert "ours" not in live.current.data.contributing


def test_a_register_and_its_entries_come_into_force_and_a_mistake_in_them_keeps_the_last_good_ones(
    tmp_path: Path,
) -> None:
    live = _live(organization(tmp_path))
    shutil.copytree(EXAMPLE / "registers", tmp_path / "registers")
    shutil.copytree(EXAMPLE / "entries", tmp_path / "entries")
    assert live.refresh()
    entries = tmp_path / "entries" / "events.toml"
    text = entries.read_text()
    _touched(entries, text.replace("Yearly meeting", "Meeting"))
    assert live.refresh()
    _touched(entries, text.replace("[[entries]]", "[entries]]"))
    assert not live.refresh()
    assert [one.title for one in live.current.register_catalog.contents("events").values()] == [
        "Meeting of the foundation"
    ]


def test_a_mistake_keeps_the_last_good_catalog_and_is_told_at_once_and_daily_until_it_is_corrected(
    tmp_path: Path,
) -> None:
    live = _live(organization(tmp_path))
    good, text = live.current, (tmp_path / "organization.toml").read_text()
    _touched(tmp_path / "organization.toml", text + "\n[groups.legal]\n")
    assert not live.refresh()
    assert live.current is good
    told = live.problems_to_tell(NOON)
    assert [problem.file for problem in told] == ["organization.toml"]
    assert live.problems_to_tell(NOON + timedelta(hours=23)) == ()
    assert live.problems_to_tell(NOON + timedelta(hours=24)) == told
    _touched(tmp_path / "organization.toml", text)
    assert not live.refresh()
    assert live.problems == ()
    assert live.problems_to_tell(NOON + timedelta(hours=49)) == ()


def test_another_mistake_is_told_at_once_too(tmp_path: Path) -> None:
    live = _live(organization(tmp_path))
    path = tmp_path / "organization.toml"
    _touched(path, "[groups")
    live.refresh()
    first = live.problems_to_tell(NOON)
    _touched(path, "[groups.legal]\n")
    live.refresh()
    second = live.problems_to_tell(NOON + timedelta(minutes=1))
    assert first
    assert second
    assert first != second


def test_a_folder_that_disappears_keeps_the_last_good_catalog(tmp_path: Path) -> None:
    folder = organization(tmp_path / "company")
    live = _live(folder)
    good = live.current
    folder.rename(tmp_path / "elsewhere")
    assert not live.refresh()
    assert live.current is good
    assert live.problems


def test_nothing_good_to_begin_with_is_said_with_every_reason(tmp_path: Path) -> None:
    (tmp_path / "organization.toml").write_text("[groups.legal]\nmembers = ['U0LEGAL']\n")
    with pytest.raises(ConfigurationFailed, match=r"groups\.ospo: is needed") as failed:
        _live(tmp_path)
    assert "channels.requests: is missing" in str(failed.value)


def test_a_catalog_in_force_never_changes_by_itself(tmp_path: Path) -> None:
    catalog = _live(organization(tmp_path)).current
    with pytest.raises(TypeError):
        catalog.policies["contribution"] = catalog.policies["contribution"]  # type: ignore[index]  # the attempt
