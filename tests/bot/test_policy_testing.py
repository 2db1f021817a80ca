# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy test`: the shipped cases, an organization's own, expected differences, and broken files."""

import json
import re
from pathlib import Path

import pytest

from bot.configuration import ConfigurationFailed
from bot.policy_testing import Outcome, lines, run_suite
from tests.support.house import ROOT
from tests.support.organization import organization
from tests.support.terminal import Said, ospo

SHIPPED = run_suite(None)
#: An organization for which the AGPL may be used in services, and contributing to CC0 needs nobody.
OWN_WORD = """
[contributing.cc0]
verdict = "allow"

[[overrides]]
category = "network"
usages = ["saas"]
verdict = "review"
note = "We ask."
on = 2026-11-02
"""
OWN_CASE = """
[defaults.contribution]
answers = { repository = "https://forge.example.org/a/b", title = "Fix", change = "bugfix", size = "small", license = "MIT", agreement = "none", ai = "none", risks = ["none"] }
facts = { first_contribution = false, precleared = false, known_agreement = false }

[[requests]]
name = "ours"
kind = "contribution"
lane = "fast"
"""  # noqa: E501 - a TOML table stands on one line


def company(folder: Path, tests: str = "", licenses: str = "") -> Path:
    """An organization with one file of tests."""
    organization(folder)
    (folder / "tests").mkdir()
    (folder / "tests" / "ours.toml").write_text(tests)
    (folder / "licenses.toml").write_text(licenses)
    return folder


def ospo_policy_test(*arguments: str, folder: Path | None = None) -> Said:
    """Run the command with nothing set but the folder."""
    given = {"OSPO_ORGANIZATION": str(folder)} if folder else {}
    return ospo("policy", "test", *arguments, environment=given)


@pytest.mark.parametrize("outcome", SHIPPED.outcomes, ids=lambda outcome: outcome.name)
def test_the_shipped_policy_decides_as_its_cases_say(outcome: Outcome) -> None:
    assert outcome.differences == ()


def test_the_command_prints_each_case_and_the_counts_and_needs_no_folder() -> None:
    done = ospo_policy_test()
    assert (done.returncode, done.stderr) == (0, "")
    assert "  ok        a small bug fix is fast\n" in done.stdout
    count = len(SHIPPED.outcomes)
    assert done.stdout.splitlines()[-1] == (
        f"{count} cases under policy {SHIPPED.version}: {count} ok, 0 different as expected, 0 different."
    )


def test_a_company_s_other_word_is_a_difference_with_what_was_expected_and_found(tmp_path: Path) -> None:
    done = ospo_policy_test(folder=company(tmp_path, licenses=OWN_WORD))
    assert done.returncode == 1
    assert (
        "  DIFFERS   giving up the copyright goes to legal\n"
        "            lane: expected standard; found fast\n"
        "            steps: expected legal (license-not-cleared); found nobody\n"
    ) in done.stdout
    assert "AGPL-3.0-only (saas): expected deny; found review" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(" 3 different.")


def test_a_difference_on_purpose_is_declared_by_name_or_pattern_with_a_note(tmp_path: Path) -> None:
    notes = (
        '[[expect_difference]]\nname = "giving up the copyright *"\nnote = "We do."\n'
        '[[expect_difference]]\nname = "network copyleft *"\nnote = "We ask."\n'
        '[[expect_difference]]\nname = "legal looks before *"\nnote = "CC0 as well."\n'
        '[[expect_difference]]\nname = "a small bug fix is fast"\nnote = "It was slow once."\n'
    )
    run = run_suite(company(tmp_path, notes, OWN_WORD))
    told = list(lines(run))
    assert run.ok
    assert "  expected  giving up the copyright goes to legal  (We do.)" in told
    assert "Declared as a difference, but decided as ever: a small bug fix is fast (It was slow once.)" in told
    assert told[-1].endswith(" ok, 3 different as expected, 0 different.")


def test_programs_get_json(tmp_path: Path) -> None:
    done = ospo_policy_test("--json", str(company(tmp_path, licenses=OWN_WORD)))
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["unused"]) == (1, False, [])
    (case,) = [one for one in found["cases"] if one["name"].startswith("network copyleft")]
    assert case == {
        "file": "shipped tests/licenses.toml", "name": "network copyleft is kept out of services and products",
        "outcome": "differs", "note": "",
        "differences": [{"what": "AGPL-3.0-only (saas)", "expected": "deny", "found": "review"}],
    }  # fmt: skip


def test_a_company_s_own_cases_run_beside_the_shipped_ones(tmp_path: Path) -> None:
    run = run_suite(company(tmp_path, OWN_CASE))
    assert [one.word for one in run.outcomes if one.file == "tests/ours.toml"] == ["ok"]
    assert len(run.outcomes) == len(SHIPPED.outcomes) + 1


@pytest.mark.parametrize(
    "change,sentence",
    [
        ("[[requests", "tests/ours.toml: end of document: is not valid TOML: expected"),
        ('lane = "fast"', "tests/ours.toml: end of document: is not valid TOML: cannot overwrite a value"),
        ('stepz = "x"', "tests/ours.toml: requests.ours.stepz: is not a known key; did you mean `steps`?"),
        (
            '[[requests]]\nname = "two"\nkind = "contribution"\nanswers = { size = "tiny" }\nlane = "fast"',
            "tests/ours.toml: requests.two.answers.size: 'tiny' is not an answer that the field could have",
        ),
        (
            '[[requests]]\nname = "two"\nkind = "contribution"\nanswers = { seize = "small" }\nlane = "fast"',
            "tests/ours.toml: requests.two.answers.seize: `contribution` has no such field",
        ),
        (
            '[[requests]]\nname = "two"\nkind = "contribution"\nfacts = { precleared = "yes" }\nlane = "fast"',
            "tests/ours.toml: requests.two.facts.precleared: 'yes' is not a value that the fact could have",
        ),
        (
            '[[requests]]\nname = "two"\nkind = "contribution"\nunknown = ["weather"]\nlane = "fast"',
            "tests/ours.toml: requests.two.unknown.weather: `contribution` has no such fact",
        ),
        (
            '[[requests]]\nname = "two"\nkind = "contributions"\nlane = "fast"',
            "tests/ours.toml: requests.two.kind: there is no kind of request `contributions`; did you mean `contr",
        ),
        (
            '[[requests]]\nname = "ours"\nkind = "contribution"\nlane = "fast"',
            "tests/ours.toml: requests.ours: stands in tests/ours.toml already",
        ),
        (
            '[[licenses]]\nname = "two"\nlicenses = ["MIT"]\nverdicts = { home = "allow" }',
            "tests/ours.toml: licenses.two.verdicts.home: should be 'build', 'internal'",
        ),
        (
            '[[expect_difference]]\nname = "a small bug fix is fast"',
            "tests/ours.toml: expect_difference.a small bug fix is fast.note: is missing",
        ),
    ],
)
def test_a_broken_file_is_told_with_file_key_and_reason(change: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFailed, match=re.escape(sentence)):
        run_suite(company(tmp_path, OWN_CASE + change))


def test_a_broken_file_ends_with_78_and_prints_no_table(tmp_path: Path) -> None:
    done = ospo_policy_test(folder=company(tmp_path, "[["))
    assert (done.returncode, done.stdout) == (78, "")
    assert "Traceback" not in done.stderr


def test_an_incomplete_case_of_one_s_own_is_a_mistake(tmp_path: Path) -> None:
    case = '[[requests]]\nname = "two"\nkind = "contribution"\nlane = "fast"\n'
    reason = "tests/ours.toml: requests.two.answers.license: is missing: without it the form would show no route"
    with pytest.raises(ConfigurationFailed, match=reason):
        run_suite(company(tmp_path, case))


def test_a_shipped_case_that_does_not_fit_a_kind_of_the_company_is_a_difference(tmp_path: Path) -> None:
    folder = company(tmp_path)
    (folder / "kinds").mkdir()
    kind = (ROOT / "workflows/catalog/kinds/contribution.toml").read_text()
    changed = kind.replace('{ value = "docs", label = "Documentation" }', '{ value = "text", label = "Text" }')
    changed = changed.replace("['docs', 'tests', 'bugfix']", "['tests', 'bugfix']")
    changed = changed.replace("['docs', 'tests', 'bugfix', 'feature', 'other']", "['tests', 'bugfix']")
    (folder / "kinds" / "contribution.toml").write_text(changed)
    told = list(lines(run_suite(folder)))
    at = told.index("  DIFFERS   small documentation is fast")
    assert told[at + 1] == (
        "            answers.change: expected a case that fits the kind; "
        "found 'docs' is not an answer that the field could have"
    )
