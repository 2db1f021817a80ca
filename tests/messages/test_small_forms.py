# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The small forms of a review, and what its buttons carry: both come back as they were made, and nothing forged."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.forms import initial_state
from messages.buttons import value_of
from messages.reviews import (
    Clicked,
    ReviewForm,
    ask_modal,
    clicked,
    conditions_modal,
    decline_modal,
    more_modal,
    review_form,
)
from tests.messages.samples import (
    KIND,
    check,
)
from tests.support.anything import JSON
from workflows.errors import FormProblems, UnknownForm

ABOUT = Clicked(142, "legal", 1)


def filled(view: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A small form as Slack sends it back, with some inputs filled in."""
    state = initial_state(check(view, "modal")["blocks"])
    for name, value in values.items():
        (entry,) = state[f"review:{name}"].values()
        entry[next(key for key in entry if key != "type")] = value
    return view | {"state": {"values": state}}


def test_a_decline_joins_the_usual_reason_and_the_words() -> None:
    view = decline_modal(ABOUT, KIND.decline_reasons)
    reason = view["blocks"][0]["element"]["options"][2]
    form = review_form(filled(view, text="  Ask HR first.  ", reason=reason))
    assert form == ReviewForm(
        ABOUT, text="Rights in the code are not clear: Ask HR first.", reason="Rights in the code are not clear"
    )
    assert review_form(filled(view, text="Only words")).text == "Only words"
    assert review_form(filled(view, text="   ", reason=reason)).text == ""


def test_a_kind_without_usual_reasons_asks_for_words_only() -> None:
    assert len(check(decline_modal(ABOUT, ()), "modal")["blocks"]) == 1


def test_the_other_small_forms_come_back_as_they_were_filled_in() -> None:
    assert review_form(filled(ask_modal(ABOUT), text="Who?")).text == "Who?"
    lines = "- Remove the logo\n\n• Sign off\n   \n"
    assert review_form(filled(conditions_modal(ABOUT), conditions=lines)).conditions == ("Remove the logo", "Sign off")
    assert review_form(filled(more_modal(ABOUT), person="U0LEGAL2")).person == "U0LEGAL2"


def test_conditions_that_an_approval_cannot_show_are_named_and_never_cut() -> None:
    most = "\n".join(["& " * 200] * 7)
    assert review_form(filled(conditions_modal(ABOUT), conditions=most)).conditions == (("& " * 200).strip(),) * 7
    longest = "One\nTwo\n" + "x" * 512
    with pytest.raises(FormProblems, match="At most 10 conditions of 400 characters each; number 3 has 512"):
        review_form(filled(conditions_modal(ABOUT), conditions=longest))
    with pytest.raises(FormProblems, match="At most 10 conditions of 400 characters each; these are 11"):
        review_form(filled(conditions_modal(ABOUT), conditions="Sign off\n" * 11))
    with pytest.raises(FormProblems, match=r"At most 3,000 characters; these are 3,001"):
        review_form(filled(ask_modal(ABOUT), text="x" * 3001))


CLICKS = st.builds(
    Clicked,
    number=st.integers(1, 2**31 - 1),
    step=st.just("") | st.from_regex(r"\A[a-z][a-z0-9_]{0,40}\Z"),
    revision=st.integers(0, 2**31 - 1),
    question=st.integers(0, 2**31 - 1),
    entry=st.sampled_from(["", "details", "take", "conditions", "more"]),
)


@given(CLICKS)
def test_what_a_button_carries_comes_back(click: Clicked) -> None:
    assert clicked(value_of(click)) == click


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "[]",
        "{}",
        "7",
        "{",
        '{"n":0}',
        '{"n":"1"}',
        '{"n":true}',
        '{"n":1.0}',
        '{"n":1,"s":"<!channel>"}',
        '{"n":1,"s":"legal\\n"}',
        '{"n":1,"x":1}',
        '{"n":1,"e":"approve"}',
        '{"n":' + "9" * 1000 + "}",
        "[" * 2000,
        '{"n":1}' + " " * 3000,
    ],
)
def test_a_forged_button_is_an_unknown_form(value: str) -> None:
    with pytest.raises(UnknownForm):
        clicked(value)


@given(JSON)
def test_no_json_makes_the_readers_of_reviews_fail_otherwise(anything: Any) -> None:
    views = [anything, {"state": {"values": anything}, "private_metadata": value_of(ABOUT)}]
    ids = ("review:text", "review:reason", "review:conditions", "review:person")
    types = ("plain_text_input", "static_select", "users_select", "checkboxes")
    keys = ("value", "selected_option", "selected_options", "selected_user")
    for kind in types:
        state = {"type": kind} | dict.fromkeys(keys, anything)
        values = {one: {one: state} for one in ids}
        views.append({"state": {"values": values}, "private_metadata": value_of(ABOUT)})
    for read, given_values in ((clicked, [anything, json.dumps(anything)]), (review_form, views)):
        for one in given_values:
            with suppress(UnknownForm, FormProblems):
                read(one)
