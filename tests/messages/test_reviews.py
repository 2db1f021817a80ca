# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The steps of a review in Slack: who is called, what is shown to whom, and what stays when it is decided."""

import json
from typing import Any

import pytest

from messages.decisions import decision
from messages.details import details_modal
from messages.reviews import (
    Clicked,
    clicked,
    step,
)
from tests.messages.samples import (
    DEVELOPER,
    KIND,
    LAWYER,
    NASTY,
    NOW,
    OFFICER,
    ORGANIZATION,
    PRIVATE,
    RISKY,
    UNCLEARED,
    action_ids,
    approved,
    asked,
    by,
    check,
    declined,
    nine_steps,
    proposal,
    said,
    submitted,
)
from workflows import assigning, lifecycle, reviewing
from workflows.organization import Group, Organization
from workflows.request import Request, StepState, Verdict

BUTTONS = ["review:approve", "review:decline", "review:ask", "review:more"]


def legal(request: Request, organization: Organization = ORGANIZATION, **where: Any) -> dict[str, Any]:
    return check(step(request, "legal", KIND, organization, "U0LEGAL2", **where))


def test_a_step_pings_the_one_on_duty_and_says_why_and_on_what() -> None:
    shown = legal(submitted())
    words = said(shown)
    assert "<@U0LEGAL2>: *OSPO-142* needs a review by *legal*." in words
    assert "No IP, export or privacy group: legal decides." in words
    assert "Contributing to this license is not simply allowed by the policy." in words
    assert "GPL-3.0-or-later" in words
    assert action_ids(shown) == BUTTONS
    assert "Please decide by <!date^" in words


def test_in_the_open_thread_restricted_answers_and_reasons_are_only_named() -> None:
    words = said(legal(submitted()))
    assert "SECRET" not in words
    assert "patent" not in words.lower()
    assert "An answer to the risk questions asks for this." in words
    assert "answered; open the details to read it" in words


def test_in_the_groups_own_room_its_answers_reasons_and_the_title_are_shown() -> None:
    words = said(legal(submitted(), open_room=False))
    assert "SECRET-COPY" in words
    assert "It may touch a patent or an invention." in words
    assert "Fix a typo" in words


def test_the_origin_of_a_long_text_and_of_the_lines_below_it_is_said_once() -> None:
    request = submitted()
    shows = ("license", "description", "agreement", "copied_from")
    legals = [one.model_copy(update={"shows": shows}) if one.group == "legal" else one for one in request.steps]
    words = said(legal(request.model_copy(update={"steps": tuple(legals)}), open_room=False))
    assert words.count("Said by the requester") == 1
    assert words.index("Said by the requester") < words.index("GPL-3.0-or-later")


@pytest.mark.parametrize(
    "group, calls",
    [
        (Group(members=("U0LEGAL1",), usergroup="S0LEGAL", ping="group"), "<!subteam^S0LEGAL>: *OSPO-142*"),
        (Group(members=("U0LEGAL1", "U0LEGAL2"), ping="group"), "<@U0LEGAL1> and <@U0LEGAL2>: *OSPO-142*"),
        (Group(members=("U0LEGAL1",), ping="none"), "*OSPO-142* needs a review by *legal*"),
        (Group(members=("U0LEGAL1",)), "<@U0LEGAL2>: *OSPO-142*"),
    ],
)
def test_a_step_notifies_as_the_group_wants(group: Group, calls: str) -> None:
    organization = Organization(groups={**ORGANIZATION.groups, "legal": group})
    shown = legal(submitted(), organization)
    assert shown["blocks"][0]["text"]["text"].startswith(calls)


@pytest.mark.parametrize("on_duty,called", [("U0LEGAL1", "U0LEGAL1"), ("", "U0LEGAL1"), ("U0LEGAL2", "U0LEGAL2")])
def test_who_took_a_step_is_called_unless_another_is_on_duty_for_them(on_duty: str, called: str) -> None:
    request = submitted()
    taken = assigning.take(request, "legal", by=by(LAWYER, request), now=NOW)
    words = said(check(step(taken, "legal", KIND, ORGANIZATION, on_duty)))
    assert f"<@{called}>: *OSPO-142*" in words
    assert "Taken by <@U0LEGAL1>" in words


def test_a_named_manager_is_asked_in_person() -> None:
    request = submitted()
    named = request.steps[1].model_copy(update={"person": OFFICER, "taken_by": None})
    request = request.model_copy(update={"steps": (request.steps[0], named)})
    for on_duty, called in ((OFFICER.id, OFFICER.id), ("U0LEGAL2", "U0LEGAL2"), ("", OFFICER.id)):  # a deputy, nobody
        shown = check(step(request, "legal", KIND, ORGANIZATION, on_duty))
        assert f"<@{called}>: *OSPO-142* needs a review by *legal*" in said(shown)


def test_buttons_carry_number_step_and_revision() -> None:
    shown = legal(submitted())
    elements = shown["blocks"][-1]["elements"]
    assert clicked(elements[0]["value"]) == Clicked(142, "legal", 1)
    entries = [clicked(one["value"]) for one in elements[3]["options"]]
    assert [one.entry for one in entries] == ["details", "take", "conditions", "more"]
    assert {one.number for one in entries} == {142}


def test_a_decided_step_keeps_a_stamp_and_no_button_but_the_one_that_opens_it_again() -> None:
    shown = legal(approved(submitted()))
    assert action_ids(shown) == ["decision:reopen"]
    assert "Approved by <@U0LEGAL1>, <!date^" in said(shown)
    assert "for legal, revision 1" in said(shown)


def test_a_declined_step_shows_the_reason_and_the_others_are_not_needed() -> None:
    request = declined(submitted(), NASTY)
    assert "• Reason: \u2068&lt;!channel&gt;" in said(legal(request))
    ospo = check(step(request, "ospo", KIND, ORGANIZATION, ""))
    assert action_ids(ospo) == []
    assert "need not decide OSPO-142 any more: it is declined" in said(ospo)


def test_a_quorum_counts_its_votes() -> None:
    request = submitted()
    two = request.steps[1].model_copy(update={"quorum": 2})
    request = request.model_copy(update={"steps": (request.steps[0], two)})
    request = reviewing.review(request, "legal", Verdict.APPROVE, by=by(LAWYER, request), now=NOW)
    shown = legal(request)
    assert "Needs 2 people: 1 of 2. Approved by <@U0LEGAL1>" in said(shown)
    assert action_ids(shown) == BUTTONS
    second = type(LAWYER)("T1", "U0LEGAL2")
    request = reviewing.review(request, "legal", Verdict.APPROVE, by=by(second, request), now=NOW)
    assert "revision 1 (2 of 2)" in said(legal(request))


def test_a_paused_step_says_that_it_waits_and_for_which_answer() -> None:
    words = said(legal(asked(submitted(), NASTY)))
    assert "*Waiting for the requester's answer.* <@U0LEGAL1> asked:" in words


def test_a_step_that_an_edit_removed_says_so() -> None:
    plain = RISKY | {"risks": ("none",), "license": "MIT"}
    facts = UNCLEARED | {"contributing": UNCLEARED["contributing"].model_copy(update={"value": "allow"})}
    request = lifecycle.revise(KIND, submitted(), proposal(plain, facts), by=DEVELOPER, revision=1, now=NOW)
    assert [one.name for one in request.steps] == ["ospo"]
    assert said(legal(request)).count("is not asked about OSPO-142 any more: it was edited") == 2


def test_a_private_request_leaves_nothing_in_an_open_thread_and_its_buttons_in_the_closed_room() -> None:
    request = submitted(PRIVATE).model_copy(update={"title": "SECRET-TITLE"})
    hidden = check(step(request, "security", KIND, ORGANIZATION, "U0SEC1"))
    assert action_ids(hidden) == []
    assert "vulnerability" not in said(hidden)
    shown = check(step(request, "security", KIND, ORGANIZATION, "U0SEC1", open_room=False))
    assert action_ids(shown) == BUTTONS
    assert "SECRET-TITLE" not in said(shown)


@pytest.mark.parametrize("state", list(StepState))
@pytest.mark.parametrize("open_room", [True, False])
def test_every_state_of_a_huge_step_fits_into_a_message(state: StepState, open_room: bool) -> None:
    request, kind, organization = nine_steps()
    steps = tuple(one.model_copy(update={"state": state}) for one in request.steps)
    request = request.model_copy(update={"steps": steps})
    shown = check(step(request, "group_4", kind, organization, "U0LEGAL1", open_room=open_room))
    assert len(json.dumps(shown["blocks"], ensure_ascii=False)) <= 12_000
    open_state = state in {StepState.OPEN, StepState.ASKING}
    assert action_ids(shown) == (BUTTONS if open_state else [])


def test_every_condition_is_shown_whole_wherever_conditions_stand() -> None:
    conditions = tuple(f"{number} " + "& " * 195 + f"end{number}" for number in range(1, 8))
    request = approved(submitted(), conditions)
    places = (
        legal(request),
        check(decision(request, KIND, ORGANIZATION)),
        check(details_modal(request, KIND, ORGANIZATION, frozenset(), True, ()), "modal"),
    )
    for place in places:
        assert [f"end{number}" in said(place) for number in range(1, 8)] == [True] * 7
