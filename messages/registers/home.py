# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The part of Home with the entries of registers that somebody owns: those that need a look first."""

from collections.abc import Sequence
from datetime import date

from messages.blocks import Block, context, header, section
from messages.registers.about import open_button
from messages.registers.news import day_words
from messages.text import escape, escaped_line
from workflows.registers.notices import Due
from workflows.registers.owned import Owned

#: Entries that stand in Home.
ROWS = 5
_TITLE = 150


def home_entries(found: Sequence[Owned], today: date) -> list[Block]:
    """The first of what somebody owns; nothing when that is nothing."""
    if not found:
        return []
    more = len(found) - ROWS
    rest = [context(f"{more:,} more: `/ospo register NAME mine`.")] if more > 0 else []
    return [header("Yours in the registers"), *(_row(one, today) for one in found[:ROWS]), *rest]


def _row(one: Owned, today: date) -> Block:
    entry = one.entry
    due = Due(entry.register, entry.name, one.about, one.on, 0)
    title = f"*{escaped_line(entry.title, _TITLE)}* ({escape(one.register.one)})"
    return section(
        f"{title}\n{day_words(one.register, due, today)}", open_button(entry.register, entry.name, entry.title)
    )
