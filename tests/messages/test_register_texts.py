# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A long text goes through boxes and comes back whole; what a button carries is read back with suspicion."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.blocks import INPUT_TEXT
from messages.registers.about import About, about, value_of
from messages.registers.text_boxes import MOST, boxes, cut_up, put_together, typed_in
from messages.text import clean, size
from workflows.errors import FormProblems, UnknownForm
from workflows.registers.showing import Wanted, wanted_by

TEXTS = st.lists(st.text(st.sampled_from("ab \n😀é"), max_size=900), max_size=12).map("\n\n".join)


@settings(max_examples=40)
@given(TEXTS)
def test_a_text_in_boxes_comes_back_as_it_was(text: str) -> None:
    pieces, borders = cut_up(text[:12_000])
    assert all(size(piece) <= INPUT_TEXT for piece in pieces)
    assert len(borders) == len(pieces) - 1
    assert "".join(put_together(pieces, borders).split()) == "".join(clean(text[:12_000]).split())
    assert len(pieces) <= MOST


def test_a_text_is_cut_at_the_borders_of_paragraphs() -> None:
    paragraphs = ["First. " * 200, "Second. " * 200, "Third. " * 200]
    text = "\n\n".join(one.strip() for one in paragraphs)
    pieces, borders = cut_up(text)
    assert (pieces[0], borders) == ("\n\n".join(text.split("\n\n")[:2]), "p")
    assert put_together(pieces, borders) == text
    assert put_together(["one", "", "two"], "pp") == "one\n\ntwo"


def test_a_box_with_more_than_fits_is_said_under_it() -> None:
    typed = {"type": "plain_text_input", "value": "x" * (INPUT_TEXT + 1)}
    with pytest.raises(FormProblems):
        typed_in({"register:text-2": {"register:text-2": typed}}, "")
    made, _ = boxes("short", "Text", count=3)
    assert [one["block_id"] for one in made] == ["field:text", "register:text-2", "register:text-3"]


def test_a_button_carries_what_it_is_about_and_nothing_else_is_taken() -> None:
    of = About("upstreams", "parser", 3, "change", 2, "mine", "json & <x>", boxes=2, borders="p")
    assert about(value_of(of)) == of
    for forged in ("", "{}x", '{"r":"../x"}', '{"v":-1}', '{"a":"delete"}', '{"z":1}', '{"w":"everything"}', None, 7):
        with pytest.raises(UnknownForm):
            about(forged)


def test_what_is_typed_behind_a_register_narrows_it() -> None:
    assert wanted_by("parser OVERDUE json") == Wanted("parser json", "overdue")
    assert wanted_by("") == Wanted()
    assert wanted_by("mine") == Wanted("", "mine")
