# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is different between two texts is told line by line, and texts of thousands of short lines hold up nobody."""

import pytest

from workflows.registers.differences import Difference, differences
from workflows.registers.entry import Content
from workflows.registers.register import Register

NOTES = Register(name="notes", title="Notes", one="note", about="What we noted.", petal="ospo")
MANY = [f"{number:x}" for number in range(3_000)]
ALIKE, TURNS = "\n".join(["a"] * 6_000), "\n".join("ab"[number % 2] for number in range(6_000))


def text_of(before: str, after: str) -> Difference:
    [found] = differences(NOTES, Content(title="A", text=before), Content(title="A", text=after))
    return found


def test_a_line_that_moved_or_changed_is_told_with_its_place() -> None:
    found = text_of("one\ntwo\nthree\nfour", "one\nthree\n2\nfour")
    assert (found.lines, found.more) == (("- two", "+ 2"), 0)


def test_of_a_very_long_text_the_lines_are_told_that_only_one_has() -> None:
    changed = [*MANY[:10], "new", *reversed(MANY[11:-1]), "newer"]
    found = text_of("\n".join(MANY), "\n".join(changed))
    assert found.lines == ("- a", "- bb7", "+ new", "+ newer")


@pytest.mark.parametrize(
    "before, after", [(ALIKE, TURNS), (TURNS, ALIKE), ("\n".join(MANY), "\n".join(reversed(MANY)))]
)
def test_thousands_of_short_lines_are_compared_without_comparing_each_with_each(before: str, after: str) -> None:
    found = text_of(before, after)
    assert len(found.lines) == 40
    assert found.more > 1_000
