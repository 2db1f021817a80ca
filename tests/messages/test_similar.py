# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How past decisions read: a line for each, with conditions and whether they are met."""

from datetime import UTC, datetime

from messages.similar import similar_blocks
from workflows.similar import Similar
from workflows.states import State

AT = datetime(2026, 10, 2, 12, tzinfo=UTC)


def test_each_decision_is_a_line_with_what_is_the_same() -> None:
    found = [
        Similar(7, State.APPROVED, 2, AT, ("same project", "same license"), suspended=True),
        Similar(3, State.DECLINED, 0, AT, ("same license",)),
    ]
    [block] = similar_blocks(found)
    lines = block["text"]["text"].split("\n")
    assert lines[0] == "*Decided before:*"
    assert lines[1].startswith("• OSPO-7: Approved with 2 conditions, suspended now, <!date^")
    assert lines[1].endswith("|2026-10-02> (same project, same license)")
    assert lines[2].startswith("• OSPO-3: Declined, <!date^")


def test_where_nothing_was_decided_nothing_stands() -> None:
    assert similar_blocks([]) == []
