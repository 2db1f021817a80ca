# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A reviewer's list of the day, as a message and as it is shown before it is sent: no longer than a phone's screen."""

from collections.abc import Mapping

from messages.blocks import Block, Message, actions, context, header, message, modal, section
from messages.lists import brief_row
from messages.settings import settings_button
from messages.text import counted
from workflows.daily import Today
from workflows.kind import RequestKind

_Kinds = Mapping[str, RequestKind]
_HOW = "`/ospo queue` and Home list everything. You get this on working days on which something waits for you."


def daily(today: Today, kinds: _Kinds) -> Message:
    """The message: overdue first, then what is due today; the rest is counted."""
    summary = f"{_heading(today)}: {_counts(today)}."
    return message(summary, [*_blocks(today, kinds, opens=True), context(_HOW), actions(settings_button())])


def daily_modal(today: Today, kinds: _Kinds) -> Block:
    """What the list would say now, without its buttons: their answers would come behind the form."""
    if not today.total:
        said = [section("Nothing waits for you, so no list would be sent now.")]
        return modal("Your list of the day", said, close="Back")
    return modal("Your list of the day", _blocks(today, kinds, opens=False), close="Back")


def _blocks(today: Today, kinds: _Kinds, *, opens: bool) -> list[Block]:
    rows = [brief_row(one, kinds, today.at, opens=opens) for one in today.requests]
    left = today.total - len(today.requests)
    rest = [context(f"{counted(left, 'more waits', 'more wait')} for you.")] if left else []
    return [header(_heading(today)), section(f"*{_counts(today)}*"), *rows, *rest]


def _heading(today: Today) -> str:
    return f"Your list for {today.day:%A}, {today.day.day} {today.day:%B}"


def _counts(today: Today) -> str:
    """Such as: 3 overdue, 2 due today, 14 others."""
    others = today.total - today.overdue - today.due
    said = [f"{today.overdue:,} overdue"] if today.overdue else []
    said += [f"{today.due:,} due today"] if today.due else []
    said += [counted(others, "waits without haste", "wait without haste")] if others else []
    return ", ".join(said)
