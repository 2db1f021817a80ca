# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is told of a change, where, and with what: the card, its thread, the requester, and nobody else."""

from typing import Any

import pytest

from tests.support.office import (
    MONDAY,
    REQUESTER,
    contribution,
    organization,
    person,
    proposal,
    saved,
    staff,
    step,
    submitted,
)
from workflows import lifecycle, notices, reviewing
from workflows.organization import Organization
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

STAFF = staff(legal=["anna", "berta"], ospo=["clara"], security=["doris", "emma"])
CHANNELS: dict[str, Any] = {"channels": {"requests": "C0REQUESTS"}}
OFFICE = organization(settings=CHANNELS)
WITH_ROOM = organization(security={"usergroup": "S0SEC", "channel": "G0SECURITY"}, settings=CHANNELS)
NO_CHANNEL = organization()


def reviewer(name: str, request: Request) -> Reviewer:
    return Reviewer(person(name), STAFF.groups_of(person(name)), request.revision)


def told(request: Request, before: Request | None, office: Organization = OFFICE) -> list[tuple[str, str]]:
    """Each notice as template and place, in order."""
    return [(notice.template, notice.to) for notice in notices.after(request, before, office, STAFF)]


def test_a_new_request_makes_a_card_a_message_a_step_and_one_to_the_requester() -> None:
    request = submitted(step("legal"), step("ospo"))
    assert told(request, None) == [
        ("card", "C0REQUESTS"),
        ("step", "C0REQUESTS"),
        ("step", "C0REQUESTS"),
        ("progress", REQUESTER.id),
    ]


def test_steps_stand_in_the_thread_of_the_card_and_name_the_one_on_duty() -> None:
    made = notices.after(submitted(step("legal")), None, OFFICE, STAFF)
    card, asked = made[:2]
    assert (card.thread, asked.thread) == ("", card.message)
    assert asked.detail == {"step": "legal", "on_duty": person("anna").id}, "the twelfth request is the first one's"


def test_a_fast_request_tells_the_requester_and_nobody_else() -> None:
    assert told(submitted(outcome="approve"), None) == [("decision", REQUESTER.id)]


def test_linking_the_change_of_a_fast_request_makes_no_message_about_its_progress() -> None:
    before = saved(submitted(outcome="approve"))
    linked = lifecycle.link(before, "https://forge.example.org/1", by=REQUESTER, now=MONDAY)
    assert told(linked, before) == [("decision", REQUESTER.id)]


def test_an_approval_edits_the_card_and_that_step_only() -> None:
    before = saved(submitted(step("legal"), step("ospo")))
    after = reviewing.review(before, "legal", Verdict.APPROVE, by=reviewer("anna", before), now=MONDAY)
    made = notices.after(after, before, OFFICE, STAFF)
    assert [notice.message for notice in made] == ["card:request-1", "step:request-1:legal", "progress:request-1"]


def test_the_last_approval_tells_the_decision_and_stamps_every_step_that_changed() -> None:
    before = saved(submitted(step("legal"), step("ospo")))
    after = reviewing.review(
        before, "legal", Verdict.DECLINE, by=reviewer("anna", before), now=MONDAY, reason="We keep that"
    )
    assert told(after, before) == [
        ("card", "C0REQUESTS"),
        ("step", "C0REQUESTS"),
        ("step", "C0REQUESTS"),
        ("progress", REQUESTER.id),
        ("decision", REQUESTER.id),
    ]


def test_a_question_reaches_the_requester_directly_and_its_answer_the_thread() -> None:
    before = saved(submitted(step("legal")))
    asked = reviewing.ask(before, "legal", "Where from?", by=reviewer("anna", before), now=MONDAY)
    assert ("question", REQUESTER.id) in told(asked, before)
    before = saved(asked)
    answered = reviewing.answer(before, 1, "From us", by=REQUESTER, now=MONDAY)
    made = {notice.template: notice for notice in notices.after(answered, before, OFFICE, STAFF)}
    assert (made["answer"].to, made["answer"].thread) == ("C0REQUESTS", "card:request-1")
    assert made["question"].message == "question:request-1:1", "the question's buttons go"


def test_a_revision_is_told_in_the_thread_and_a_step_that_is_gone_is_edited() -> None:
    before = saved(submitted(step("legal"), step("ospo")))
    asked = proposal(step("ospo"), answers={"title": "Another"})
    after = lifecycle.revise(contribution(), before, asked, by=REQUESTER, revision=1, now=MONDAY)
    made = notices.after(after, before, OFFICE, STAFF)
    assert [notice.message for notice in made] == [
        "card:request-1",
        "step:request-1:ospo",
        "step:request-1:legal",
        "revised:request-1:2",
        "progress:request-1",
    ]


def test_a_withdrawal_needs_no_decision_message_for_the_one_who_made_it() -> None:
    before = saved(submitted(step("legal")))
    after = lifecycle.withdraw(before, by=REQUESTER, now=MONDAY)
    assert "decision" not in [template for template, _ in told(after, before)]


def test_without_a_channel_each_decider_is_written_to() -> None:
    assert told(submitted(step("legal")), None, NO_CHANNEL) == [
        ("step", person("anna").id),
        ("step", person("berta").id),
        ("progress", REQUESTER.id),
    ]


def test_a_private_request_goes_to_the_groups_private_room_and_the_requester_only() -> None:
    request = submitted(step("security"), outcome="private")
    assert told(request, None, WITH_ROOM) == [("step", "G0SECURITY"), ("progress", REQUESTER.id)]
    assert notices.after(request, None, WITH_ROOM, STAFF)[0].thread == ""


def test_without_a_room_a_private_request_goes_to_the_groups_people() -> None:
    request = submitted(step("security"), outcome="private")
    assert told(request, None) == [
        ("step", person("doris").id),
        ("step", person("emma").id),
        ("progress", REQUESTER.id),
    ]


@pytest.mark.parametrize("office", [OFFICE, WITH_ROOM, NO_CHANNEL], ids=["channel", "room", "neither"])
def test_a_request_that_becomes_private_is_edited_wherever_it_stands_and_told_nowhere_new(office: Organization) -> None:
    before = saved(submitted(step("security"), step("legal")))
    known = {notice.message for notice in notices.after(before, None, office, STAFF)}
    asked = proposal(step("security"), outcome="private", answers={"risks": ("vulnerability",)})
    after = lifecycle.revise(contribution(), before, asked, by=REQUESTER, revision=1, now=MONDAY)
    made = notices.after(after, before, office, STAFF)
    assert len({notice.key for notice in made}) == len(made)
    places = {person("doris").id, person("emma").id, REQUESTER.id, "G0SECURITY"}
    assert {notice.to for notice in made if notice.message not in known} <= places
    assert {notice.message for notice in made} >= known, "everything that was said in the open is said anew"


def answered_in_private(name: str = "doris") -> tuple[Request, Request]:
    """A private request whose question was answered, after and before the answer."""
    request = saved(submitted(step("security"), outcome="private"))
    before = saved(reviewing.ask(request, "security", "Where from?", by=reviewer(name, request), now=MONDAY))
    return reviewing.answer(before, 1, "From us", by=REQUESTER, now=MONDAY), before


def test_a_private_answer_is_told_in_the_thread_of_the_groups_room() -> None:
    after, before = answered_in_private()
    [told_to] = [one for one in notices.after(after, before, WITH_ROOM, STAFF) if one.template == "answer"]
    assert (told_to.to, told_to.thread) == ("G0SECURITY", "step:request-1:security:private")


@pytest.mark.parametrize("office", [OFFICE, NO_CHANNEL], ids=["channel", "none"])
def test_without_a_room_a_private_answer_is_told_to_each_of_the_groups_people(office: Organization) -> None:
    after, before = answered_in_private()
    made = [one for one in notices.after(after, before, office, STAFF) if one.template == "answer"]
    assert [(one.to, one.thread) for one in made] == [(person("doris").id, ""), (person("emma").id, "")]
    assert len({one.message for one in made}) == 2


def test_without_a_channel_an_answer_is_told_to_each_decider_and_taken_back_when_the_request_turns_private() -> None:
    request = saved(submitted(step("legal"), step("security")))
    before = saved(reviewing.ask(request, "legal", "Where from?", by=reviewer("anna", request), now=MONDAY))
    answered = reviewing.answer(before, 1, "From us", by=REQUESTER, now=MONDAY)
    made = {one.message: one.to for one in notices.after(answered, before, NO_CHANNEL, STAFF) if "answer" in one.key}
    assert set(made.values()) == {person("anna").id, person("berta").id}
    asked = proposal(step("security"), outcome="private", answers={"risks": ("vulnerability",)})
    private = lifecycle.revise(contribution(), saved(answered), asked, by=REQUESTER, revision=1, now=MONDAY)
    again = {one.message: one.to for one in notices.after(private, saved(answered), NO_CHANNEL, STAFF)}
    assert made.items() <= again.items()


def test_what_was_answered_in_private_makes_no_message_in_the_open_when_the_request_turns_private_again() -> None:
    after, _ = answered_in_private()
    opened = lifecycle.revise(
        contribution(), saved(after), proposal(step("security")), by=REQUESTER, revision=1, now=MONDAY
    )
    asked = proposal(step("security"), outcome="private", answers={"risks": ("vulnerability",)})
    closed = lifecycle.revise(contribution(), saved(opened), asked, by=REQUESTER, revision=2, now=MONDAY)
    assert "answer" not in [template for template, _ in told(closed, saved(opened), WITH_ROOM)]


def test_a_private_request_that_is_decided_still_says_nothing_in_the_open() -> None:
    before = saved(submitted(step("security"), outcome="private"))
    after = reviewing.review(before, "security", Verdict.APPROVE, by=reviewer("doris", before), now=MONDAY)
    assert {notice.to for notice in notices.after(after, before, WITH_ROOM, STAFF)} == {"G0SECURITY", REQUESTER.id}


def test_a_kind_or_a_condition_may_name_another_channel() -> None:
    request = submitted(step("legal"))
    office = organization(settings={"channels": {"requests": "C0REQUESTS", "kinds": {"contribution": "C0CODE"}}})
    assert told(request, None, office)[0] == ("card", "C0CODE")
    routed = request.model_copy(update={"route": request.route.model_copy(update={"channel": "C0SPECIAL"})})
    assert told(routed, None, office)[0] == ("card", "C0SPECIAL")
