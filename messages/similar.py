# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Similar past decisions as reviewers read them: number, outcome, date, and what is the same. No titles."""

from collections.abc import Sequence

from messages.blocks import Block, section
from messages.text import capital, counted, day, escape
from workflows.similar import Similar


def similar_blocks(found: Sequence[Similar]) -> list[Block]:
    """A line for each decision; nothing where there is none."""
    if not found:
        return []
    return [section("\n".join(("*Decided before:*", *map(_line, found))))]


def _line(one: Similar) -> str:
    conditions = f" with {counted(one.conditions, 'condition', 'conditions')}" if one.conditions else ""
    suspended = ", suspended now" if one.suspended else ""
    same = ", ".join(escape(reason) for reason in one.same)
    return f"• OSPO-{one.number}: {capital(one.outcome.words)}{conditions}{suspended}, {day(one.at)} ({same})"
