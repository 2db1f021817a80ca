# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped contribution policy, row by row: facts in; lane, groups with their rules, blocks and obligations out."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.office import KNOWN_PROJECT, contribution, contribution_policy, facts, small_fix, table
from workflows.facts import Origin
from workflows.known import Register

FIRST = Register(first_contribution=True, precleared=False, known_agreement=False)
ACCEPTED = Register(first_contribution=False, precleared=False, known_agreement=True)
PRECLEARED = Register(first_contribution=False, precleared=True, known_agreement=True)
NOT_LOOKED_UP = Register()
LINUX, LLVM, QEMU = (
    "https://github.com/torvalds/linux",
    "https://github.com/llvm/llvm",
    "https://gitlab.com/qemu-project/qemu",
)
FEATURE: dict[str, Any] = {"change": "feature", "description": "A parser", "reason": "We use it", "hours": 2}
SUBSTANTIAL = {"managers": ["substantial-manager"], "ospo": ["substantial-ospo"]}
UNKNOWN_LICENSE = {"legal": ["license-not-cleared"]}
TYPED = {"description": "It does this", "ai_tool": "A model", "license_other": "SSPL-1.0"}
NOBODY_ELSE = {"ospo": ["nobody-else"]}


@dataclass(frozen=True)
class Row:
    """One line of the policy: what is asked, and what has to come of it."""

    says: str
    answers: dict[str, Any]
    lane: str = "standard"
    asks: dict[str, list[str]] = field(default_factory=dict)
    register: Register = KNOWN_PROJECT
    fast_lane_first: bool = False
    blocked: tuple[str, ...] = ()
    obliges: tuple[str, ...] = ("link-the-change",)


def fast(
    says: str, *, register: Register = KNOWN_PROJECT, first: bool = False, obliges: str = "", **answers: Any
) -> Row:
    owed = (obliges, "link-the-change") if obliges else ("link-the-change",)
    return Row(says, answers, "fast", register=register, fast_lane_first=first, obliges=owed)


def slow(says: str, asks: dict[str, list[str]], *, register: Register = KNOWN_PROJECT, **answers: Any) -> Row:
    return Row(says, answers, asks=asks, register=register)


def risky(says: str, asks: dict[str, list[str]], *risks: str, **answers: Any) -> Row:
    return Row(says, {"risks": risks, "description": "It does this", **answers}, asks=asks)


ROWS = [
    # The fast lane: docs, tests or bug fix, small, allowed license, no or known agreement, no risk, not the first.
    fast("a small bug fix is fast"),
    fast("small documentation is fast", change="docs"),
    fast("small tests are fast", change="tests"),
    fast("a sign-off does not slow it down", agreement="dco"),
    fast("an agreement that was accepted does not either", agreement="cla", cla_signer="person", register=ACCEPTED),
    fast("a patch to a weak copyleft project is fast", license="MPL-2.0"),
    fast("a patch to a library under the LGPL is fast", license="LGPL-2.1-or-later"),
    fast("our own code may go to a GPL project", license="GPL-3.0-or-later"),
    fast("texts under Creative Commons are fast", change="docs", license="CC-BY-SA-4.0"),
    fast("0BSD is allowed", license="0BSD"),
    fast(
        "AI help is fast where the project wants to hear of it, and obliges",
        repository=LINUX, license="GPL-2.0-only", ai="some", obliges="ai-disclosure",
    ),
    fast("the organization may let first contributions be fast", register=FIRST, first=True),
    fast("own time is a note and not an approval", extras=("own_time",)),
    fast("a wish for a date asks nobody", extras=("deadline",), wanted_by="2026-12-01"),
    # A standing clearance: the same license and agreement.
    fast("a cleared project takes a feature", register=PRECLEARED, **FEATURE),
    fast("and a medium change", register=PRECLEARED, size="medium"),
    fast("and its agreement", register=PRECLEARED, size="medium", agreement="cla", cla_signer="company"),
    slow("a clearance is void for a large change", SUBSTANTIAL, register=PRECLEARED, size="large"),
    slow("and for one of unknown size", SUBSTANTIAL, register=PRECLEARED, size="unknown"),
    slow("it does not cover a security fix", {"security": ["security-fix"]}, register=PRECLEARED, change="security"),
    Row(
        "it covers no risk",
        {"risks": ("copied",), "copied_from": "A blog", "description": "It parses"},
        register=PRECLEARED, asks={"legal": ["copied-code"]},
    ),
    slow("“another license” of then may be any other now", UNKNOWN_LICENSE, register=PRECLEARED, license="other"),
    slow(
        "“not sure” of then is not sure now",
        {"legal": ["new-agreement"], "ospo": ["not-sure"]}, register=PRECLEARED, agreement="unsure",
    ),
    slow("AI help without a known rule is looked at", {"ospo": ["ai-rule-unknown"]}, register=PRECLEARED, ai="most"),
    slow(
        "who has a clearance and wants a new one is looked at",
        {"ospo": ["standing-permission"]},
        register=PRECLEARED, extras=("standing",), reason="Often", hours=1,
    ),
    # First contribution to the project: OSPO.
    slow("the first contribution goes to the OSPO", {"ospo": ["first-contribution"]}, register=FIRST),
    slow("even one line of documentation", {"ospo": ["first-contribution"]}, register=FIRST, change="docs"),
    slow("a register that could not be asked is not a yes", {"ospo": ["first-contribution"]}, register=NOT_LOOKED_UP),
    # Feature, interface, non-obvious algorithm, size unknown or above 1,000 lines: manager and OSPO.
    slow("a feature goes to manager and OSPO", SUBSTANTIAL, **FEATURE),
    slow("so does a small one", SUBSTANTIAL, **{**FEATURE, "size": "small"}),
    slow("so does a large change", SUBSTANTIAL, size="large"),
    slow("so does one of unknown size", SUBSTANTIAL, size="unknown"),
    slow("a medium bug fix is looked at by the OSPO", NOBODY_ELSE, size="medium"),
    slow("something else too", NOBODY_ELSE, change="other"),
    slow(
        "every row that matches is given as a reason",
        {"ospo": ["first-contribution", "substantial-ospo"], "managers": ["substantial-manager"]},
        register=FIRST, **FEATURE,
    ),
    # Contributing to the license is not simply allowed: legal.
    slow("the AGPL goes to legal", UNKNOWN_LICENSE, license="AGPL-3.0-or-later"),
    slow("giving up the copyright goes to legal", UNKNOWN_LICENSE, license="CC0-1.0"),
    slow("the Unlicense likewise", UNKNOWN_LICENSE, license="Unlicense"),
    slow("a license outside the list goes to legal", UNKNOWN_LICENSE, license="other", license_other="SSPL-1.0"),
    slow(
        "a license nobody is sure of goes to legal and OSPO",
        {**UNKNOWN_LICENSE, "ospo": ["not-sure"]}, license="unsure",
    ),
    Row(
        "without a license there is no way",
        {"license": "none"}, asks=UNKNOWN_LICENSE, blocked=("license",),
    ),
    # GPL: only code that we own entirely.
    risky(
        "copied code in a GPL project goes to legal for both reasons",
        {"legal": ["not-owned", "copied-code"]}, "copied", license="GPL-2.0-only", copied_from="A blog",
    ),
    risky(
        "product code in a GPL project too",
        {"legal": ["not-owned", "product-code"], "business": ["competition"]},
        "product", license="GPL-3.0-or-later", product="The app",
    ),
    risky(
        "not being sure in a GPL project asks legal as well",
        {"legal": ["not-owned"], "ospo": ["risks-not-sure"]}, "unsure", license="GPL-2.0-or-later",
    ),
    risky("other risks do not", {"privacy": ["personal-data"]}, "personal", license="GPL-2.0-only"),
    slow(
        "co-authors in a GPL project mean that we do not own it alone",
        {"legal": ["not-owned-alone"]}, license="GPL-2.0-only", extras=("coauthors",), coauthors="A friend",
    ),
    fast("co-authors in an MIT project are no matter", extras=("coauthors",), coauthors="A colleague"),
    # Agreements.
    slow("a new agreement goes to legal", {"legal": ["new-agreement"]}, agreement="cla", cla_signer="person"),
    slow(
        "one in the company's name needs a signatory",
        {"legal": ["new-agreement", "corporate-agreement"]}, agreement="cla", cla_signer="company",
    ),
    slow(
        "so does one where nobody is sure who signs",
        {"legal": ["new-agreement", "corporate-agreement"]}, agreement="cla", cla_signer="unsure",
    ),
    slow(
        "whether there is an agreement is found out by legal and OSPO",
        {"legal": ["new-agreement"], "ospo": ["not-sure"]}, agreement="unsure",
    ),
    slow(
        "an agreement that could not be looked up is not accepted",
        {"legal": ["new-agreement"]},
        register=Register(first_contribution=False, precleared=False), agreement="cla", cla_signer="person",
    ),
    # Risks, each to its group.
    risky(
        "a patent matter goes to IP, manager and OSPO",
        {"managers": ["algorithm-manager"], "ospo": ["algorithm-ospo"], "ip": ["patent"]}, "patent", invention="no",
    ),
    risky("copied code goes to legal", {"legal": ["copied-code"]}, "copied", copied_from="A blog"),
    risky("odd cryptography goes to export", {"export": ["cryptography"]}, "crypto"),
    risky("personal data go to privacy", {"privacy": ["personal-data"]}, "personal"),
    risky("helping a competitor goes to business", {"business": ["competition"]}, "competes", product="The app"),
    risky(
        "product code goes to legal and business",
        {"legal": ["product-code"], "business": ["competition"]}, "product", product="The app",
    ),
    risky("not being sure goes to the OSPO", {"ospo": ["risks-not-sure"]}, "unsure"),
    risky(
        "several risks ask several groups",
        {"legal": ["copied-code"], "export": ["cryptography"], "privacy": ["personal-data"]},
        "copied", "crypto", "personal", copied_from="A blog",
    ),
    slow("a fix of a public vulnerability goes to security", {"security": ["security-fix"]}, change="security"),
    # AI help.
    Row(
        "AI help is blocked where the project refuses it",
        {"repository": QEMU, "ai": "some"}, asks=NOBODY_ELSE, blocked=("ai",),
    ),
    fast("the same project takes work of people", repository=QEMU),
    slow("an unknown rule on AI is looked up by the OSPO", {"ospo": ["ai-rule-unknown"]}, ai="some"),
    Row(
        "disclosure is owed after a review as well",
        {"repository": LLVM, "ai": "most", "size": "medium"},
        asks=NOBODY_ELSE, obliges=("ai-disclosure", "link-the-change"),
    ),
    # Ongoing work and standing permissions.
    slow(
        "four hours a week are not ongoing work",
        SUBSTANTIAL, **{**FEATURE, "hours": 4},
    ),
    slow(
        "more than that needs a budget",
        {**SUBSTANTIAL, "managers": ["substantial-manager", "ongoing-work"]}, **{**FEATURE, "hours": 5},
    ),
    slow(
        "a standing permission is never fast",
        {"ospo": ["standing-permission"]}, extras=("standing",), reason="We fix it often", hours=1,
    ),
    slow(
        "a standing permission for a day a week needs the manager",
        {"ospo": ["standing-permission"], "managers": ["ongoing-work"]},
        extras=("standing",), reason="We fix it often", hours=8,
    ),
    # The private lane takes all of it.
    Row(
        "an undisclosed vulnerability goes to security alone",
        {"risks": ("vulnerability",), "title": None}, lane="private", asks={"security": ["embargo"]},
    ),
    Row(
        "whatever else applies",
        {"risks": ("copied", "patent", "vulnerability", "unsure"), "title": None, "license": "AGPL-3.0-or-later"},
        lane="private", register=FIRST, asks={"security": ["embargo"]},
    ),
    Row(
        "and however cleared the project is",
        {"risks": ("vulnerability",), "title": None},
        lane="private", register=PRECLEARED, asks={"security": ["embargo"]},
    ),
]  # fmt: skip  # a row a case reads better than a word a line


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_the_policy_says(row: Row) -> None:
    policy = contribution_policy()
    answers = small_fix(**row.answers)
    answers = {name: text for name, text in TYPED.items() if name in policy.shown(answers)} | answers
    found = facts(answers, row.register, fast_lane_first=row.fast_lane_first)

    assert policy.kept(answers) == answers, "a row says only what the form asks"
    assert tuple(policy.problems(answers, found)) == row.blocked
    route = policy.route(answers, found)
    asked = {step.group: [because.rule for because in step.because] for step in route.steps}
    assert (route.lane, asked) == (row.lane, row.asks)
    assert (
        tuple(obligation.rule for obligation in route.obligations if obligation.rule not in owed_in_doubt(row))
        == row.obliges
    )


def owed_in_doubt(row: Row) -> set[str]:
    """What is owed because nobody knows better: the project's rule on AI help is not known."""
    unknown = facts(small_fix(**row.answers))["ai_policy"].origin is Origin.UNKNOWN
    return {"ai-disclosure"} if unknown and row.answers.get("ai", "none") != "none" else set()


def test_there_are_at_least_sixty_rows_and_every_rule_of_the_kind_has_one() -> None:
    used = {rule for row in ROWS for rules in row.asks.values() for rule in rules} | {
        rule for row in ROWS for rule in row.obliges
    }
    lanes = {lane.rule for lane in contribution().lanes}
    rules = {rule.rule for rule in contribution().rules}
    assert len(ROWS) >= 60
    assert rules - used - lanes == {"no-license", "ai-refused"}, "these two block; their rows name the field"
    assert {row.blocked for row in ROWS if row.blocked} == {("license",), ("ai",)}


def test_every_reason_is_the_sentence_of_its_rule_and_says_nothing_of_hidden_answers_in_the_open() -> None:
    policy, written = contribution_policy(), {rule.rule: rule for rule in contribution().rules}
    for row in ROWS:
        answers = policy.kept(small_fix(**row.answers))
        route = policy.route(answers, facts(answers, row.register, fast_lane_first=row.fast_lane_first))
        for because in (because for step in route.steps for because in step.because if because.rule in written):
            rule = written[because.rule]
            assert because.text == rule.because
            told = contribution().restricted_in(rule.when) and because.rule != "embargo"
            assert because.open_text == ("An answer to the risk questions asks for this." if told else rule.because)


def test_a_plain_feature_is_not_said_to_follow_from_the_risk_questions() -> None:
    answers = small_fix(**FEATURE)
    route = contribution_policy().route(answers, facts(answers))
    assert all(because.open_text == because.text for step in route.steps for because in step.because)


def test_the_office_asks_the_one_whom_the_requester_named_as_manager() -> None:
    answers = small_fix(**FEATURE, manager="U0MANAGER")
    route = contribution_policy().route(answers, facts(answers))
    assert {step.group: step.person for step in route.steps} == {"managers": "U0MANAGER", "ospo": ""}


@pytest.mark.parametrize(
    "license_", [option["value"] for option in table("kinds/contribution.toml")["fields"][4]["options"]]
)
def test_every_license_of_the_form_is_in_the_policys_data_or_goes_to_a_human(license_: str) -> None:
    answers = small_fix(license=license_)
    if facts(answers)["contributing"].value is None:
        assert license_ in {"other", "unsure"}
        assert contribution_policy().route(answers, facts(answers)).lane == "standard"


def test_after_an_approval_the_requester_is_told_what_to_do_now() -> None:
    answers = small_fix(agreement="dco", extras=("own_time",))
    said = " ".join(contribution_policy().route(answers, facts(answers)).instructions)
    assert "git commit -s" in said
    assert "own time" in said
    assert "work e-mail" not in said


def test_a_clearance_lasts_ninety_days_and_a_standing_one_a_year() -> None:
    policy = contribution_policy()
    once, standing = small_fix(), small_fix(extras=("standing",), reason="Often", hours=1)
    assert (policy.route(once, facts(once)).term_days, policy.route(once, facts(once)).standing) == (90, False)
    route = policy.route(standing, facts(standing))
    assert (route.term_days, route.standing) == (365, True)
