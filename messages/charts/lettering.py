# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How wide words are in the charts' letters, so that they are wrapped before they are drawn, and never cut."""

from itertools import takewhile

#: Shares of the font's size; within a tenth of what Liberation Sans takes, and never less over a word or two.
_NARROW, _USUAL, _CAPITAL, _WIDE, _SQUARE = 0.3, 0.57, 0.72, 0.9, 1.05
_FROM_SQUARE = 0x2E80


def width(text: str, size: float) -> float:
    """About how many pixels a text takes."""
    return size * sum(_share(one) for one in text)


def wrapped(text: str, room: float, size: float) -> list[str]:
    """A text in lines that fit; a word that is wider than a line is broken."""
    lines = [""]
    for word in text.split():
        rest = word
        if width(f"{lines[-1]} {rest}".strip(), size) <= room:
            lines[-1] = f"{lines[-1]} {rest}".strip()
            continue
        while rest:
            part = _fitting(rest, room, size)
            lines.append(part)
            rest = rest[len(part) :]
    return [line for line in lines if line] or [""]


def widest_word(texts: list[str], size: float) -> float:
    """The pixels of the widest word of all."""
    return max((width(word, size) for text in texts for word in text.split()), default=0.0)


def _fitting(word: str, room: float, size: float) -> str:
    """As much of the beginning of a word as fits, at least one letter."""
    ends = takewhile(lambda end: width(word[:end], size) <= room, range(1, len(word) + 1))
    return word[: max(ends, default=1)]


def _share(letter: str) -> float:
    if letter in "iIjltf.,:;'|!()[]- ·":
        return _NARROW
    if letter in "mwMW@%":
        return _WIDE
    if ord(letter) >= _FROM_SQUARE:
        return _SQUARE
    return _CAPITAL if letter.isupper() else _USUAL
