# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The nearest precedents to a question: by license expression, by use, and by words.

RapidFuzz ranks the words: BM25 has no scale on which *near enough* could be said, and its libraries need NumPy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rapidfuzz import fuzz

from workflows.licenses.tables import DELIVERING
from workflows.precedents import Precedent, Subject

#: Near enough to be shown to who asks: the same license for about the same use, or nearly so with much the same words.
NEAR = 0.75
#: Near enough for who answers, who judges better.
NEAR_FOR_REVIEWERS = 0.55
_LICENSE, _USE, _WORDS = 0.5, 0.2, 0.3
_OPERATORS = frozenset({"AND", "OR", "WITH"})
_NAMES = re.compile(r"[^\s()]+")
#: Words of fewer letters, such as *may* or *the*, are in every question.
_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Near:
    """A precedent, and how near it is: 1 is the same question."""

    precedent: Precedent
    nearness: float


def nearest(
    subject: Subject, words: str, precedents: Iterable[Precedent], *, on: date, least: float = NEAR, limit: int = 3
) -> tuple[Near, ...]:
    """The nearest precedents that hold on that day, nearest first, newer ones before older; none below ``least``."""
    valid = (one for one in precedents if one.holds(on))
    found = (Near(one, nearness(subject, words, one)) for one in valid)
    ranked = sorted((one for one in found if one.nearness >= least), key=lambda one: -one.precedent.number)
    return tuple(sorted(ranked, key=attrgetter("nearness"), reverse=True)[:limit])


def nearness(subject: Subject, words: str, precedent: Precedent) -> float:
    """How near a precedent is to a question, from 0 to 1. What is not known of the question does not count."""
    parts = [(_LICENSE, _same_licenses(subject.expression, precedent.subject.expression))] if subject.expression else []
    use = _same_use(subject, precedent.subject)
    parts += [(_USE, use)] if use is not None else []
    parts += [(_WORDS, _same_words(words, precedent))] if _WORD.search(words) else []
    weights = sum(weight for weight, _ in parts)
    return sum(weight * part for weight, part in parts) / weights if weights else 0.0


def _same_licenses(one: str, other: str) -> float:
    """1 for the same expression in any order, else the part of all named licenses that both name, at most 0.8."""
    names, others = _named(one), _named(other)
    if names == others:
        return 1.0
    licenses, theirs = set(names) - _OPERATORS, set(others) - _OPERATORS
    return 0.8 * len(licenses & theirs) / len(licenses | theirs) if licenses | theirs else 0.0


def _named(expression: str) -> list[str]:
    return sorted(_NAMES.findall(expression))


def _same_use(one: Subject, other: Subject) -> float | None:
    """How far the facts agree that are known of both; None when none is."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in ("modified", "link", "into")]
    parts = [float(mine == theirs) for mine, theirs in pairs if mine and theirs]
    if one.usage and other.usage:
        delivered = {one.usage, other.usage} <= DELIVERING
        parts += [1.0 if one.usage == other.usage else 0.5 if delivered else 0.0] * 2  # the usage says most
    return sum(parts) / len(parts) if parts else None


def _same_words(words: str, precedent: Precedent) -> float:
    shown = f"{precedent.shown.question} {precedent.shown.answer}"
    return fuzz.token_set_ratio(_long(words), _long(shown)) / 100


def _long(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
