# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""requirements.lock says the same as pyproject.toml, and carries no address."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.house import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
# One entry a package: its first line, then hashes, then by whom it is wanted.
ENTRIES = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)(.*?)(?=^\S|\Z)", LOCK, re.MULTILINE | re.DOTALL)
VERSIONS = {canonicalize_name(name): version for name, version, _ in ENTRIES}


def _declared() -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    entries = PROJECT["project"]["dependencies"] + [entry for group in groups.values() for entry in group]
    return [Requirement(entry) for entry in entries if isinstance(entry, str)]


@pytest.mark.parametrize("wanted", _declared(), ids=lambda wanted: wanted.name)
def test_the_lock_holds_each_declared_dependency_within_its_range(wanted: Requirement) -> None:
    locked = VERSIONS.get(canonicalize_name(wanted.name))
    assert locked, f"{wanted.name} is not locked: run `make lock`"
    assert wanted.specifier.contains(locked), f"{wanted} is locked at {locked}: run `make lock`"


def test_the_lock_holds_nothing_that_is_no_longer_declared() -> None:
    wanted_by_us = {canonicalize_name(name) for name, _, rest in ENTRIES if "ospo-bot (pyproject.toml" in rest}
    assert wanted_by_us == {canonicalize_name(wanted.name) for wanted in _declared()}


def test_each_locked_package_has_hashes() -> None:
    assert ENTRIES
    assert [name for name, _, rest in ENTRIES if "--hash=sha256:" not in rest] == []


def test_the_lock_names_no_host_address_or_command_line() -> None:
    assert re.findall(r"\w+://|@ |\b[\w-]+\.(?:com|org|net|io|dev)\b|--(?:index|extra-index|find-links)", LOCK) == []
