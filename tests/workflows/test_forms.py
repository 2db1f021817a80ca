# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a form: what people type, paste and forge becomes a typed answer or a sentence under its field."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import kind_of
from workflows import forms
from workflows.errors import Refusal
from workflows.facts import Answer
from workflows.forms import Raw

OPTIONS = [{"value": "none", "label": "None"}, {"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
KIND = kind_of(
    fields=[
        {"name": "what", "label": "What?", "type": "text", "max_length": 20},
        {"name": "why", "label": "Why?", "type": "long_text"},
        {"name": "where", "label": "Where?", "type": "url", "max_length": 200},
        {"name": "one", "label": "One", "type": "choice", "options": OPTIONS},
        {"name": "many", "label": "Many", "type": "many", "options": OPTIONS, "none_option": "none"},
        {"name": "hours", "label": "Hours", "type": "number", "minimum": 0, "maximum": 60},
        {"name": "share", "label": "Share", "type": "decimal"},
        {"name": "urgent", "label": "Urgent?", "type": "yes_no"},
        {"name": "day", "label": "Day", "type": "date"},
        {"name": "boss", "label": "Boss", "type": "person"},
        {"name": "room", "label": "Room", "type": "channel"},
    ]
)
URL_PROBLEM = "Please give a full address that begins with https://, without a name or password in it."


def answer(field: str, typed: Raw) -> Answer | None:
    """The answer to one field, None when it was left out."""
    answers, problems = forms.read(KIND, {field: typed})
    assert problems == {}
    return answers.get(field)


def problem(field: str, typed: Raw) -> str:
    """The sentence under one field."""
    answers, problems = forms.read(KIND, {field: typed})
    assert answers == {}
    return problems[field]


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("https://github.com/owner/project", "https://github.com/owner/project"),
        ("  https://github.com/owner/project/ ", "https://github.com/owner/project"),
        ("<https://github.com/owner/project>", "https://github.com/owner/project"),
        ("<https://github.com/owner/project|github.com/owner/project>", "https://github.com/owner/project"),
        ("HTTPS://GitHub.com/Owner/Project", "https://github.com/Owner/Project"),
        ("https://forge.example.org:443/x", "https://forge.example.org/x"),
        ("https://forge.example.org:8443/x?a=1#top", "https://forge.example.org:8443/x?a=1#top"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://g\u0456thub.com/owner", "https://xn--gthub-n2e.com/owner"),
        ("https://\uff47ithub.com/owner", "https://github.com/owner"),
        ("https://github.com/wege/über", "https://github.com/wege/über"),
    ],
)
def test_addresses_are_read_as_the_network_knows_them(typed: str, expected: str) -> None:
    assert answer("where", typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "http://github.com/owner/project",
        "github.com/owner/project",
        "javascript:alert(1)",
        "javascript://github.com/%0aalert(1)",
        "data:text/html,hello",
        "ftp://example.org/x",
        "git@github.com:owner/project.git",
        "https://",
        "https:///path",
        "https://localhost/x",
        "https://./x",
        "https://user:word@github.com/owner",
        "https://user@github.com/owner",
        "https://@github.com/owner",
        "https://github.com/a b",
        "https://github.com/a\nb",
        "https://github.com/a\tb",
        "https://github.com/a\x00b",
        "https://github.com/a\ud800b",
        "https://github.com/a>b",
        "https://github.com/<!channel>",
        'https://github.com/a"b',
        "https://github.com\\@evil.example/",
        "https://github.com:port/x",
        "https://github.com:99999/x",
        "https://[::1/x",
        "https://a..example/x",
        "https://.example/x",
        f"https://{'ä' * 70}.example/",
        "see https://github.com/owner/project",
    ],
)
def test_what_is_no_plain_https_address_is_refused(typed: str) -> None:
    assert problem("where", typed) == URL_PROBLEM


def test_an_address_that_is_too_long_is_refused() -> None:
    assert problem("where", "https://example.org/" + "a" * 3000) == URL_PROBLEM
    assert problem("where", "https://example.org/" + "a" * 300) == "Please shorten this to 200 characters; it has 320."


def test_an_address_outside_a_form_is_read_alike() -> None:
    assert forms.address("<https://github.com/owner/project/pull/1>") == "https://github.com/owner/project/pull/1"
    with pytest.raises(Refusal) as refusal:
        forms.address("javascript:alert(1)")
    assert refusal.value.sentence == URL_PROBLEM


@pytest.mark.parametrize("typed,expected", [("4", 4), (" 60 ", 60), ("0", 0), ("007", 7)])
def test_whole_numbers(typed: str, expected: int) -> None:
    assert answer("hours", typed) == expected


@pytest.mark.parametrize("typed", ["4.5", "four", "NaN", "1e3", "inf", "0x10", "--1", "9" * 5000])
def test_what_is_no_whole_number(typed: str) -> None:
    assert problem("hours", typed) == "Please give a whole number."


@pytest.mark.parametrize("typed", ["-1", "61", str(10**30)])
def test_a_number_outside_its_range(typed: str) -> None:
    assert problem("hours", typed) == "Please give a number from 0 to 60."


@pytest.mark.parametrize(
    "typed,expected", [("2.5", 2.5), ("2,5", 2.5), ("-1", -1.0), ("1e3", 1000.0), ("1500", 1500.0)]
)
def test_decimals_in_both_spellings(typed: str, expected: float) -> None:
    assert answer("share", typed) == expected


@pytest.mark.parametrize("typed", ["NaN", "nan", "inf", "-Infinity", "1e999", "half", "1.2.3"])
def test_what_is_no_number(typed: str) -> None:
    assert problem("share", typed) == "Please give a number, such as 2.5."


@pytest.mark.parametrize("typed", ["1,500", "12,000", "1,234,567"])
def test_a_thousand_is_never_read_as_one(typed: str) -> None:
    assert "without a comma" in problem("share", typed)


def test_a_decimal_without_limits_still_has_some() -> None:
    assert "Please give a number from" in problem("share", "1e300")


@pytest.mark.parametrize("typed", ["2026-02-30", "30.02.2026", "tomorrow", "2026-13-01", "20261201x", "0000-01-01"])
def test_what_is_no_date(typed: str) -> None:
    assert problem("day", typed) == "Please give a date such as 2026-12-01."


def test_a_date_is_kept_as_the_calendar_writes_it() -> None:
    assert (answer("day", "2026-12-01"), answer("day", "2026-1-2")) == ("2026-12-01", "2026-01-02")


@pytest.mark.parametrize("typed", ["c", "A", "a ", "none\n"])
def test_an_option_that_is_not_offered_is_refused(typed: str) -> None:
    assert problem("one", typed) == "This choice is not offered any more. Please choose again."
    assert problem("many", ("a", typed)) == "One of these choices is not offered any more. Please choose again."


def test_none_together_with_another_is_refused_with_both_ways_out() -> None:
    assert problem("many", ("none", "a")) == "Please choose either “None” or what applies, not both."
    assert answer("many", ("none",)) == ("none",)


def test_several_choices_come_in_the_order_of_the_form_and_once() -> None:
    assert answer("many", ("b", "a", "b")) == ("a", "b")


@pytest.mark.parametrize("field", ["what", "where", "one", "hours", "urgent", "day", "boss", "room"])
def test_several_answers_where_one_is_asked_are_refused(field: str) -> None:
    assert problem(field, ("a", "b")) == "Please give one answer here."


@pytest.mark.parametrize("typed", ["maybe", "Yes", "true", "1"])
def test_what_is_neither_yes_nor_no(typed: str) -> None:
    assert problem("urgent", typed) == "Please choose yes or no."


def test_yes_and_no_are_answers_of_their_own() -> None:
    assert (answer("urgent", "yes"), answer("urgent", "no")) == (True, False)


@pytest.mark.parametrize("typed", ["Mika", "<@U0MIKA>", "U0MIKA\n", "C0CHANNEL", "U", "u0mika"])
def test_who_is_no_person_of_the_workspace(typed: str) -> None:
    assert problem("boss", typed) == "Please choose a person of this workspace."


@pytest.mark.parametrize("typed", ["general", "#general", "<#C0ROOM>", "C0ROOM\n", "U0MIKA", "C", "c0room"])
def test_what_is_no_channel_of_the_workspace(typed: str) -> None:
    assert problem("room", typed).startswith("Please choose a channel of this workspace")


def test_text_stands_on_one_line_and_without_control_characters() -> None:
    assert answer("what", " Fix\x00 the\n\n  parser\ud800 ") == "Fix the parser"
    assert answer("why", "One\r\n\x07two\n") == "One\ntwo"


def test_text_that_is_too_long_says_how_long_it_is() -> None:
    assert problem("what", "a" * 25) == "Please shorten this to 20 characters; it has 25."


@pytest.mark.parametrize("typed", [None, "", "   ", "\x00", "\ud800"])
def test_nothing_is_no_answer(typed: Raw) -> None:
    assert answer("what", typed) is None
    assert answer("why", typed) is None


def test_nothing_chosen_is_no_answer() -> None:
    assert answer("many", ()) is None
    assert answer("one", None) is None


def test_a_field_that_the_kind_does_not_have_is_passed_over() -> None:
    assert forms.read(KIND, {"forged": "x", "lane": "fast"}) == ({}, {})


def test_what_is_missing_is_asked_for_where_it_is_shown() -> None:
    shown = frozenset({"what", "one"})
    assert forms.missing(KIND, shown, {"what": "x"}) == {
        "one": "Please answer this: the office cannot route the request without it."
    }


@given(
    st.dictionaries(st.sampled_from([*KIND.by_name, "forged"]), st.none() | st.text() | st.lists(st.text()).map(tuple))
)
def test_whatever_a_form_gives_is_an_answer_of_its_type_or_a_sentence(raw: dict[str, Raw]) -> None:
    answers, problems = forms.read(KIND, raw)
    assert not answers.keys() & problems.keys()
    assert answers.keys() | problems.keys() <= KIND.by_name.keys()
    assert all(sentence.startswith(("Please", "This choice", "One of")) for sentence in problems.values())
    for name, given_answer in answers.items():
        types: dict[str, Any] = {"many": tuple, "number": int, "decimal": float, "yes_no": bool}
        assert type(given_answer) is types.get(KIND.by_name[name].type, str)
        str(given_answer).encode()


@given(st.text(), st.sampled_from(["https://", "<https://", "http://", ""]))
def test_an_address_that_was_read_is_read_alike_again(typed: str, begins: str) -> None:
    answers, _ = forms.read(KIND, {"where": f"{begins}{typed}"})
    if answers:
        assert forms.read(KIND, {"where": str(answers["where"])}) == (answers, {})


@given(st.from_regex(forms._PLAIN_URL, fullmatch=True))
def test_an_address_as_most_are_is_read_at_once_as_it_would_be_with_care(typed: str) -> None:
    assert forms._normal_url(typed) == forms._read_url(typed)
