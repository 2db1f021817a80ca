# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
import json
from datetime import timedelta

import pytest

from messages.buttons import clicked
from messages.facts import FactLine
from messages.requests import (
    answer_modal,
    answered,
    card,
    decision,
    details_modal,
    link_modal,
    progress,
    question,
    revised,
    status,
    status_list,
)
from tests.messages.samples import (
    ADOPTED,
    CLEARED,
    DEVELOPER,
    FAST,
    KIND,
    NASTY,
    NOW,
    OFFICER,
    ORGANIZATION,
    PRIVATE,
    RISKY,
    action_ids,
    approved,
    asked,
    by,
    check,
    nine_steps,
    proposal,
    said,
    submitted,
)
from workflows import attaching, embargoing, lifecycle, precedents, reviewing
from workflows.clocks import wound
from workflows.errors import UnknownForm
from workflows.events import START, chained
from workflows.facts import Origin
from workflows.people import Person
from workflows.request import Request, State, Verdict
from workflows.transitions import decided, happened

NOBODY: frozenset[str] = frozenset()


def test_the_card_says_whose_turn_it_is_why_and_on_what() -> None:
    words = said(check(card(submitted(), KIND, ORGANIZATION)))
    assert "OSPO-142 · Fix a typo" in words
    assert "*Whose turn:* the OSPO and legal" in words
    assert "It is our first contribution to this project." in words
    assert "No IP, export or privacy group: legal decides." in words
    assert "Known from the register" in words


def test_the_open_card_never_shows_an_answer_that_only_some_groups_may_see() -> None:
    words = said(check(card(submitted(), KIND, ORGANIZATION)))
    assert "SECRET" not in words
    assert "patent" not in words.lower()
    assert "Risk questions answered" in words


def test_a_decided_card_has_a_stamp_and_no_buttons() -> None:
    shown = check(card(approved(submitted()), KIND, ORGANIZATION))
    assert action_ids(shown) == []
    assert "Approved by <@U0LEGAL1>" in said(shown)
    assert "for legal, revision 1" in said(shown)


def test_a_private_request_is_a_bare_number_where_everybody_reads() -> None:
    request = submitted(PRIVATE)
    for message in (card(request, KIND, ORGANIZATION), revised(request, KIND), answered(request, 1, KIND)):
        assert said(check(message)).split() == ["OSPO-142", "section", "mrkdwn", "OSPO-142"]


def test_a_private_answer_is_readable_where_only_the_group_is_and_nowhere_else() -> None:
    request = submitted(PRIVATE)
    security = reviewing.Reviewer(Person("T1", "U0SEC1"), frozenset({"security"}), 1)
    request = reviewing.ask(request, "security", "Who found it?", by=security, now=NOW)
    request = reviewing.answer(request, 1, "Me alone", by=DEVELOPER, now=NOW)
    in_room = said(check(answered(request, 1, KIND, open_room=False)))
    assert "Who found it?" in in_room
    assert "Me alone" in in_room
    opened = lifecycle.revise(KIND, request, proposal(RISKY), by=DEVELOPER, revision=1, now=NOW)
    for one in (request, opened):
        assert "Me alone" not in said(check(answered(one, 1, KIND)))


def test_the_requester_sees_no_title_of_a_private_request_in_a_notification() -> None:
    request = submitted(PRIVATE).model_copy(update={"title": "SECRET-TITLE"})
    for message in (
        progress(request, KIND, ORGANIZATION),
        status(request, KIND, ORGANIZATION, NOBODY, is_requester=True),
        status_list([request], {KIND.name: KIND}),
        decision(lifecycle.withdraw(request, by=DEVELOPER, now=NOW), KIND, ORGANIZATION),
    ):
        assert "SECRET-TITLE" not in said(check(message))


def test_progress_offers_edit_withdraw_and_details_while_open() -> None:
    shown = check(progress(submitted(), KIND, ORGANIZATION))
    assert action_ids(shown) == ["request:edit", "request:withdraw", "request:details"]
    assert "You need to do nothing now" in said(shown)
    assert action_ids(check(progress(approved(submitted()), KIND, ORGANIZATION))) == []


def test_progress_says_that_the_requester_has_to_answer() -> None:
    shown = check(progress(asked(submitted()), KIND, ORGANIZATION))
    assert "*Whose turn:* the OSPO and you" in said(shown)
    assert action_ids(shown)[0] == "request:answer"


def test_a_question_has_a_button_until_it_is_answered() -> None:
    request = asked(submitted(), NASTY)
    shown = check(question(request, 1, KIND, ORGANIZATION))
    assert action_ids(shown) == ["request:answer"]
    assert clicked(_value(shown)).question == 1
    done = reviewing.answer(request, 1, "Me alone", by=DEVELOPER, now=NOW)
    assert action_ids(check(question(done, 1, KIND, ORGANIZATION))) == []
    assert "Me alone" in said(check(answered(done, 1, KIND)))


def test_a_question_that_an_edit_closed_says_so() -> None:
    request = lifecycle.revise(
        KIND, asked(submitted()), proposal(RISKY | {"hours": 5}), by=DEVELOPER, revision=1, now=NOW
    )
    assert "without an answer" in said(check(question(request, 1, KIND, ORGANIZATION)))
    assert "revision 2" in said(check(revised(request, KIND)))


def test_a_question_that_is_not_there_is_an_unknown_form() -> None:
    with pytest.raises(UnknownForm):
        question(submitted(), 7, KIND, ORGANIZATION)
    with pytest.raises(UnknownForm):
        answer_modal(submitted(), 7, KIND)


def test_a_fast_clearance_says_on_whose_statement_it_rests_and_what_to_do_now() -> None:
    request = submitted(FAST, CLEARED)
    words = said(check(decision(request, KIND, ORGANIZATION)))
    assert "*Policy allows this*, in the fast lane" in words
    assert "On your statement" in words
    assert "`git commit -s`" in words
    assert "Link your pull request here once it is open. By <!date^" in words
    assert "You may" not in words
    assert "Shipped default policy, not yet adopted by your company." in words


def test_a_decision_speaks_under_the_adoption_that_was_in_force_when_it_was_routed() -> None:
    request = submitted(FAST, CLEARED)
    earlier = said(check(decision(request, KIND, ADOPTED)))
    assert "Shipped default policy, not yet adopted by your company." in earlier
    route = request.route.model_copy(update={"policy_version": "0123456789ab", "adoption": ADOPTED.policy})
    request = request.model_copy(update={"route": route})
    words = said(check(decision(request, KIND, ORGANIZATION)))
    assert "Under policy 0123456789ab, adopted by <@U0LEGAL1> on 2026-11-23." in words


def test_a_policy_that_was_changed_after_its_adoption_is_not_called_adopted() -> None:
    request = submitted(FAST, CLEARED)
    adoption = ADOPTED.policy.model_copy(update={"version": "aaaaaaaaaaaa"}).of("0123456789ab")
    route = request.route.model_copy(update={"policy_version": "0123456789ab", "adoption": adoption})
    words = said(check(decision(request.model_copy(update={"route": route}), KIND, ADOPTED)))
    assert "Under policy 0123456789ab, a version not yet adopted by your company, which adopted aaaaaaaaaaaa." in words
    assert "U0LEGAL1" not in words


def test_an_approval_with_conditions_names_them_and_who_gave_them() -> None:
    request = submitted()
    for step, person in zip(request.steps, (OFFICER, None), strict=False):
        if person is not None:
            request = reviewing.review(
                request,
                step.name,
                Verdict.APPROVE_WITH_CONDITIONS,
                by=by(person, request),
                now=NOW,
                conditions=("Remove the <logo>",),
            )
    request = reviewing.review(request, "legal", Verdict.APPROVE, by=by_legal(request), now=NOW)
    words = said(check(decision(request, KIND, ORGANIZATION)))
    assert "Condition: Remove the &lt;logo&gt;" in words
    assert "Approved with conditions by <@U0OSPO1>" in words


def test_a_linked_pull_request_is_shown_and_can_be_changed() -> None:
    request = lifecycle.link(
        submitted(FAST, CLEARED), "https://github.com/example/project/pull/1", by=DEVELOPER, now=NOW
    )
    assert "Linked: https://github.com/example/project/pull/1" in said(check(decision(request, KIND, ORGANIZATION)))
    check(link_modal(request), "modal")


def test_status_lets_the_requester_act_from_anywhere() -> None:
    shown = check(status(asked(submitted()), KIND, ORGANIZATION, NOBODY, is_requester=True))
    assert action_ids(shown) == ["request:answer", "request:edit", "request:withdraw", "request:details"]
    assert "Who wrote it?" in said(shown)
    done = check(status(approved(submitted()), KIND, ORGANIZATION, NOBODY, is_requester=True))
    assert action_ids(done) == ["request:link", "request:details"]


def test_status_shows_others_only_what_is_for_them() -> None:
    anybody = said(check(status(submitted(), KIND, ORGANIZATION, NOBODY, is_requester=False)))
    assert "SECRET" not in anybody
    legal = said(check(status(submitted(), KIND, ORGANIZATION, frozenset({"legal"}), is_requester=False)))
    assert "SECRET-PRODUCT" in legal
    private = said(check(status(submitted(PRIVATE), KIND, ORGANIZATION, frozenset({"legal"}), is_requester=False)))
    assert "private" not in private.lower()


def test_the_list_of_a_person_without_requests_says_what_to_do() -> None:
    assert "`/ospo help`" in check(status_list([], {}))["text"]


def test_a_long_list_says_that_there_are_older_ones() -> None:
    requests = [submitted(RISKY | {"title": NASTY}, number=number) for number in range(1, 31)]
    shown = check(status_list(requests, {KIND.name: KIND}))
    assert action_ids(shown) == ["request:open"] * 10
    assert "These are your newest. Older ones" in said(shown)
    assert "Older ones" not in said(check(status_list(requests[:10], {KIND.name: KIND})))


def test_a_fact_of_several_things_is_a_list_below_its_label() -> None:
    shown = FactLine("To do", "text", "Name it.\nOffer the source.", Origin.POLICY).element(100)
    assert "".join(one["text"] for one in shown["elements"]) == "To do:\n• Name it.\n• Offer the source."


def test_details_show_each_reader_what_visible_to_allows() -> None:
    request = submitted()
    events = chained(request, request.happened, 0, START, lambda: "salt")
    own = said(check(details_modal(request, KIND, ORGANIZATION, NOBODY, True, events), "modal"))
    export = said(check(details_modal(request, KIND, ORGANIZATION, frozenset({"export"}), False, events), "modal"))
    assert "SECRET-COPY" in own
    assert "SECRET-COPY" not in export
    assert "Contains code that others wrote" in export
    assert "“Which product or customer?”" in export
    assert "<@U0DEV> submitted it" in own


def test_details_of_a_private_request_are_a_number_for_everybody_else() -> None:
    view = check(details_modal(submitted(PRIVATE), KIND, ORGANIZATION, frozenset({"legal"}), False, ()), "modal")
    assert [block["text"]["text"] for block in view["blocks"]] == ["OSPO-142"]


def test_an_erased_or_broken_entry_of_the_history_is_shown_as_such() -> None:
    request = submitted()
    (event,) = chained(request, request.happened, 0, START, lambda: "salt")
    fields = ("request_id", "sequence", "kind", "at", "body", "previous", "hash")
    values = {name: getattr(event, name) for name in fields}
    erased, broken = type(event)(**values, private={}), type(event)(**values | {"body": "{"}, private={})
    words = said(check(details_modal(request, KIND, ORGANIZATION, NOBODY, True, (erased, broken)), "modal"))
    assert "an erased person submitted it" in words
    assert "entry 1 cannot be read" in words


@pytest.mark.parametrize(
    "kind",
    [
        attaching.ATTACHED, precedents.MADE, precedents.ENDED, embargoing.BEGAN, embargoing.INVITED, embargoing.LEFT,
        embargoing.POSTPONED, embargoing.ASKED, embargoing.LIFTED,
    ],
)  # fmt: skip
def test_the_history_tells_in_words_of_inventories_precedents_and_embargoes(kind: str) -> None:
    request = happened(submitted(), kind, NOW, OFFICER, {})
    events = chained(request, request.happened[-1:] * 41, 0, START, lambda: "salt")
    words = said(check(details_modal(request, KIND, ORGANIZATION, NOBODY, True, events), "modal"))
    assert f">: {kind.replace('_', ' ')}" not in words, "the name that it has in the record"
    assert "• 1 earlier entry" in words


def test_everything_holds_with_nine_steps_forty_fields_and_3000_hostile_characters() -> None:
    request, kind, organization = nine_steps()
    events = chained(request, request.happened * 60, 0, START, lambda: "salt")
    for message in (
        card(request, kind, organization),
        progress(request, kind, organization),
        status(request, kind, organization, frozenset({"group_1"}), is_requester=False),
        decision(decided(request, State.EXPIRED, NOW), kind, organization),
        status_list([request] * 30, {kind.name: kind}),
    ):
        shown = check(message)
        assert len(json.dumps(shown["blocks"], ensure_ascii=False)) <= 12_000
    view = check(details_modal(request, kind, organization, NOBODY, True, events), "modal")
    assert len(json.dumps(view)) < 250_000


def by_legal(request: Request) -> reviewing.Reviewer:
    return reviewing.Reviewer(
        person=type(DEVELOPER)("T1", "U0LEGAL1"), groups=frozenset({"legal"}), revision=request.revision
    )


def _value(shown: dict[str, object]) -> str:
    return json.dumps(shown).split('"value": "')[1].split('", "')[0].replace('\\"', '"')


def test_the_details_say_when_the_clock_of_a_step_stood_still_and_for_how_long() -> None:
    asked_then = wound(asked(submitted()), submitted(), ORGANIZATION)
    later = NOW + timedelta(hours=2)
    answered_ = reviewing.answer(asked_then, 1, "I did.", by=DEVELOPER, now=later)
    words = said(check(details_modal(answered_, KIND, ORGANIZATION, frozenset({"legal"}), False, ()), "modal"))
    assert "Its clock stood still from <!date^" in words
    assert "of business time in all." in words
