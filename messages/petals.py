# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals of the office: who to talk to about what, and the flower with a table beside it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from messages.blocks import (
    VIEW_BLOCKS,
    Block,
    Message,
    actions,
    button,
    context,
    message,
    modal,
    picture,
    section,
    table,
)
from messages.maturity.words import on
from messages.registers.about import LIST, About, list_button, open_button, value_of
from messages.text import channel_mention, counted, escape, escaped_line, mention
from workflows.figures import TREND_WEEKS
from workflows.petal_lines import PetalLine

if TYPE_CHECKING:  # only who sends a flower pays for charts
    from messages.charts.chart import Chart

SHOW, DRAW = "petals:show", "petals:draw"
_TITLE, _LINE = 80, 200
_DRAWING = "The flower is on its way to you, as a direct message."
_HEAD = ("Petal", "Arrivals and decisions", "Material", "Overdue", "Activities")


def petals_modal(lines: Sequence[PetalLine], asks: Sequence[Block] = (), *, drawing: bool = False) -> Block:
    """Every petal with what it is for and who to talk to. ``asks`` are the buttons that ask each, in the same order.

    ``drawing``: the flower was asked for just now, and comes as a direct message.
    """
    rows = [block for line, ask in zip_longest(lines, asks) for block in _row(line, ask)]
    room = VIEW_BLOCKS - 3
    told = [section(_DRAWING)] if drawing else []
    draw = button("Send me the flower", DRAW, described="Send me the flower as a picture")
    ways = actions(draw, list_button("petals", "All about petals"), _materials())
    small = context("Petals are the areas of an office's work; add your own with *All about petals*.")
    return modal("Petals", [ways, *told, *rows[:room], small], close="Close")


def flower_message(lines: Sequence[PetalLine], chart: "Chart", file_id: str) -> Message:
    """The flower for one person: the picture where there is one, and the same as a table."""
    text = f"The flower: what happened in each area of work in {TREND_WEEKS} weeks, and who to talk to."
    rows = (
        (line.entry.title, str(line.requests), str(line.materials), str(line.overdue), str(line.activities))
        for line in lines
    )
    people = "\n".join(f"*{escaped_line(line.entry.title, _TITLE)}*: {_talk_to(line)}" for line in lines)
    shown = [picture(file_id, chart.alt)] if file_id else []
    opens = actions(button("Open the petals", SHOW, described="Open the petals"))
    return message(text, [section(f"*{escape(text)}*"), *shown, table(_HEAD, rows), section(people), opens])


def on_its_way() -> Message:
    """The answer to who asked for the flower."""
    return message(_DRAWING, [section(_DRAWING)])


def _materials() -> Block:
    return button("Material", f"{LIST}:materials", value_of(About("materials")), described="Material of all petals")


def _row(line: PetalLine, ask: Block | None) -> Iterator[Block]:
    audience = str(line.entry.values.get("audience", ""))
    said = [f"*{escaped_line(line.entry.title, _TITLE)}*: {escaped_line(audience, _LINE)}", _talk_to(line)]
    said += filter(None, (" · ".join(_facts(line)),))
    yield section("\n".join(said), open_button("petals", line.entry.name, line.entry.title))
    if ask is not None:
        yield actions(ask)


def _talk_to(line: PetalLine) -> str:
    deputy = f" (deputy {mention(line.deputy)})" if line.deputy and line.talk_to else ""
    who = mention(line.talk_to or line.deputy) if line.talk_to or line.deputy else ""
    where = f" in {channel_mention(line.channel)}" if line.channel else ""
    return f"Talk to {who}{deputy}{where}" if who else f"Nobody is named yet: ask the OSPO{where}"


def _facts(line: PetalLine) -> Iterator[str]:
    if line.requests:
        yield f"{line.requests:,} arrivals and decisions in {TREND_WEEKS} weeks"
    if line.materials:
        overdue = f", *{line.overdue} overdue*" if line.overdue else ""
        yield f"{counted(line.materials, 'material', 'materials')}{overdue}"
    if line.next_on is not None:
        yield f"next: {escaped_line(line.next_title, _TITLE)} on {on(line.next_on)}"
    elif line.activities:
        yield counted(line.activities, "activity", "activities")
    if line.units:
        yield f"units: {escaped_line(', '.join(line.units), _LINE)}"
