# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A long text in boxes that Slack takes: cut at the borders of paragraphs, and put together again as it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from messages.blocks import INPUT_TEXT, Block
from messages.inputs import PREFIX, labelled, text_element
from messages.small_forms import small_text
from messages.text import clean, size
from workflows.errors import FormProblems

#: What stands between the texts of two boxes: a paragraph's border, a line's, a space or nothing; each by its letter.
_BETWEEN = {"p": "\n\n", "l": "\n", "s": " ", "n": ""}
#: More boxes than a text of 12,000 characters needs when each of them is an emoji.
MOST = 12
_FIRST = f"{PREFIX}text"


def cut_up(text: str) -> tuple[list[str], str]:
    """The text in pieces that fit into one box each, and the letters of what stood between them."""
    pieces, borders, rest = list[str](), "", clean(text)
    while size(rest) > INPUT_TEXT:
        end, border = _border(rest)
        pieces.append(rest[:end])
        rest = rest[end:].removeprefix(_BETWEEN[border])
        borders += border
    return [*pieces, rest], borders


def put_together(pieces: Sequence[str], borders: str) -> str:
    """The pieces as one text; boxes that were added stand apart as paragraphs, empty ones are left out."""
    text = ""
    for number, piece in enumerate(pieces):
        if not piece.strip():
            continue
        border = borders[number - 1 : number] if number else ""
        text += (_BETWEEN.get(border, "\n\n") if text else "") + piece
    return text.strip()


def boxes(text: str, label: str, *, count: int = 1, required: bool = False, hint: str = "") -> tuple[list[Block], str]:
    """The inputs of a text, ``count`` of them at least, and the letters of what stands between their texts."""
    pieces, borders = cut_up(text)
    pieces += [""] * (min(count, MOST) - len(pieces))
    made = []
    for number, piece in enumerate(pieces):
        id_ = _id(number)
        said = f"{label}, continued" if number else label
        box = text_element(id_, multiline=True, initial=piece)
        made.append(labelled(id_, said, box, hint="" if number else hint, optional=bool(number) or not required))
    return made, borders


def typed_in(values: Mapping[str, Any], borders: str) -> str:
    """The text that a form's boxes hold. Raises UnknownForm, and FormProblems for a box with more than fits."""
    try:
        return put_together([small_text(values, _id(number)) for number in range(MOST)], borders)
    except FormProblems as too_long:
        raise FormProblems({"text": too_long.sentence}) from too_long


def _id(number: int) -> str:
    """The first has the field's own name, under which its problems are shown."""
    return f"register:text-{number + 1}" if number else _FIRST


def _border(text: str) -> tuple[int, str]:
    """Where a text that is too long is cut, and what stands there; a border in its first half makes too many boxes."""
    longest = _fitting(text)
    for letter, between in _BETWEEN.items():
        end = text.rfind(between, longest // 2, longest + len(between)) if between else longest
        if end > 0 and text[:end].strip():
            return end, letter
    return longest, "n"


def _fitting(text: str) -> int:
    """How many characters of a text one box takes, by the units that Slack counts."""
    room = min(len(text), INPUT_TEXT)
    while size(text[:room]) > INPUT_TEXT:
        room -= max(1, (size(text[:room]) - INPUT_TEXT) // 2)
    return room
