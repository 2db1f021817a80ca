# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a text has the words of a license and no others: compared by digests of the texts of SPDX's list.

The classifier finds which license a text resembles; a word taken out or a *not* put in can escape it. Left open are
only the owner's name at the places that licenses have for it, titles, and the lines that say who holds the rights.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_DATA = "license_texts.json"
_WORD = re.compile(r"[a-z0-9]+")
_END = "end of terms and conditions"
#: SPDX gives the LGPL 3 with the GPL behind it, which it refers to; as a file it stands alone.
_GPL_BEHIND_LGPL = "gnu general public license version 3 29 june 2007 everyone is permitted"
#: How the clauses of BSD's family are counted, if they are; and two ways to write the same grant (ISC).
_MARKS = (
    (re.compile(r"\b[1-4a-d] (?=redistributions?\b|neither the names? of\b)"), ""),
    (re.compile(r"\band or distribute\b"), "and distribute"),
)
_NOT_A_NAME = re.compile(
    r"\b(?:must|shall|may|not|no|only|except|unless|forbid\w*|prohibit\w*|permi\w+|use|used|using|pay|fees?|commercial\w*"
    r"|licen[sc]e\w*|terms|condition\w*|provided|restrict\w*|without|agree\w*|grant\w*|distribut\w*|if|any|all|who)\b"
)
#: Where a license has the owner's name: what stands before it, and behind it.
_PLACES = tuple(
    re.compile(f"(?<=\\b{before} )(.{{1,160}}?)(?= {after}\\b)")
    for before, after in (
        ("neither the name of", "nor the names of"),
        ("neither the name of", "may be used"),
        ("neither the names of", "may be used"),
        ("software is provided by", "as is"),
        ("in no event shall", "be liable"),
        ("provided as is and", "disclaims"),
    )
)


def digests(lines: Iterable[str]) -> tuple[str, ...]:
    """What stands for the words of a license: of the whole text, and of its terms alone where they end before it."""
    words = _words(lines)
    ends = {len(words)}
    if (end := words.find(f"{_END} ")) >= 0:
        ends.add(end + len(_END))
    if (end := words.find(f" {_GPL_BEHIND_LGPL}")) > 0:
        ends = {len(words), end}
    return tuple(_digest(words[:end]) for end in sorted(ends))


def has_words_of(license_id: str, lines: Iterable[str]) -> bool:
    """Whether the lines, titles and owners aside, say what SPDX's text of the license says, word for word."""
    known = _known().get(license_id) or _known().get(f"{license_id}-only", ())
    return _digest(_words(lines)) in known


def _words(lines: Iterable[str]) -> str:
    words = " ".join(_WORD.findall(" ".join(lines).lower().replace("https:", "http:")))
    for mark, meant in _MARKS:
        words = mark.sub(meant, words)
    for place in _PLACES:
        words = place.sub(_named, words)
    return words


def _named(found: re.Match[str]) -> str:
    return found[1] if _NOT_A_NAME.search(found[1]) else "somebody"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:32]


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    data = json.loads(files("workflows.catalog").joinpath(_DATA).read_text("utf-8"))
    return {license_id: tuple(digests) for license_id, digests in data["texts"].items()}
