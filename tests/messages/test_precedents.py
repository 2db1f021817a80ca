# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents as people read them: nothing in them pings or links, all fits Slack, and contradictions are said."""

import json
from typing import Any

import pytest

from messages.blocks import modal, too_large
from messages.buttons import Clicked
from messages.precedent_forms import precedent_modal, shown_in
from messages.precedents import near_blocks, subject_words
from messages.small_forms import CONDITION_LENGTH, MOST_CONDITIONS
from tests.messages.samples import NASTY
from tests.support.kinds import policy_of
from tests.support.precedents import REVIEW_ON, a_precedent, answered
from workflows.errors import UnknownForm
from workflows.nearest import Near
from workflows.precedents import LONGEST, Precedent
from workflows.request import Verdict


def shown(*precedents: Precedent, policy_says: str = "review") -> str:
    """What who asks reads, as it goes to Slack."""
    return json.dumps(near_blocks([Near(one, 1.0) for one in precedents], policy_says), ensure_ascii=False)


def test_what_people_wrote_neither_pings_nor_links() -> None:
    texts: dict[str, Any] = {
        "question": NASTY,
        "answer": NASTY,
        "conditions": (NASTY,),
        "scope": NASTY,
        "expression": NASTY,
    }
    said = shown(a_precedent(verdict=Verdict.APPROVE_WITH_CONDITIONS, into=NASTY, **texts))
    assert "<!channel>" not in said
    assert "<@U0DEV>" not in said
    assert "\u202e" not in said


def longest(number: int) -> Precedent:
    """A precedent with the longest texts that its form takes, of characters that grow when they are escaped."""
    texts, conditions = "&" * LONGEST, ("&" * CONDITION_LENGTH,) * MOST_CONDITIONS
    return a_precedent(number, question=texts, answer=texts, conditions=conditions, scope=texts)


def test_the_longest_ones_leave_a_message_room_for_all_else_and_count_what_they_leave_out() -> None:
    blocks = near_blocks([Near(longest(number), 1.0) for number in (1, 2, 3)], "deny")
    assert len(json.dumps(blocks)) < 6_000
    assert json.dumps(blocks).count("And 9 more conditions: `/ospo ask-legal` shows all of them.") == 3


def test_a_form_shows_every_condition_whole() -> None:
    blocks = near_blocks([Near(longest(number), 1.0) for number in (1, 2, 3)], "deny", in_form=True)
    assert json.dumps(blocks).count("&amp;" * CONDITION_LENGTH) >= 3 * MOST_CONDITIONS
    assert not too_large(modal("Title", blocks, close="Close"))


@pytest.mark.parametrize(
    "policy_says,verdict,differs",
    [
        ("deny", Verdict.APPROVE, True),
        ("deny", Verdict.APPROVE_WITH_CONDITIONS, True),
        ("deny", Verdict.DECLINE, False),
        ("allow", Verdict.DECLINE, True),
        ("conditions", Verdict.DECLINE, True),
        ("allow", Verdict.APPROVE, False),
        ("review", Verdict.APPROVE, False),
        ("review", Verdict.DECLINE, False),
        ("", Verdict.DECLINE, False),
    ],
)
def test_where_policy_and_people_differ_it_is_said(policy_says: str, verdict: Verdict, differs: bool) -> None:
    said = shown(a_precedent(3, verdict=verdict), policy_says=policy_says)
    assert ("P-3 said otherwise" in said) is differs


def test_without_a_near_one_nothing_is_shown() -> None:
    assert near_blocks([], "deny") == []


def test_the_facts_are_said_as_far_as_they_are_known() -> None:
    assert subject_words(a_precedent().subject) == "GPL-2.0-only (shipped)"
    known = a_precedent(modified="no", link="static", into="MIT")
    assert subject_words(known.subject) == "GPL-2.0-only (shipped, unchanged, linked: static, into MIT)"
    assert subject_words(a_precedent(expression="", usage="").subject) == "no license named"


@pytest.mark.parametrize("view", [{}, {"private_metadata": "{}", "state": {"values": []}}, {"state": {"values": {}}}])
def test_a_forged_form_is_unknown(view: object) -> None:
    with pytest.raises(UnknownForm):
        shown_in(view)


def test_who_writes_a_precedent_reads_every_fact_that_others_will_read_with_it() -> None:
    request = answered(modified="no", link="static", into="the Rocket 2 license")
    view = precedent_modal(Clicked(1, "legal", 1), request, policy_of("license-question").kind, REVIEW_ON)
    said = "GPL-2.0-only (shipped, unchanged, linked: static, into the Rocket 2 license)"
    assert said in view["blocks"][0]["text"]["text"]
