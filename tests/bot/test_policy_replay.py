# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy replay`: past requests under another policy, on both databases, as the command prints them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from tests.support.house import ROOT
from tests.support.office import KNOWN_PROJECT, contribution_policy, facts, knowledge, small_fix, table
from tests.support.organization import organization
from tests.support.records import a_request, stored
from tests.support.terminal import Said, ospo
from workflows.facts import Answers
from workflows.kind import RequestKind
from workflows.known import Register
from workflows.policy import Policy
from workflows.request import Request

#: Contributing to CC0 needs nobody any more, and to projects without a license legal may say more.
OTHER = """
[contributing.cc0]
verdict = "allow"

[contributing.permissive]
verdict = "review"
"""


def asked(number: int, register: Register = KNOWN_PROJECT, **answers: Any) -> Request:
    """A request as the shipped policy routed it."""
    given = small_fix(**answers)
    policy, known = contribution_policy(), facts(given, register)
    route = policy.route(given, known)
    return a_request(number, answers=given, facts=known, route=route, steps=(), title="Fix a secret thing")


@pytest.fixture
async def record(migrated_url: str) -> str:
    """A database with six past requests."""
    database = Database(migrated_url)
    await database.start()
    risks: dict[str, Any] = {"risks": ("vulnerability",), "title": None}
    requests = (
        asked(1),
        asked(2, license="CC0-1.0"),
        asked(3, license="MPL-2.0"),
        asked(4, license="CC0-1.0", **risks),
        asked(5, Register(first_contribution=True, precleared=False, known_agreement=False), license="MPL-2.0"),
        asked(6, risks=("personal",), description="It does this"),
    )
    for request in requests:
        await stored(database, request)
    await database.stop()
    return migrated_url


def replay(database_url: str, folder: Path, *arguments: str) -> Said:
    """Run the command."""
    return ospo("policy", "replay", "--against", str(folder), *arguments, environment={"DATABASE_URL": database_url})


def company(folder: Path, licenses: str = OTHER) -> Path:
    """An organization with its own word on licenses."""
    (organization(folder) / "licenses.toml").write_text(licenses)
    return folder


def test_each_request_that_would_be_decided_differently_is_told_with_the_reasons(record: str, tmp_path: Path) -> None:
    done = replay(record, company(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "OSPO-1  contribution: lane fast -> standard; steps nobody -> legal",
        "    now the standard lane: No shorter lane applies.",
        "    now legal: Contributing to this license is not simply allowed by the policy.",
        "    then the fast lane: A small change without risks, to a license and an agreement that are already cleared.",
        "OSPO-2  contribution: lane standard -> fast; steps legal -> nobody",
        "    now the fast lane: A small change without risks, to a license and an agreement that are already cleared.",
        "    then the standard lane: No shorter lane applies.",
        "    then legal: Contributing to this license is not simply allowed by the policy.",
        "OSPO-6  contribution: steps privacy -> legal, privacy",
        "    now legal: Contributing to this license is not simply allowed by the policy.",
        "6 requests: 3 decided as before, 3 differently, 0 of those as expected.",
    ]


def test_the_same_policy_decides_the_same(record: str, tmp_path: Path) -> None:
    done = replay(record, company(tmp_path, ""))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "6 requests: 6 decided as before, 0 differently, 0 of those as expected.\n"


def test_neither_titles_nor_hidden_answers_nor_private_requests_are_told(record: str, tmp_path: Path) -> None:
    (company(tmp_path) / "kinds").mkdir()
    kind = (ROOT / "workflows/catalog/kinds/contribution.toml").read_text()
    changed = kind.replace("when = \"'vulnerability' in answers.risks\"", "when = \"'crypto' in answers.risks\"")
    changed = changed.replace('rule = "personal-data"\ngroup = "privacy"', 'rule = "personal-data"\ngroup = "legal"')
    (tmp_path / "kinds" / "contribution.toml").write_text(changed)
    told = replay(record, tmp_path).stdout
    assert "OSPO-4  private: decided differently\nOSPO-6 " in told
    assert "    then privacy: An answer to the risk questions asks for this.\n" in told
    assert "secret" not in told
    assert "personal" not in told


def test_expected_differences_are_named_in_the_command_or_in_the_folder_s_tests(record: str, tmp_path: Path) -> None:
    (company(tmp_path) / "tests").mkdir()
    note = '[[expect_difference]]\nname = "OSPO-2"\nnote = "CC0 is open now."\n'
    (tmp_path / "tests" / "now.toml").write_text(note)
    assert replay(record, tmp_path, "--expect", "OSPO-1").returncode == 1
    done = replay(record, tmp_path, "--expect", "OSPO-1", "--expect", "OSPO-6")
    assert done.returncode == 0
    assert "steps legal -> nobody  expected: CC0 is open now.\n" in done.stdout
    assert done.stdout.endswith("6 requests: 3 decided as before, 3 differently, 3 of those as expected.\n")


def test_programs_get_a_line_of_json_for_each_and_the_counts_last(record: str, tmp_path: Path) -> None:
    told = [json.loads(line) for line in replay(record, company(tmp_path), "--json").stdout.splitlines()]
    assert [one["request"] for one in told[:-1]] == ["OSPO-1", "OSPO-2", "OSPO-6"]
    assert told[1]["shifts"][0] == {"what": "lane", "before": "standard", "after": "fast"}
    assert told[-1] == {"requests": 6, "different": 3, "expected": 0}


def test_what_could_not_be_submitted_any_more_says_why(record: str, tmp_path: Path) -> None:
    told = replay(record, company(tmp_path, '[contributing.weak-file]\nverdict = "deny"\n')).stdout.splitlines()
    assert told[0] == (
        "OSPO-3  contribution: submitting possible -> not allowed (no-license); lane fast -> standard; "
        "steps nobody -> legal"
    )
    assert any(line.startswith("    now not allowed: Without a license nobody may use the project") for line in told)


def test_answers_that_the_new_form_does_not_offer_count_as_not_given(record: str, tmp_path: Path) -> None:
    (company(tmp_path, "") / "kinds").mkdir()
    kind = (ROOT / "workflows/catalog/kinds/contribution.toml").read_text()
    (tmp_path / "kinds" / "contribution.toml").write_text(
        kind.replace('    { value = "MPL-2.0", label = "MPL-2.0" },\n', "")
    )
    told = replay(record, tmp_path).stdout
    assert "OSPO-3  contribution: lane fast -> standard; steps nobody -> legal" in told
    assert "OSPO-1 " not in told


def test_mistakes_end_with_78_and_without_a_record_there_is_nothing_to_replay(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path / 'ospo.sqlite3'}"
    done = replay(nowhere, company(tmp_path / "company"))
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr == "ospo: There is no record at DATABASE_URL yet.\n"
    assert not (tmp_path / "ospo.sqlite3").exists()
    broken = replay(nowhere, company(tmp_path / "broken", "[contributing.odd]\n"))
    assert (broken.returncode, broken.stdout) == (78, "")
    assert "licenses.toml: contributing.odd.verdict: is missing" in broken.stderr


async def test_a_license_question_tells_which_answer_policy_would_give_now_and_nothing_of_the_question(
    migrated_url: str, tmp_path: Path
) -> None:
    kind = RequestKind.model_validate(table("kinds/license-question.toml"))
    given: Answers = {"question": "May the secret thing use it?", "license": "AGPL-3.0-only", "usage": "saas"}
    known, policy = knowledge().facts(kind, given, KNOWN_PROJECT), Policy(kind)
    database = Database(migrated_url)
    await database.start()
    route = policy.route(given, known)
    question = a_request(1, kind=kind.name, answers=given, facts=known, route=route, steps=(), title="A secret thing")
    await stored(database, question)
    await database.stop()
    other = '[[overrides]]\ncategory = "network"\nverdict = "review"\nnote = "We ask."\non = 2026-11-02\n'
    done = await asyncio.to_thread(replay, migrated_url, company(tmp_path, other))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [
        "OSPO-1  license-question: verdict deny -> review",
        "    now by organization.network.saas",
    ]
    assert "secret" not in done.stdout
