# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is different between two texts of an entry, and the history: who did what, when, and why."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from messages.blocks import SECTION_TEXT, VIEW_BLOCKS, Block, actions, button, context, modal, section
from messages.maturity.words import on
from messages.registers.about import OPEN, About, value_of
from messages.registers.words import act_words
from messages.text import capital, counted, escape, escaped_line, mention, size
from workflows.registers.differences import Difference, between, differences
from workflows.registers.entry import Entry, Recorded
from workflows.registers.register import Register

#: Characters of one value or line that differs, and lines of one text.
_VALUE, _LINES = 200, 8
_MENTION = re.compile(r"^<@([A-Z0-9]+)>$")
_ROOM = VIEW_BLOCKS - 4


def difference_lines(found: Iterable[Difference]) -> Iterator[str]:
    """What differs as lines of mrkdwn, each short: all of a text stands in the entry itself."""
    for one in found:
        if not one.lines:
            yield f"• {escape(one.label)}: {_said(one.before)} → {_said(one.after)}"
            continue
        yield f"• {escape(one.label)}:"
        yield from (_line(line) for line in one.lines[:_LINES])
        more = one.more + max(0, len(one.lines) - _LINES)
        if more:
            yield f"    and {counted(more, 'more line', 'more lines')}"


def overtaken_words(register: Register, entry: Entry) -> str:
    """What publishing the next text would take back that was changed meanwhile; empty where that is nothing."""
    pending = entry.pending
    if pending is None or not pending.overtaken:
        return ""
    found = [one for one in differences(register, entry.content, pending.content) if one.name in pending.overtaken]
    first = ":warning: *Publishing it takes back what was changed in the published text since it was written.*"
    way = "To keep that, send the next text back with what should be different, or drop it."
    return fitting([first, *difference_lines(found), way]) if found else ""


def fitting(lines: Iterable[str], limit: int = SECTION_TEXT) -> str:
    """As many of the lines as one text holds, with a word on those that are left out."""
    kept, room = list[str](), limit - 40
    rest = 0
    for line in lines:
        if size(line) + 1 > room or rest:
            rest += 1
            continue
        kept.append(line)
        room -= size(line) + 1
    return "\n".join([*kept, *([f"… and {counted(rest, 'line', 'lines')} more"] if rest else [])])


def changed_fields(register: Register, before: Entry, after: Entry) -> list[str]:
    """The labels of what differs."""
    return [one.label for one in between(register, before, after)]


def history_modal(register: Register, entry: Entry, history: Sequence[Recorded], at: About) -> Block:
    """What was done with an entry, newest first, and what changed each time."""
    rows = [*_rows(register, history)]
    empty = "Nobody has touched this entry: it is as it came with the bot."
    blocks = [
        context(f"{escape(register.title)} · history"),
        section(f"*{escaped_line(entry.title, _VALUE)}*"),
        *(rows[:_ROOM] or [section(empty)]),
        actions(button("Back to the entry", OPEN, value_of(at), described="Back to the entry")),
    ]
    return modal(capital(register.one), blocks, metadata=value_of(at), close="Close")


def _rows(register: Register, history: Sequence[Recorded]) -> Iterator[Block]:
    for newer, older in pairwise([*history, None]):
        if newer is None:
            return
        change = newer.change
        who = mention(change.by.id) if change.by else "the office"
        note = f": “{escaped_line(change.note, _VALUE * 2)}”" if change.note else "."
        first = f"*Version {change.version}*, {on(change.at.date())}: {who} {act_words(change.act)}{note}"
        found = between(register, older.entry, newer.entry) if older else ()
        yield section(fitting([first, *difference_lines(found)]))


def _said(value: str) -> str:
    person = _MENTION.match(value)
    if person:
        return mention(person[1])
    return escaped_line(capital(value), _VALUE) if value else "nothing"


def _line(line: str) -> str:
    return f"    {line[:1]} {escaped_line(line[2:], _VALUE)}"
