# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The forms of a values poll: beginning one, and answering it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from messages.blocks import SELECT_OPTIONS, VIEW_BLOCKS, Block, context, modal, option, section
from messages.inputs import PREFIX, channel_element, labelled, select_element
from messages.small_forms import small_text, small_values
from messages.submissions import raw_value
from messages.text import escape
from workflows.errors import FormProblems, UnknownForm
from workflows.values.poll import MATTERS, SCALE, UNIT, Ballot, Poll, Statement

BEGIN, ANSWER = "values:begin", "values:answer"
CLOSES, CHANNEL = "closes_on", "poll_channel"
_OF_UNIT = "unit-"
#: Beside the units: what is asked, the day, the channel, and what is said of privacy.
_OTHERS = 6
_PRIVATE = (
    "Your answer is kept without your name: only your unit and a code that keeps you from answering twice. "
    "When the poll closes, answers are added up and deleted; nothing is shown of fewer than five."
)


def begin_modal(
    statements: Sequence[Statement], units: Mapping[str, str], leads: Mapping[str, str], closes_on: date
) -> Block:
    """The form for a new poll: until when, and who is asked; leads of units are filled in."""
    asked = "\n".join(f"{number}. {escape(one.title)}" for number, one in enumerate(statements, 1))
    day = {"type": "datepicker", "action_id": PREFIX + CLOSES, "initial_date": closes_on.isoformat()}
    everybody = "Everybody in it may answer, and says for which unit."
    blocks = [
        section(f"*What is asked*\n{asked}"),
        labelled(PREFIX + CLOSES, "Last day to answer", day),
        labelled(
            PREFIX + CHANNEL, "A channel to ask in", channel_element(PREFIX + CHANNEL), hint=everybody, optional=True
        ),
        *(_unit(name, title, leads.get(name, "")) for name, title in list(units.items())[: VIEW_BLOCKS - _OTHERS]),
        context("Other statements: `/ospo register value-statements`. A unit is shown from five answers on."),
    ]
    return modal("Begin a values poll", blocks, callback_id=BEGIN, submit="Begin", close="Cancel")


def begun_said(view: Any) -> tuple[date | None, dict[str, tuple[str, ...]], str]:
    """The day, the people by unit, and the channel of the form. Raises UnknownForm, FormProblems."""
    values = small_values(view)
    people: dict[str, tuple[str, ...]] = {}
    for block_id in values:
        if block_id.startswith(PREFIX + _OF_UNIT):
            people[block_id.removeprefix(PREFIX + _OF_UNIT)] = _users(values[block_id], block_id)
    return _day(small_text(values, PREFIX + CLOSES)), people, small_text(values, PREFIX + CHANNEL)


def answer_modal(poll: Poll, unit: str, before: Ballot | None) -> Block:
    """The form in which somebody answers; what they answered before is filled in."""
    known = before.scale if before else {}
    where = [] if unit else [_choice(UNIT, "The unit that you work in", poll.units, before.unit if before else "")]
    for_unit = f" You answer for {escape(poll.units.get(unit, unit))}." if unit else ""
    statements = {one.name: one.title for one in poll.statements}
    most = _choice(MATTERS, "Which one matters most to you?", statements, before.most if before else "", optional=True)
    intro = f"How far does each sentence hold where you work? It takes five minutes.{for_unit}"
    blocks = [section(intro), context(_PRIVATE), *where, *(_scale(one, known.get(one.name)) for one in poll.statements)]
    return modal(
        "Values poll", [*blocks, most], callback_id=ANSWER, metadata=poll.name, submit="Answer", close="Not now"
    )


def answer_said(view: Any) -> tuple[str, str, dict[str, int], str]:
    """The poll, the unit, the scale by statement, and what matters most. Raises UnknownForm."""
    values, name = small_values(view), view.get("private_metadata")
    if not isinstance(name, str):
        raise UnknownForm
    said = {str(block).removeprefix(PREFIX): small_text(values, block) for block in values}
    unit, most = said.pop(UNIT, ""), said.pop(MATTERS, "")
    return name, unit, {one: int(text) for one, text in said.items() if text.isdecimal() and len(text) == 1}, most


def thanks_modal() -> Block:
    """What is shown when an answer was kept."""
    text = "Thank you, your answer is kept. Until the poll closes you can change it with `/ospo values`."
    return modal("Values poll", [section(text)], close="Close")


def _scale(statement: Statement, chosen: int | None) -> Block:
    """Five choices from 5 to 1; what is meant most often stands first."""
    options = [option(str(number), f"{number}: {SCALE[number - 1]}") for number in range(len(SCALE), 0, -1)]
    block_id = PREFIX + statement.name
    element: Block = {"type": "radio_buttons", "action_id": block_id, "options": options}
    initial = next((one for one in options if one["value"] == str(chosen)), None)
    return labelled(block_id, statement.title, element | ({"initial_option": initial} if initial else {}))


def _choice(name: str, label: str, choices: Mapping[str, str], chosen: str, *, optional: bool = False) -> Block:
    options = [option(value, title) for value, title in list(choices.items())[:SELECT_OPTIONS]]
    initial = next((one for one in options if one["value"] == chosen), None)
    return labelled(PREFIX + name, label, select_element(PREFIX + name, options, initial), optional=optional)


def _unit(name: str, title: str, lead: str) -> Block:
    block_id = f"{PREFIX}{_OF_UNIT}{name}"
    element: Block = {"type": "multi_users_select", "action_id": block_id}
    element |= {"initial_users": [lead]} if lead else {}
    return labelled(block_id, f"People of {title}", element, optional=True)


def _users(elements: Any, block_id: str) -> tuple[str, ...]:
    found = raw_value(elements, block_id)
    return found if isinstance(found, tuple) else ()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise FormProblems({CLOSES: "Please choose a day."}) from wrong
