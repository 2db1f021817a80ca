# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The route preview: before submitting, who would be asked and why, and how many people that notifies."""

from typing import Any

from hypothesis import given
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
from workflows.facts import Answers
from workflows.known import Register
from workflows.preview import Preview, preview
from workflows.staffing import Staff, steps_for

OFFICE = organization(legal={"ping": "group"}, ip={"ping": "none"})
STAFF = staff(ospo=["omar", "olga"], legal=["lena", "tom", "requester"], security=["sam"])
FIRST = Register(first_contribution=True, precleared=False, known_agreement=False)


def previewed(answers: Answers, register: Register = FIRST, *, who: Staff = STAFF) -> Preview:
    return preview(contribution_policy(), answers, facts(answers, register), REQUESTER, (OFFICE, who))


def test_while_a_steering_question_is_open_only_that_is_said() -> None:
    found = previewed({"repository": "https://github.com/owner/project", "change": "docs"})
    assert found.route is None
    assert found.missing == (
        "Size",
        "License of the project",
        "Does the project want you to sign anything?",
        "Help from AI tools",
        "Does any of this apply?",
    )


def test_what_does_not_steer_may_still_be_open() -> None:
    found = previewed(small_fix(title=None, change="feature"))
    assert found.route is not None
    assert found.missing == ()


def test_each_group_is_named_with_its_reasons_and_how_many_people_it_notifies() -> None:
    (ospo, legal) = previewed(small_fix(agreement="cla", cla_signer="person")).asked
    assert (ospo.title, ospo.because) == ("the OSPO", ("It is our first contribution to this project.",))
    assert (ospo.deciders, ospo.notified) == (2, 1), "the one on duty"
    assert (legal.deciders, legal.notified) == (2, 2), "this group wants to be told together; the requester never is"


def test_who_stands_in_for_whom_is_said() -> None:
    found = previewed(small_fix(risks=("patent",), description="x", invention="no"))
    stand_ins = {asked.title: asked.instead_of for asked in found.asked}
    assert stand_ins == {"the OSPO": ("managers",), "legal": ("IP",)}


def test_all_notified_are_counted() -> None:
    found = previewed(small_fix(agreement="unsure"))
    assert found.notified == sum(asked.notified for asked in found.asked) == 3


def test_the_fast_lane_asks_and_notifies_nobody() -> None:
    found = previewed(small_fix(), Register(first_contribution=False, precleared=False, known_agreement=False))
    assert found.route
    assert (found.route.lane, found.asked, found.notified) == ("fast", (), 0)


def test_what_the_policy_does_not_allow_is_said_before_submitting() -> None:
    found = previewed(small_fix(license="none"))
    assert found.blocked == (contribution().blocks[0].because,)


def test_a_request_that_could_not_be_submitted_is_refused_in_the_preview_already() -> None:
    found = previewed(small_fix(risks=("vulnerability",), title=None), who=staff(ospo=["omar"], legal=["lena"]))
    assert "talk to security directly" in found.refused
    assert found.asked == ()


def test_the_private_lane_is_previewed_as_what_it_is() -> None:
    found = previewed(small_fix(risks=("vulnerability",)))
    assert [asked.title for asked in found.asked] == ["security"]


CHOICES: dict[str, Any] = {
    field.name: [option.value for option in field.options] for field in contribution().fields if field.type == "choice"
}


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in CHOICES.items()}))
def test_the_preview_is_what_a_submission_would_do(answers: dict[str, Any]) -> None:
    answers = {"risks": ("none",), "repository": "https://github.com/owner/project", **answers}
    found = previewed(answers)
    kept = contribution_policy().kept(answers)
    if found.route is None:
        assert found.missing
        return
    assert found.route == contribution_policy().route(kept, facts(kept, FIRST))
    steps = steps_for(found.route, REQUESTER, OFFICE, STAFF)
    assert [asked.title for asked in found.asked] == [OFFICE.title_of(one.group) for one in steps]
