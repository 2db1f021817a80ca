# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

from tests.support.licensing import policy_with, shipped_policy
from workflows.licenses.contradicting import Otherwise, otherwise, overridden_in
from workflows.licenses.tables import Usage, Verdict

TEXT = "Policy denies it: `/ospo license AGPL-3.0-only saas` or `internal`. Not so `/ospo license MIT saas`."


def override(verdict: str, *usages: str, **subject: str) -> dict[str, Any]:
    return {"verdict": verdict, "usages": usages, "note": "Ours.", "on": "2026-11-02", **subject}


def test_a_look_up_of_which_the_company_says_something_else_is_told_with_both_verdicts() -> None:
    ours = policy_with(overrides=[override("allow", "saas", category="network")])
    assert otherwise(TEXT, ours) == (Otherwise("AGPL-3.0-only", Usage.SAAS, Verdict.DENY, Verdict.ALLOW),)
    second = policy_with(overrides=[override("deny", "internal", license="AGPL-3.0-only")])
    assert [one.command for one in otherwise(TEXT, second)] == ["/ospo license AGPL-3.0-only internal"]


def test_what_says_the_same_or_speaks_of_other_uses_contradicts_nothing() -> None:
    assert otherwise(TEXT, shipped_policy()) == ()
    same = policy_with(
        overrides=[override("deny", "saas", category="network"), override("deny", "build", license="MIT")]
    )
    assert otherwise(TEXT, same) == ()
    assert otherwise("`/ospo license NOASSERTION` and `/ospo license MIT OR ISC saas`", same) == ()


def test_a_text_that_names_an_overridden_license_is_to_be_looked_at_and_its_neighbours_are_not() -> None:
    ours = policy_with(overrides=[override("deny", "saas", license="GPL-3.0-only")])
    for text, named in (
        ("The GPL asks for source.", True),
        ("GPL-3.0-only is not for this.", True),
        ("LGPL and AGPL are other licenses.", False),
        ("Write to gpl-questions@example.org", False),
    ):
        assert bool(overridden_in(text, ours)) is named, text
    family = policy_with(overrides=[override("deny", "shipped", category="weak-library")])
    assert overridden_in("The LGPL covers the library.", family) == ("weak-library",)
