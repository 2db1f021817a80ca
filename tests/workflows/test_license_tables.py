# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped license policy beyond the cases of the catalog: facts, obligations, overrides, wording."""

import fnmatch
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.licensing import ask, policy_with, shipped_policy, verdict
from tests.support.office import table
from workflows.licenses.reference import reference
from workflows.licenses.tables import USING, LicenseTables, Usage
from workflows.policy_cases import CaseFile

CASES = CaseFile.model_validate(table("tests/licenses.toml")).licenses


def test_each_category_and_each_exception_has_its_case_for_every_usage() -> None:
    policy = shipped_policy()
    asked = {policy.category_of(one) for case in CASES if {*USING} <= {*case.verdicts} for one in case.licenses}
    assert {*policy.tables.categories} - asked == set()
    paired = {one.partition(" WITH ")[2] for case in CASES for one in case.licenses}
    assert [row.exception for row in policy.tables.exceptions if not fnmatch.filter(paired, row.exception)] == []


def test_a_missing_fact_is_taken_at_its_strictest_and_named_where_it_would_help() -> None:
    assert (
        "If it is a process of its own or linked dynamically, the answer for LGPL-2.1-only would be: conditions."
        in (ask("LGPL-2.1-only", "shipped-modified").better_if)
    )
    assert "If it is unchanged, the answer for AGPL-3.0-only would be: conditions." in (
        ask("AGPL-3.0-only", "internal").better_if
    )
    assert not any("would be" in one for one in ask("GPL-2.0-only", "shipped-modified", link="dynamic").better_if)


def test_without_a_usage_it_is_taken_as_shipped_and_said() -> None:
    advice = ask("MIT", None)
    assert (advice.usage, advice.verdict) == ("shipped", "conditions")
    assert "No usage was given, so it is taken as shipped." in advice.assumptions
    assert "No usage was given, so it is taken as shipped." not in ask("MIT").assumptions


def test_single_licenses_add_their_obligations() -> None:
    assert any("NOTICE" in one for one in ask("Apache-2.0").obligations)
    assert any("install a changed version" in one for one in ask("LGPL-3.0-only").obligations)
    assert not any("install a changed version" in one for one in ask("LGPL-2.1-only").obligations)
    assert any("font" in one for one in ask("OFL-1.1").obligations)
    assert ask("Apache-2.0", "saas").obligations == ()


def test_a_company_s_ban_is_never_said_to_be_the_license_s() -> None:
    assert {reason.basis for reason in ask("AGPL-3.0-only", "saas").because} == {"policy"}
    assert {reason.basis for reason in ask("GPL-2.0-only", "browser").because} == {"license"}


def test_every_license_and_obligation_that_the_tables_name_exists() -> None:
    tables = shipped_policy().tables
    known = {*reference().licenses, "NONE", "NOASSERTION"}
    named = {one for row in tables.categories.values() for one in row.licenses}
    named |= {one for row in tables.duties for one in row.licenses} | {
        one for row in tables.exceptions for one in row.licenses
    }
    named |= {one for row in tables.pairs for one in (*row.from_, *row.into)}
    assert {one for one in named if not set("*[") & set(one)} - known == set()
    cells = [cell for row in (*tables.categories.values(), *tables.exceptions) for cell in row.cells]
    owed = {one for cell in cells for one in cell.obligations} | {
        one for row in tables.duties for one in row.obligations
    }
    assert owed | {"own-code"} == set(tables.obligations)
    scancode = {one.scancode for one in reference().licenses.values()}
    assert {one for row in tables.categories.values() for one in (*row.scancode, *row.agrees)} <= scancode


def test_no_license_is_in_two_categories() -> None:
    exact = [one for row in shipped_policy().tables.categories.values() for one in row.licenses]
    assert len(exact) == len(set(exact))


def test_a_category_that_leaves_a_usage_open_is_refused() -> None:
    tables = table("licenses.toml")
    tables["categories"]["cc0"]["cells"] = tables["categories"]["cc0"]["cells"][:1]
    with pytest.raises(ValidationError, match="one cell without condition for shipped, shipped-modified, browser"):
        LicenseTables.model_validate(tables)


def test_an_organization_overrides_a_cell_with_a_note_and_a_date() -> None:
    row = {"category": "network", "usages": ["saas"], "verdict": "review", "note": "We ask.", "on": date(2026, 11, 2)}
    policy = policy_with(overrides=[row])
    advice = ask("AGPL-3.0-only", "saas", policy=policy)
    assert advice.verdict == "review"
    (reason,) = advice.because
    assert (reason.rule, reason.basis) == ("organization.network.saas", "policy")
    assert reason.text == "We ask. (Decided by your company on 2026-11-02.)"
    assert verdict("AGPL-3.0-only", "browser", policy=policy) == "deny"


def test_the_word_on_a_license_comes_before_the_word_on_its_category() -> None:
    rows = [
        {"category": "permissive", "verdict": "review", "note": "All of them.", "on": date(2026, 11, 2)},
        {"license": "MIT", "verdict": "allow", "note": "But this.", "on": date(2026, 11, 2)},
        {"license": "LicenseRef-Ours", "verdict": "allow", "note": "Ours.", "on": date(2026, 11, 2)},
        {
            "license": "GPL-2.0-only WITH Classpath-exception-2.0",
            "verdict": "deny",
            "note": "No.",
            "on": date(2026, 11, 2),
        },
    ]
    policy = policy_with(overrides=rows)
    assert verdict("MIT", policy=policy) == "allow"
    assert verdict("ISC", policy=policy) == "review"
    ours = ask("LicenseRef-Ours OR GPL-3.0-only", policy=policy)
    assert (ours.verdict, ours.elected) == ("allow", "LicenseRef-Ours")
    assert ours.because[0].text == "Ours. (Decided by your company on 2026-11-02.)"
    assert verdict("LicenseRef-Ours WITH Frob-exception", policy=policy) == "review"
    assert verdict("GPL-2.0-only WITH Classpath-exception-2.0", policy=policy) == "deny"
    assert verdict("GPL-2.0-only", policy=policy) == "review"


@pytest.mark.parametrize(
    "change",
    [
        {"category": ""},
        {"license": "MIT"},
        {"usages": ["contribute"]},
        {"note": ""},
        {"verdict": "invalid"},
        {"usages": []},
    ],
)
def test_an_override_that_says_nothing_clear_is_refused(change: dict[str, Any]) -> None:
    row = {"category": "network", "verdict": "deny", "note": "No.", "on": date(2026, 11, 2)}
    with pytest.raises(ValidationError):
        policy_with(overrides=[row | change])


def test_the_answer_says_whose_policy_it_is_and_never_you_may() -> None:
    assert ask("MIT").closing == (
        "Shipped default policy, not yet adopted by your company. This is a policy look-up, not legal advice."
    )
    adopted = ask("MIT", policy=policy_with("U0LEGAL1 on 2026-12-01"))
    assert adopted.closing.startswith("Under policy 0123456789ab, adopted by U0LEGAL1 on 2026-12-01.")
    assert ask("MIT", "saas").headline == "Policy allows: MIT (saas)"
    assert all("You may" not in str(ask(one, usage)) for case in CASES for one in case.licenses for usage in Usage)


def test_the_same_question_gets_the_same_answer() -> None:
    assert ask("MIT OR (GPL-2.0-only AND ISC)") == ask("MIT OR (GPL-2.0-only AND ISC)", policy=policy_with())
