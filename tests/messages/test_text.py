# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.text import (
    counted,
    cut,
    day,
    escape,
    escaped_line,
    joined,
    mention,
    moment,
    shorten,
    size,
    user_line,
    user_text,
    usergroup_mention,
)

ANYTHING = st.text(st.characters(), max_size=400)


@given(ANYTHING)
def test_escaped_text_can_neither_ping_nor_link(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert "&" not in escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


def test_a_channel_mention_of_a_person_is_shown_as_what_was_typed() -> None:
    assert escape("<!channel> R&D <@U1>") == "&lt;!channel&gt; R&amp;D &lt;@U1&gt;"


@given(ANYTHING, st.integers(5, 200))
def test_no_text_is_longer_than_its_limit(text: str, limit: int) -> None:
    assert size(user_text(text, limit)) <= limit
    assert size(user_line(text, limit)) <= limit
    assert size(escaped_line(text, limit)) <= limit
    assert size(cut(escape(text), limit)) <= limit


@given(ANYTHING, st.integers(5, 200))
def test_shown_text_always_encodes(text: str, limit: int) -> None:
    for shown in (user_text(text, limit), escaped_line(text, limit)):
        assert shown.encode().decode() == shown


@given(ANYTHING, st.integers(6, 60))
def test_a_cut_never_splits_an_escaped_character(text: str, limit: int) -> None:
    shown = cut(escape(text), limit)
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@pytest.mark.parametrize("limit", range(8, 40))
def test_a_cut_never_splits_a_mention(limit: int) -> None:
    shown = cut("please look, <@U0123456789>, and <!date^1^{time}|soon> &amp; more", limit)
    assert shown.count("<") == shown.count(">")


def test_an_emoji_counts_as_two_and_is_never_halved() -> None:
    assert size("🎉") == 2
    assert shorten("🎉🎉🎉", 5) == "🎉🎉…"


def test_right_to_left_text_is_isolated_and_overrides_are_taken_out() -> None:
    hebrew = "\u05e9\u05dc\u05d5\u05dd"
    assert user_line(hebrew, 50) == f"\u2068{hebrew}\u2069"
    assert user_line("gpj.\u202eexe", 50) == "gpj.exe"


def test_control_characters_and_broken_surrogates_do_not_survive() -> None:
    assert user_text("a\x00b\x1b[31m\ud800", 50) == "ab[31m\ufffd"


@pytest.mark.parametrize("forged", ["", "U1> <!channel", "!here", "u1", "U1|x"])
def test_only_ids_become_mentions(forged: str) -> None:
    assert mention(forged) == "somebody"
    assert usergroup_mention(forged) == ""


def test_ids_become_mentions() -> None:
    assert mention("U0LEGAL1") == "<@U0LEGAL1>"
    assert usergroup_mention("S0LEGAL") == "<!subteam^S0LEGAL>"


def test_times_carry_a_fallback_in_utc() -> None:
    at = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert moment(at) == "<!date^1795424700^{date_short_pretty} at {time}|2026-11-23 09:05 UTC>"
    assert day(at) == "<!date^1795424700^{date_short}|2026-11-23>"


def test_lists_and_counts_read_like_english() -> None:
    assert [joined("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert joined("abc", "or") == "a, b or c"
    assert [counted(1, "person", "people"), counted(2, "person", "people")] == ["1 person", "2 people"]
