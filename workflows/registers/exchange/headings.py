# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Headings of a text within a document: two levels lower there, so that its outline is right, and back."""

import re
from collections.abc import Callable

_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BY = 2
_DEEPEST = 6


def lowered(text: str) -> str | None:
    """The text with its headings two levels lower; None where it has none, or one would be deeper than there are."""
    depths: list[int] = []

    def lower(line: str, marks: str) -> str:
        depths.append(len(marks))
        return "#" * _BY + line

    shown = _each(text, lower)
    return shown if depths and max(depths) + _BY <= _DEEPEST else None


def lifted(text: str) -> str:
    """The text with its headings two levels higher again."""
    return _each(text, lambda line, marks: line[_BY:] if len(marks) > _BY else line)


def _each(text: str, change: Callable[[str, str], str]) -> str:
    """The text with each heading changed; what stands in a fence is code."""
    lines, fence = [], ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        heading = None if fence or opened else _HEADING.match(line)
        if opened and not fence:
            fence = opened[1]
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        lines.append(change(line, heading[1]) if heading else line)
    return "\n".join(lines)
