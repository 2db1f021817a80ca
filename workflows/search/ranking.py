# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What comes first of what may answer a question, and how near it has to be.

BM25 finds the few that are worth a look, but its scores say nothing of *near enough*: for that, nearness has a scale
from 0 to 1 that is the same for all questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.search.documents import Key
from workflows.search.index import Candidate, Index, Sought
from workflows.search.nearness import Comparison

#: As near as this is an answer, by the figures of tests/bench/asking.py on questions whose answers are known.
ANSWERS = 0.64
#: As near as this is worth offering, not saying.
PERHAPS = 0.25
#: What BM25's scores by words and by letters add to the nearness by which candidates are ordered: they know all of a
#: document, nearness one wording. By a fit on one half of the questions, and a look at the other.
_WORDS, _LETTERS = 0.5, 1.0
#: How many documents are looked at.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found, and how near it is to the question."""

    key: Key
    nearness: float


def look_up(index: Index, question: str, hidden: Iterable[str] = (), limit: int = 3) -> tuple[Found, ...]:
    """What is nearest to a question, nearest first, in none of the registers that are hidden."""
    sought = index.sought(question)
    return rank(sought, index.nearest(question, sought, LOOKED_AT, hidden), index, limit)


def rank(sought: Sequence[Sought], candidates: Iterable[Candidate], index: Index, limit: int = 3) -> tuple[Found, ...]:
    """The candidates nearest to what is sought, nearest first."""
    found, question = [], Comparison(sought, index)
    for one in candidates:
        nearness = question.nearness(one)
        order = one.weight * (nearness + _WORDS * one.words + _LETTERS * one.letters)
        found.append((order, Found(one.key, one.weight * nearness)))
    found.sort(key=lambda one: (-one[0], one[1].key.register, one[1].key.name))
    return tuple(one for _, one in found[:limit])
