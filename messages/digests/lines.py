# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A digest's lines, each with what it is about, as rich text, which interprets nothing, and as plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from messages.blocks import Block
from messages.rich_text import line as rich_line
from messages.rich_text import words
from messages.text import escape, user_text

#: No line of a digest is longer, whatever an organization called its groups, items and goals.
LINE = 600


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, and what it says, both as plain text; ``label`` may be empty, ``mark`` ends it."""

    label: str
    text: str
    mark: str = ":"

    def __str__(self) -> str:
        """The line as it is read in a terminal."""
        return f"{self.label}{self.mark} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


def rich(first: Line | None, lines: Iterable[Line]) -> list[Block]:
    """A sentence, and lines below it as a list."""
    elements = [] if first is None else [_rich(first)]
    items = [_rich(one) for one in lines]
    elements += [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []
    return [{"type": "rich_text", "elements": elements}] if elements else []


def rich_parts(parts: Sequence[Part]) -> list[Block]:
    """Each part as a heading with its list."""
    return [block for part in parts if part.lines for block in rich(Line(part.heading, ""), part.lines)]


def plain(first: Line | None, lines: Iterable[Line]) -> str:
    """The same for a terminal, and for those who hear a message instead of seeing it."""
    return "\n".join([*([str(first)] if first else []), *(f"• {one}" for one in lines)])


def plain_parts(parts: Sequence[Part]) -> str:
    """Each part as a heading with its lines."""
    return "\n\n".join(f"{part.heading}\n{plain(None, part.lines)}" for part in parts if part.lines)


def as_text(text: str) -> str:
    """Plain text as a message's own text, in which Slack would read markup."""
    return escape(text)


def _rich(one: Line) -> Block:
    label = [words(f"{one.label}{one.mark} " if one.text else one.label, bold=True)] if one.label else []
    text = [words(user_text(one.text, LINE))] if one.text else []
    return rich_line(*label, *text)
