# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reasons tell of answers: whoever may not read an answer does not read the reason that gives it away either."""

import pytest

from messages.details import details_modal
from messages.facts import Viewer
from messages.requests import card
from messages.reviews import step
from messages.status import status
from tests.messages.samples import KIND, ORGANIZATION, said, submitted
from workflows.organization import GROUPS, Group
from workflows.request import Request, Step

NEUTRAL = "An answer to the risk questions asks for this."
SECRET = "It may touch a patent or an invention."
WITH_MANAGERS = ORGANIZATION.model_copy(
    update={"groups": {**ORGANIZATION.groups, "managers": Group(members=("U0LEGAL2",)), "ip": Group(members=("U0IP",))}}
)


def asked_of_managers_and_ip() -> Request:
    """A risky request in which managers, who may not read the answer about risks, have a step as well."""
    request = submitted()
    steps = {rule.rule: one for one in request.route.steps for rule in one.because}
    managers, ip = steps["algorithm-manager"], steps["patent"]
    asked = (Step.asked(managers, ("managers",), "T1"), Step.asked(ip, ("ip",), "T1"))
    return request.model_copy(update={"steps": (*request.steps[:1], *asked)})


@pytest.mark.parametrize(
    "groups, reads",
    [((), False), (("managers",), False), (("finance",), False), (("ip",), True), (("managers", "legal"), True)],
)
def test_a_reason_is_read_in_full_only_by_who_may_read_the_answer_that_it_tells_of(
    groups: tuple[str, ...], reads: bool
) -> None:
    request, viewer = asked_of_managers_and_ip(), frozenset(groups)
    for words in (
        said(status(request, KIND, WITH_MANAGERS, viewer, is_requester=False)),
        said(details_modal(request, KIND, WITH_MANAGERS, viewer, False, ())),
    ):
        assert (SECRET in words) == reads
        assert ("A new algorithm, or work near a patent" in words) == reads
        assert NEUTRAL in words or reads


def test_the_requester_reads_every_reason() -> None:
    request = asked_of_managers_and_ip()
    words = said(details_modal(request, KIND, WITH_MANAGERS, frozenset(), True, ()))
    assert SECRET in words
    assert NEUTRAL not in words


def test_the_card_and_the_steps_below_it_tell_of_no_restricted_answer() -> None:
    request = asked_of_managers_and_ip()
    for shown in (
        card(request, KIND, WITH_MANAGERS),
        *(step(request, one.name, KIND, WITH_MANAGERS, "U0IP") for one in request.steps),
    ):
        words = said(shown)
        assert "SECRET" not in words
        assert SECRET not in words
        assert "algorithm" not in words


def test_a_message_to_a_group_by_itself_has_only_the_reasons_that_the_group_may_read() -> None:
    request = asked_of_managers_and_ip()
    managers = said(step(request, "managers", KIND, WITH_MANAGERS, "", open_room=False))
    assert "algorithm" not in managers
    assert NEUTRAL in managers
    assert SECRET in said(step(request, "ip", KIND, WITH_MANAGERS, "", open_room=False))


def test_no_group_reads_a_reason_of_the_shipped_policy_that_tells_of_answers_hidden_from_it() -> None:
    reasons = {one.rule: one for asked in submitted().route.steps for one in asked.because}
    rules = [rule for rule in KIND.steps if rule.rule in reasons]
    assert len(rules) >= 10
    for rule in rules:
        about = [field for field in KIND.fields if field.restricted and f"answers.{field.name}" in rule.when]
        for group in GROUPS:
            viewer = Viewer(frozenset({group}))
            may = all(viewer.sees(field) for field in about)
            assert viewer.reason(reasons[rule.rule], KIND) == (rule.because if may else NEUTRAL)
