# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The command line as a person meets it: what is printed where, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.support.house import ROOT
from tests.support.organization import organization
from tests.support.terminal import Said
from tests.support.terminal import ospo as inside

EXAMPLE = ROOT / "docs" / "organization-example"


def ospo(*arguments: str, folder: Path, **environment: str) -> Said:
    """Run `ospo` in a folder, with no environment but what is needed and given."""
    return inside(*arguments, folder=folder, environment=environment)


def process(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same as a process of its own, as `python -m bot`: for what could start, and would not end."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder, env={**inherited, "PYTHONPATH": str(ROOT), **environment}, check=False, capture_output=True,
        text=True, timeout=60,
    )  # fmt: skip


def test_the_version_is_printed(tmp_path: Path) -> None:
    done = process("--version", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "ospo 0.1.0\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("contribute",),
        ("serve", "--prot", "3000"),
        ("serve", "--port", "http"),
        ("serve", "--port", "0"),
        ("serve", "--practice", "--web-only"),
        ("serve", "--practice", "--host", "0.0.0.0"),  # noqa: S104 - the point is that it is refused
        ("manifest", "--socket-mode", "--url", "https://ospo.example.com"),
    ],
)
def test_a_command_that_makes_no_sense_ends_with_64_and_a_hint(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = ospo(*arguments, folder=tmp_path)
    assert done.returncode == 64
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_check_ends_well_for_the_documented_example(tmp_path: Path) -> None:
    done = ospo("check", folder=tmp_path, OSPO_ORGANIZATION=str(EXAMPLE))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nOK\n")
    assert list(tmp_path.iterdir()) == []


def test_check_takes_the_folder_as_an_argument_and_ends_with_1_when_it_is_wrong(tmp_path: Path) -> None:
    organization(tmp_path / "company", "[calendar]\ntimezone = 'Berlin'\n")
    done = ospo("check", "company", folder=tmp_path)
    assert done.returncode == 1
    assert "organization.toml: calendar.timezone: there is no time zone `Berlin`" in done.stdout


def test_check_prints_json_for_programs(tmp_path: Path) -> None:
    done = ospo("check", "--json", str(EXAMPLE), folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_a_wrong_setting_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    done = ospo("check", folder=tmp_path, PORT="http")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("ospo: PORT: ")
    assert len(done.stderr.splitlines()) == 1


def test_the_manifest_is_printed_as_slack_takes_it(tmp_path: Path) -> None:
    done = ospo("manifest", "--url", "https://ospo.example.com", "--with-optional", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout) == manifest(url="https://ospo.example.com", with_optional=True)
    assert json.loads(ospo("manifest", folder=tmp_path).stdout) == manifest()
    refused = ospo("manifest", "--url", "http://ospo.example.com", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("ospo: --url has to be")


def test_the_database_is_migrated_and_a_second_time_nothing_is_left_to_do(tmp_path: Path) -> None:
    first = ospo("migrate", folder=tmp_path)
    assert (first.returncode, first.stdout) == (0, "The database is up to date now.\n")
    assert (tmp_path / "ospo.sqlite3").exists()
    assert ospo("migrate", folder=tmp_path).stdout == "The database was up to date.\n"


def test_a_database_that_cannot_be_reached_is_a_sentence(tmp_path: Path) -> None:
    done = ospo("migrate", folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/ospo.sqlite3")
    assert done.returncode == 1
    assert done.stderr.startswith("ospo: ")
    assert "Traceback" not in done.stderr


def test_the_practice_workspace_does_not_start_beside_settings_of_a_real_one(tmp_path: Path) -> None:
    done = process("serve", "--practice", folder=tmp_path, SLACK_SIGNING_SECRET="s3cret")
    assert done.returncode == 1
    assert done.stderr.startswith("ospo: SLACK_SIGNING_SECRET is set")
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize("command", ["serve", "work"])
def test_without_a_token_nothing_starts_and_the_variable_is_named(command: str, tmp_path: Path) -> None:
    done = process(command, folder=tmp_path, OSPO_ORGANIZATION=str(EXAMPLE))
    assert done.returncode == 1
    assert done.stderr.startswith("ospo: SLACK_BOT_TOKEN is not set")
    assert list(tmp_path.iterdir()) == []


def test_an_organization_with_mistakes_does_not_start(tmp_path: Path) -> None:
    done = process("work", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1", OSPO_ORGANIZATION=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "organization.toml: is missing in the organization's folder"
    assert "Traceback" not in done.stderr


def test_help_does_not_wait_for_slack_or_a_database() -> None:
    code = "import sys, bot.cli; print(sorted({'slack_bolt', 'sqlalchemy', 'pydantic', 'fastapi'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_serving_loads_what_few_offices_need_only_where_it_is_needed() -> None:
    """Signing keys and countries with holidays: 18 MB and 0.3 s of each start."""
    rare = {"alembic", "cryptography", "holidays", "psycopg", "storage.registers", "tantivy"}
    code = f"import sys, bot.cli, bot.running; print(sorted({rare} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_retry_says_that_nothing_is_parked(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'ospo.sqlite3'}"
    assert ospo("migrate", folder=tmp_path, DATABASE_URL=database).returncode == 0
    done = ospo("retry", folder=tmp_path, DATABASE_URL=database)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing is parked.\n", "")
