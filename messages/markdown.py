# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Markdown that people wrote as rich text, which Slack never reads as a mention or a command; links are web ones only.

What is read is what entries are written in: paragraphs, headings, lists, quotes, code, tables, emphasis and links. A
full reader of CommonMark would take 7 MB of a serving process and a tenth of a second at its first text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from messages.blocks import EMPTY, SECTION_TEXT, Block
from messages.inline import Part, parts_of, shown_text
from messages.rich_text import words
from messages.text import clean, shorten, size, user_line

_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$")
_BOX = re.compile(r"^\[([ xX])\]\s+")
_QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
_RULE = re.compile(r"^\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_ROW = re.compile(r"^\s*\|(.*)\|\s*$")
_DASHES = re.compile(r"^[\s|:-]+$")
#: A line as long as this is taken as one that its editor wrapped; a shorter one ends where its writer ended it.
_WRAPPED = 60
_DEEPEST = 5
#: What stands apart by an empty line from what is above it.
_FLAT = frozenset({"paragraph", "heading", "row"})
_GAPS = {"paragraph": _FLAT, "heading": _FLAT | {"item", "numbered", "quote", "code"}}
_SPACES_OF_A_LEVEL = 2


@dataclass(slots=True)
class _Piece:
    """A paragraph, heading, list item, quote or code, with its lines. ``number`` is that of a numbered item."""

    kind: str
    lines: list[str] = field(default_factory=list)
    level: int = 0
    number: int = 0


def rich_text_of(markdown: str, limit: int) -> list[Block]:
    """The text as rich text blocks of at most 3,000 characters each; what is beyond ``limit`` is cut off."""
    blocks: list[Block] = []
    room = 0
    for element in _elements(_pieces(shorten(clean(markdown), limit))):
        weight = _weight(element)
        if not blocks or room < weight:
            blocks.append({"type": "rich_text", "elements": []})
            room = SECTION_TEXT
        blocks[-1]["elements"].append(element)
        room -= weight
    return blocks


def excerpt(markdown: str, limit: int) -> str:
    """The beginning of the text on one line, without its marks, as plain text; with the list that it leads to."""
    said: list[str] = []
    for piece in _pieces(clean(markdown)):
        if piece.kind not in {"paragraph", "item", "numbered", "quote"}:
            continue
        if said and not (said[0].endswith(":") and piece.kind in {"item", "numbered"}):
            break
        said.append("".join(shown_text(part) for part in parts_of(_flowing(piece.lines))))
    return user_line(" ".join((*said[:1], "; ".join(said[1:]))).strip(), limit)


def _pieces(text: str) -> Iterator[_Piece]:
    piece: _Piece | None = None
    fence = ""
    for line in text.split("\n"):
        if fence:
            if line.strip().startswith(fence) or piece is None:
                fence = ""
                yield from [piece] if piece and piece.lines else []
                piece = None
            else:
                piece.lines.append(line)
            continue
        opened = _FENCE.match(line)
        if opened:
            yield from [piece] if piece else []
            fence, piece = opened[1][:3], _Piece("code")
            continue
        following = _begun(line)
        if following is None:
            yield from [piece] if piece else []
            piece = None
        elif piece is not None and _goes_on(piece, following):
            piece.lines += [line.strip()] if piece.kind in {"item", "numbered"} else following.lines
        else:
            yield from [piece] if piece else []
            piece = following
    yield from [piece] if piece and piece.lines else []


def _begun(line: str) -> _Piece | None:
    """What a line by itself begins; None for an empty one or a rule."""
    if not line.strip() or _RULE.match(line):
        return None
    if found := _HEADING.match(line):
        return _Piece("heading", [found[1]])
    if found := _ITEM.match(line):
        level = min(len(found[1].expandtabs(4)) // _SPACES_OF_A_LEVEL, _DEEPEST)
        boxed = _BOX.sub(lambda box: "☐ " if box[1] == " " else "☑ ", found[3])
        return _Piece("numbered", [boxed], level, int(found[2])) if found[2] else _Piece("item", [boxed], level)
    if found := _QUOTE.match(line):
        return _Piece("quote", [found[1]])
    if found := _ROW.match(line):
        cells = " · ".join(cell.strip() for cell in found[1].split("|"))
        return None if _DASHES.match(line) else _Piece("row", [cells])
    return _Piece("paragraph", [line])


def _goes_on(piece: _Piece, following: _Piece) -> bool:
    """Whether a line belongs to what stands above it."""
    if following.kind == "paragraph":
        return piece.kind in {"paragraph", "item", "numbered", "quote"}
    return following.kind == piece.kind == "quote"


def _elements(pieces: Iterable[_Piece]) -> Iterator[Block]:
    """The parts of rich text; paragraphs that follow each other stand apart by an empty line."""
    before = ""
    for piece in pieces:
        gap = "\n" if before in _GAPS.get(piece.kind, frozenset()) else ""
        before = piece.kind
        if piece.kind == "code":
            text = "\n".join(piece.lines).rstrip()
            yield from ({"type": "rich_text_preformatted", "elements": [words(one)]} for one in _cut(text))
            continue
        parts = parts_of(_flowing(piece.lines), bold=piece.kind == "heading")
        for run in _runs(parts):
            inside = [*([words(gap)] if gap else []), *run]
            gap = ""
            yield _element(piece, inside)


def _element(piece: _Piece, parts: list[Part]) -> Block:
    if piece.kind in {"item", "numbered"}:
        style = "bullet" if piece.kind == "item" else "ordered"
        inside = [{"type": "rich_text_section", "elements": parts}]
        made = {"type": "rich_text_list", "style": style, "indent": piece.level, "elements": inside}
        # Each item is a list of its own, which Slack would number from one again.
        return made | ({"offset": piece.number - 1} if piece.number > 1 else {})
    return {"type": f"rich_text_{'quote' if piece.kind == 'quote' else 'section'}", "elements": parts}


def _flowing(lines: list[str]) -> str:
    """Lines as their writer meant them: a wrapped one flows on into the next."""
    flowing = ""
    for line in lines:
        wrapped = size(line.strip()) >= _WRAPPED and not line.endswith("  ")
        flowing += line.strip() + (" " if wrapped else "\n")
    return flowing.strip()


def _runs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts of one piece in runs that one block can hold."""
    run, room = list[Part](), SECTION_TEXT
    for part in parts:
        weight = size(shown_text(part))
        if run and weight > room:
            yield run
            run, room = [], SECTION_TEXT
        run.append(part)
        room -= weight
    yield run or [words(EMPTY)]


def _cut(text: str) -> Iterator[str]:
    for start in range(0, len(text), SECTION_TEXT // 2):  # half, as some characters count twice
        yield text[start : start + SECTION_TEXT // 2]


def _weight(element: Block) -> int:
    inner = element["elements"]
    if element["type"] == "rich_text_list":
        inner = [part for one in inner for part in one["elements"]]
    return sum(size(shown_text(part)) for part in inner)
