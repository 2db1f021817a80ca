# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.forms import initial_state
from messages.modals import (
    FormContext,
    context_of,
    field_errors,
    fields_in,
    raw_answers,
    request_modal,
    whole_form_error,
)
from messages.submissions import metadata_of
from tests.messages.samples import (
    CLEARED,
    DEVELOPER,
    FAST,
    KIND,
    NASTY,
    ORGANIZATION,
    POLICY,
    PRIVATE,
    RISKY,
    STAFF,
    UNCLEARED,
    action_ids,
    check,
    nine_steps,
    said,
)
from tests.support.anything import JSON
from workflows import forms
from workflows.errors import UnknownForm
from workflows.facts import Answers
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.policy import Policy
from workflows.preview import Preview, preview

CONTEXT = FormContext(KIND.name, KIND.version, channel="C0REQUESTS")


def form(answers: Answers, **others: Any) -> dict[str, Any]:
    """The modal of the shipped kind, checked, as Slack would show and send it back."""
    arguments = {"context": CONTEXT, "preview": None} | others
    view = check(request_modal(POLICY, answers, **arguments), "modal")
    return view | {"state": {"values": initial_state(view["blocks"])}}


def previewed(answers: Answers, facts: Any = UNCLEARED, organization: Organization = ORGANIZATION) -> Preview:
    return preview(POLICY, answers, facts, DEVELOPER, (organization, STAFF))


def test_an_empty_form_shows_eight_full_fields_and_one_quiet_line() -> None:
    inputs = [block for block in form({})["blocks"] if block["type"] == "input"]
    assert len(inputs) == 9
    assert inputs[-1]["block_id"] == "field:extras"
    assert inputs[-1]["element"]["type"] == "multi_static_select"
    assert inputs[-1]["optional"] is True


def test_fields_that_steer_dispatch_and_others_do_not() -> None:
    dispatching = {block["block_id"] for block in form(RISKY)["blocks"] if block.get("dispatch_action")}
    assert dispatching == {f"field:{field.name}" for field in KIND.fields if field.steers}


def test_block_ids_depend_on_the_field_alone() -> None:
    first, later = fields_in(form(FAST)), fields_in(form(RISKY, preview=previewed(RISKY)))
    assert first - {"diff"} <= later
    assert {block["block_id"] for block in form(FAST)["blocks"] if block["type"] == "input"} == {
        f"field:{name}" for name in first
    }


@pytest.mark.parametrize("answers", [{}, FAST, RISKY, PRIVATE])
def test_answers_put_into_a_form_come_back_from_it(answers: Answers) -> None:
    kept = POLICY.kept(answers)
    read, problems = forms.read(KIND, raw_answers(form(answers)))
    assert problems == {}
    assert read == kept


def test_every_type_of_field_comes_back_as_it_was_filled_in() -> None:
    types = ("text", "long_text", "url", "number", "decimal", "yes_no", "date", "person", "channel")
    options = [{"value": f"v{number}", "label": f"Choice {number}"} for number in range(12)]
    fields: list[dict[str, Any]] = [{"name": one, "label": one, "type": one, "steers": True} for one in types]
    fields += [
        {"name": "few", "label": "few", "type": "choice", "options": options[:3]},
        {"name": "many", "label": "many", "type": "many", "options": options},
        {"name": "maybe", "label": "maybe", "type": "yes_no", "required": False},
    ]
    base = {"name": "all", "title": "All", "verb": "all", "summary": "All types", "petal": "x", "title_field": "text"}
    policy = Policy(RequestKind.model_validate(base | {"fields": fields}))
    answers: Answers = {
        "text": "a",
        "long_text": "b\nc",
        "url": "https://example.com",
        "number": 3,
        "decimal": 2.5,
        "yes_no": False,
        "date": "2026-12-01",
        "person": "U0DEV",
        "channel": "C0GENERAL",
        "few": "v1",
        "many": ("v0", "v11"),
        "maybe": True,
    }
    view = check(request_modal(policy, answers, context=CONTEXT, preview=None), "modal")
    view |= {"state": {"values": initial_state(view["blocks"])}}
    assert forms.read(policy.kind, raw_answers(view)) == (answers, {})


def test_an_edit_says_save_changes_and_a_new_request_submit() -> None:
    assert form({})["submit"]["text"] == "Submit"
    edit = FormContext(KIND.name, KIND.version, request="142", revision=2)
    assert form(FAST, context=edit)["submit"]["text"] == "Save changes"


def test_the_preview_says_who_is_asked_why_and_how_many_that_notifies() -> None:
    words = said(form(RISKY, preview=previewed(RISKY)))
    assert "*Standard lane. Who will be asked:*" in words
    assert "• *The OSPO* (instead of managers" in words
    assert "Contributing to this license is not simply allowed by the policy." in words
    assert "Submitting notifies 2 people." in words


def test_the_preview_of_a_fast_request_says_that_it_is_decided_at_once() -> None:
    assert "*Fast lane: decided at once.*" in said(form(FAST, preview=previewed(FAST, CLEARED)))


def test_the_private_lane_asks_not_to_describe_it_here() -> None:
    view = form(PRIVATE, preview=previewed(PRIVATE))
    assert "Do not describe the vulnerability here" in said(view)
    assert "title" not in fields_in(view)


def test_a_private_request_without_a_security_group_cannot_be_submitted_and_says_how_to_report() -> None:
    nobody = Organization(groups={"legal": ORGANIZATION.groups["legal"]})
    empty = preview(POLICY, PRIVATE, UNCLEARED, DEVELOPER, (nobody, type(STAFF)({"legal": frozenset()})))
    words = said(form(PRIVATE, preview=empty))
    assert "cannot be submitted now" in words
    assert "talk to security directly" in words


def test_what_is_still_open_is_named_instead_of_a_route() -> None:
    assert "depends on “Repository”" in said(form({}, preview=previewed({})))


def test_what_policy_does_not_allow_is_said_before_submitting() -> None:
    denied = CLEARED | {"contributing": CLEARED["contributing"].model_copy(update={"value": "deny"})}
    assert "*Not possible like this:*" in said(form(FAST, preview=previewed(FAST, denied)))


def test_problems_stand_under_their_field_and_hints_replace_the_fields_own() -> None:
    view = form(FAST, problems={"license": "Which one?", "gone": "Elsewhere"}, hints={"license": "Last time: MIT"})
    ids = [block.get("block_id") for block in view["blocks"]]
    below = view["blocks"][ids.index("field:license") + 1]
    assert "Which one?" in said(below)
    assert "Last time: MIT" in said(view)
    assert "Elsewhere" in said(view["blocks"][1])


def test_every_form_has_the_button_for_a_new_preview() -> None:
    assert action_ids(form({}))[-1] == "form:preview"


def test_forty_fields_with_problems_still_fit() -> None:
    request, kind, _ = nine_steps()
    problems = {field.name: NASTY for field in kind.fields}
    answers: Answers = dict.fromkeys(request.answers, "x")
    view = request_modal(Policy(kind), answers, context=CONTEXT, preview=None, problems=problems)
    assert len(fields_in(check(view, "modal"))) == 40


def test_errors_go_under_the_field_or_to_the_first_input_of_the_view() -> None:
    view = form({})
    assert field_errors({"license": "Please choose."}, view) == {"field:license": "Please choose."}
    assert field_errors({"gone": "One.", "also_gone": "Two."}, view) == {"field:repository": "One. Two."}
    assert whole_form_error(view, "x" * 5000).keys() == {"field:repository"}
    assert field_errors({"gone": "One."}) == {"field:gone": "One."}
    assert whole_form_error({"blocks": []}, "x") == {}


CONTEXTS = st.builds(
    FormContext,
    kind=st.from_regex(r"\A[a-z][a-z-]{0,39}\Z"),
    version=st.from_regex(r"\A[A-Za-z0-9_.-]{0,64}\Z"),
    channel=st.from_regex(r"\A[A-Z0-9]{0,40}\Z"),
    request=st.from_regex(r"\A[A-Za-z0-9_.:-]{0,80}\Z"),
    revision=st.integers(0, 2**31 - 1),
)


@given(CONTEXTS)
def test_a_context_comes_back_from_the_metadata(context: FormContext) -> None:
    assert context_of({"private_metadata": metadata_of(context)}) == context


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        "",
        "null",
        "[]",
        "{",
        "[" * 2999,
        '{"kind":"contribution"}',
        '{"kind":"contribution","version":"1","more":1}',
        '{"kind":"contribution","version":"1","revision":"1"}',
        '{"kind":"contribution","version":"1","revision":true}',
        '{"kind":"../x","version":"1"}',
        '{"kind":"contribution\\n","version":"1"}',
        '{"kind":"contribution","version":"1","channel":"<!channel>"}',
        '{"kind":"contribution","version":"\\ud800"}',
        '{"kind":"contribution","version":"1"}' + " " * 3000,
    ],
)
def test_forged_metadata_is_an_unknown_form(metadata: object) -> None:
    with pytest.raises(UnknownForm):
        context_of({"private_metadata": metadata})


@given(JSON)
def test_no_json_makes_a_reader_fail_otherwise_than_as_an_unknown_form(anything: Any) -> None:
    for view in (anything, {"state": anything}, {"state": {"values": anything}}, {"blocks": anything}):
        for read in (context_of, raw_answers, fields_in):
            _only_unknown_form(lambda read=read, view=view: read(view))
        assert len(whole_form_error(view, "x")) <= 1
        assert len(field_errors({"a": "x"}, view)) == 1


@given(JSON, st.sampled_from(["plain_text_input", "static_select", "checkboxes", "users_select", "file_input"]))
def test_no_state_of_a_field_makes_the_reader_fail_otherwise(anything: Any, kind: str) -> None:
    keys = ("value", "selected_option", "selected_options", "selected_user")
    for element in (anything, {"type": kind} | dict.fromkeys(keys, anything)):
        view = {"state": {"values": {"field:a": {"field:a": element}}}}
        _only_unknown_form(lambda view=view: raw_answers(view))


def test_blocks_of_others_are_passed_over_and_forged_names_are_not() -> None:
    other = {"x": {"y": {"type": "file_input"}}}
    assert raw_answers({"state": {"values": other}}) == {}
    with pytest.raises(UnknownForm):
        raw_answers({"state": {"values": {"field:../x": {}}}})


def _only_unknown_form(read: Any) -> None:
    with suppress(UnknownForm):
        read()
