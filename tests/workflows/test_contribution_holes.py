# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking for holes in the shipped contribution policy: nothing that needs a look is fast, and nobody is stuck."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.office import (
    REQUESTER,
    contribution,
    contribution_policy,
    facts,
    organization,
    small_fix,
    staff,
)
from workflows.facts import Answers, Origin
from workflows.known import Register
from workflows.policy import Policy
from workflows.staffing import steps_for

MAYBE = st.sampled_from([True, False, None])
REGISTERS = st.builds(Register, MAYBE, MAYBE, MAYBE)
REPOSITORIES = (
    "https://forge.example.org/parsers/json",
    "https://github.com/torvalds/linux",
    "https://github.com/qemu/qemu",
)
TYPED: dict[str, Any] = {"text": "words", "long_text": "words", "url": "https://example.org/x", "date": "2026-12-01"}
ALLOWED = {
    "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "BSL-1.0", "Zlib", "PSF-2.0", "0BSD", "MPL-2.0",
    "EPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-or-later",
    "CC-BY-4.0", "CC-BY-SA-4.0", "OFL-1.1",
}  # fmt: skip  # a list to read, not a column


@st.composite
def filled(draw: st.DrawFn) -> Answers:
    """A form that somebody filled completely, whatever they chose."""
    policy, answers = contribution_policy(), dict[str, Any]()
    for field in contribution().fields:
        values = [option.value for option in field.options]
        if field.type == "choice":
            answers[field.name] = draw(st.sampled_from(values))
        elif field.type == "many":
            several = st.lists(st.sampled_from(values), unique=True, min_size=int(field.required), max_size=3)
            chosen = draw(st.just(["none"]) | several if field.none_option else several)
            answers[field.name] = (field.none_option,) if field.none_option in chosen else tuple(chosen)
        elif field.type == "number":
            answers[field.name] = draw(st.integers(0, 60))
        else:
            answers[field.name] = draw(st.sampled_from(REPOSITORIES)) if field.steers else TYPED.get(field.type, "U0A")
    return policy.kept(answers)


def needs_a_look(answers: Answers, register: Register, *, fast_lane_first: bool) -> list[str]:
    """Why domain.md's fast lane does not apply, written anew from its sentences and not from the policy file."""
    extras: Any = answers.get("extras", ())
    linux = "torvalds" in str(answers["repository"])
    cleared = bool(register.precleared)
    agreed = answers["agreement"] in {"none", "dco"} or (answers["agreement"] == "cla" and register.known_agreement)
    reasons = {
        "a risk": answers["risks"] != ("none",),
        "a standing permission is wanted": "standing" in extras,
        "not trivial": answers["change"] not in {"docs", "tests", "bugfix"} and not cleared,
        "a security fix": answers["change"] == "security",
        "size": answers["size"] not in ({"small", "medium"} if cleared else {"small"}),
        "the license": answers["license"] not in ALLOWED and not cleared,
        "an unknown license": answers["license"] in {"other", "unsure", "none"},
        "not ours alone": "coauthors" in extras and str(answers["license"]).startswith("GPL") and not cleared,
        "the agreement": not agreed and not cleared,
        "an unknown agreement": answers["agreement"] == "unsure",
        "AI": answers["ai"] != "none" and not linux,
        "the first": register.first_contribution is not False and not fast_lane_first and not cleared,
    }
    return [reason for reason, applies in reasons.items() if applies]


@given(filled(), REGISTERS, st.booleans())
@settings(max_examples=400)
def test_fast_is_exactly_what_needs_no_look(answers: Answers, register: Register, fast_lane_first: bool) -> None:
    assume("vulnerability" not in answers["risks"])  # type: ignore[operator]  # the type of every `many`
    policy, found = contribution_policy(), facts(answers, register, fast_lane_first=fast_lane_first)
    assume(not policy.problems(answers, found))
    fast = policy.route(answers, found).lane == "fast"
    assert fast == (not needs_a_look(answers, register, fast_lane_first=fast_lane_first))


@given(filled(), REGISTERS)
@settings(max_examples=200)
def test_what_nobody_knows_is_never_counted_as_a_yes(answers: Answers, register: Register) -> None:
    found = facts(answers, register)
    unknown = {name for name, fact in found.items() if fact.origin is Origin.UNKNOWN}
    if contribution_policy().route(answers, found).lane == "fast":
        cleared = bool(register.precleared)
        needed = {"first_contribution", "contributing"} if not cleared else set[str]()
        assert unknown.isdisjoint(needed)


@given(filled(), REGISTERS)
@settings(max_examples=200)
def test_an_undisclosed_vulnerability_is_private_whatever_else_is_said(answers: Answers, register: Register) -> None:
    answers = contribution_policy().kept(answers | {"risks": ("copied", "vulnerability")})
    route = contribution_policy().route(answers, facts(answers, register))
    assert (route.private, [step.group for step in route.steps]) == (True, ["security"])
    described = {"title", "description", "diff", "cla_link", "reason", "copied_from", "product"}
    assert described.isdisjoint(answers)


@given(filled(), REGISTERS)
@settings(max_examples=200)
def test_nobody_is_stuck_in_a_company_with_one_lawyer_and_one_ospo(answers: Answers, register: Register) -> None:
    policy, found = contribution_policy(), facts(answers, register)
    problems = policy.problems(answers, found)
    assert set(problems) <= {"license", "ai"}, "a form that was filled is refused by the policy's blocks only"
    route = policy.route(answers, found)
    office = staff(ospo=["ospo"], legal=["lawyer"], security=["security"])
    steps = steps_for(route, REQUESTER, organization(), office)
    assert bool(steps) == (route.outcome != "approve")


@given(filled(), REGISTERS, st.sampled_from(["U0MIKA", "U0MAX"]))
@settings(max_examples=50)
def test_what_is_remembered_of_one_request_is_never_said_of_another(
    answers: Answers, register: Register, manager: str
) -> None:
    answers = answers | {"manager": manager} if "manager" in answers else answers
    fresh, found = Policy(contribution()), facts(answers, register)
    assert contribution_policy().route(answers, found) == fresh.route(answers, found)
    assert contribution_policy().shown(answers) == fresh.shown(answers)
    assert contribution_policy().problems(answers, found) == fresh.problems(answers, found)


def test_the_usual_form_has_eight_fields_and_one_to_type_beside_the_address() -> None:
    answers = small_fix(title=None)
    shown = contribution_policy().shown(answers)
    visible = [field for field in contribution().fields if field.name in shown and field.required]
    assert len(visible) == 8
    assert [field.name for field in visible if field.type in {"text", "long_text"}] == ["title"]
    assert {field.name for field in contribution().fields if field.name in shown} - {
        field.name for field in visible
    } == {
        "diff",
        "extras",
    }


def test_an_empty_form_shows_no_more_than_that() -> None:
    shown = contribution_policy().shown({})
    assert {"repository", "title", "change", "size", "license", "agreement", "ai", "risks"} == shown - {"extras"}


def test_ticking_the_vulnerability_takes_what_describes_it_out_of_the_form() -> None:
    risks = ("copied", "product", "patent", "competes", "vulnerability")
    answers = small_fix(risks=risks, change="feature", agreement="cla", extras=("standing",))
    described = {"title", "description", "diff", "cla_link", "reason", "copied_from", "product", "manager", "hours"}
    assert described.isdisjoint(contribution_policy().shown(answers))


def test_what_was_typed_into_a_field_that_is_hidden_now_is_not_said() -> None:
    answers = small_fix(description="The secret", risks=("vulnerability",))
    assert contribution_policy().kept(answers) == {
        name: answer for name, answer in answers.items() if name not in {"description", "title"}
    }
