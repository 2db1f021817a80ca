# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped contribution policy beyond the cases of the catalog: reasons, managers, instructions, terms."""

from typing import Any

import pytest

from tests.support.office import contribution, contribution_policy, facts, knowledge, small_fix, table
from workflows.facts import Fact, Origin
from workflows.known import Register
from workflows.policy_cases import CaseFile, RequestCase
from workflows.route import Route

FEATURE: dict[str, Any] = {"change": "feature", "description": "A parser", "reason": "We use it", "hours": 2}
FILE = CaseFile.model_validate(table("tests/contribution.toml"))
CASES = [case.on(FILE.defaults[case.kind]) for case in FILE.requests]


def routed(case: RequestCase) -> Route:
    """The route of a case."""
    answers = contribution_policy().kept(case.answers)
    known = knowledge().facts(contribution(), answers, Register())
    known |= {name: Fact(value=value, origin=Origin.REGISTER) for name, value in case.facts.items()}
    return contribution_policy().route(answers, known)


def test_there_are_at_least_sixty_cases_and_every_rule_of_the_kind_has_one() -> None:
    used = {rule for case in CASES for rules in case.steps.values() for rule in rules}
    used |= {rule for case in CASES for rule in (*case.blocks, *(case.obligations or ()))}
    lanes = {lane.rule for lane in contribution().lanes}
    assert len(CASES) >= 60
    assert {rule.rule for rule in contribution().rules} - used - lanes == set()
    assert {routed(case).because.rule for case in CASES} >= lanes


def test_every_reason_is_the_sentence_of_its_rule_and_says_nothing_of_hidden_answers_in_the_open() -> None:
    written = {rule.rule: rule for rule in contribution().rules}
    for case in CASES:
        steps = routed(case).steps
        for because in (because for step in steps for because in step.because if because.rule in written):
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
