# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The setup, the petals and what names people fit into Slack's limits, whatever stands in their entries."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.practice.blockkit import problems
from messages.charts.flower import flower_of
from messages.petals import flower_message, petals_modal
from messages.registers.about import About as OfRegister
from messages.registers.beside import adopt_modal, ask_button, practice_beside
from messages.registers.named import named
from messages.setup.about import About, about, value_of
from messages.setup.board import board_modal, step_modal
from messages.setup.forms import aside_modal, assign_modal
from messages.setup.news import gaps_message
from tests.support.ingredients import entry
from tests.support.ingredients import given as made_from
from tests.support.shipped import register
from workflows.adopting import Adoption
from workflows.errors import UnknownForm
from workflows.figures import Petal
from workflows.notice import Notice
from workflows.people import Person
from workflows.petal_lines import PetalLine
from workflows.registers.entry import EntryState
from workflows.setup.board import Gap, Standing, Step
from workflows.setup.steps import board

NASTY = "<!channel> *x* `y` <https://a|b> & ``` " + "ü" * 200
titles = some.one_of(some.just(NASTY), some.text(min_size=1, max_size=150))


def marked_up(thing: Any) -> Iterator[str]:
    """Every text in which Slack reads markup."""
    if isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing["text"]
        for one in thing.values():
            yield from marked_up(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from marked_up(one)


def valid(view: Mapping[str, Any], surface: str = "message") -> None:
    """Slack takes it, and nobody is called by what somebody wrote."""
    assert problems(surface, dict(view)) == ()
    assert not any("<!channel>" in text for text in (*marked_up(dict(view)), str(view.get("text", ""))))


@given(titles, some.integers(0, 60))
@settings(max_examples=20, deadline=None)
def test_any_board_and_step_fit_into_a_modal_and_into_the_message_of_a_quarter(text: str, count: int) -> None:
    gaps = tuple(
        Gap(f"roles-{n}", f"{text} {n}", lines='[groups.x]\nmembers = ["U…"]' if n % 3 else "", register="roles")
        for n in range(count)
    )
    step = Standing(Step("roles", "Roles", "Who answers."), (text,) * count, gaps, ((Gap("a", text), text),))
    for may_act in (True, False):
        valid(board_modal([step] * 10, text, may_act=may_act), "modal")
        valid(step_modal(step, may_act=may_act), "modal")
    valid(gaps_message([step]))
    valid(aside_modal(About("roles", "roles-1"), text), "modal")


def test_the_real_board_of_an_office_with_nothing_fits() -> None:
    valid(board_modal(board(made_from(groups={}, channels={}, units={})), "Office", may_act=True), "modal")


@given(titles, some.integers(1, 70))
@settings(max_examples=20, deadline=None)
def test_any_number_of_petals_fit_into_a_modal_and_beside_the_flower(text: str, count: int) -> None:
    petal = entry("petals", text[:150])
    lines = [PetalLine(petal, "U0A", "U0B", "C0A", 3, 1, 2, text, date(2026, 12, 1), 7, (text,))] * count
    valid(petals_modal(lines, [ask_button("legal", text)] * count), "modal")
    drawn = flower_of([Petal(f"p{n}", 0, 0, f"{text} {n}") for n in range(count)])
    valid(flower_message(lines, drawn, "F0FILE"))
    valid(flower_message(lines, drawn, ""))


@given(titles, some.integers(0, 40))
@settings(max_examples=10, deadline=None)
def test_what_stands_beside_a_practice_and_its_form_fit(text: str, count: int) -> None:
    beside = practice_beside("one", text, [Adoption(text, date(2026, 1, 1))] * count)
    valid({"text": "x", "blocks": list(beside)})
    units = [(f"unit-{n}", text) for n in range(count * 4)]
    valid(adopt_modal(OfRegister("practices", "one"), text, units), "modal")
    if units:
        valid(assign_modal(About("units", unit="one"), text, units, ["unit-1"]), "modal")


@pytest.mark.parametrize("state", list(EntryState))
@pytest.mark.parametrize("what", ["named", "wrote", "thanks", "meet"])
def test_every_message_about_somebody_who_is_named_fits_in_every_state(state: EntryState, what: str) -> None:
    dana, priya = Person("T0", "U0DANA"), Person("T0", "U0PRIYA")
    said = entry("recognition", NASTY[:150], text=NASTY * 40, thanked="U0DANA", link="https://example.com")
    detail: dict[str, str | int] = {"about": what, "register": "recognition", "entry": "one"}
    for asked, agreed in (((dana,), (priya,)), ((), (dana, priya)), ((), ())):
        one = replace(said, name="one", state=state, asked=asked, agreed=agreed, authors=(priya,))
        notice = Notice(key="k", workspace="T0", lane="l", message="m", template="named", to="U0DANA", detail=detail)
        valid(named(notice, register("recognition"), one))


@pytest.mark.parametrize("value", ["", "{", "[]", '{"s":"Roles"}', '{"x":1}', '{"g":"<!here>"}', None, 3, "x" * 5000])
def test_what_nobody_sent_is_no_step(value: object) -> None:
    with pytest.raises(UnknownForm):
        about(value)


def test_a_button_comes_back_as_it_was_sent() -> None:
    of = About("roles", "roles-lead", "payments")
    assert about(value_of(of)) == of
