# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How near documents are to a question, on a scale from 0 to 1 that is the same for all questions.

BM25 finds the few that are worth a look, but its scores say nothing of *near enough*: what counts here is how much of
what the question says a document speaks of, and how much of its wording the question says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from workflows.search.documents import Key
from workflows.search.index import Candidate, Index, Sought

#: As near as this is an answer, by the figures of tests/bench/asking.py on questions whose answers are known.
ANSWERS = 0.66
#: As near as this is worth offering, not saying.
PERHAPS = 0.25
#: What a word of the question counts that stands in the text alone.
_IN_TEXT = 0.4
#: What a word counts that another wording of the document has.
_IN_OTHERS = 0.7
#: What the question's side counts against the wording's.
_QUESTION = 0.75
#: What an unknown word counts of the weight that a rare word has.
_UNKNOWN = 0.6
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
    found = []
    for one in candidates:
        nearness = _nearness(sought, one, index)
        order = one.weight * (nearness + _WORDS * one.words + _LETTERS * one.letters)
        found.append((order, Found(one.key, one.weight * nearness)))
    found.sort(key=lambda one: (-one[0], one[1].key.register, one[1].key.name))
    return tuple(one for _, one in found[:limit])


def _nearness(sought: Sequence[Sought], candidate: Candidate, index: Index) -> float:
    weights = [one.weight * (1 if one.known else _UNKNOWN) for one in sought]
    if not sum(weights):
        return 0.0
    asked = frozenset(term for units in candidate.wordings for terms in units for term in terms)
    elsewhere = [max(_IN_OTHERS * _satisfied(one, asked), _IN_TEXT * _satisfied(one, candidate.text)) for one in sought]
    if not candidate.wordings:
        return 0.0
    wanted = {term for one in sought for term in one.terms}
    # A wording that says nothing of the question is as near as any other such: most are, and are not looked through.
    shared = [units for units in candidate.wordings if any(not wanted.isdisjoint(terms) for terms in units)]
    least = _QUESTION * sum(map(mul, weights, elsewhere)) / sum(weights)
    return max((_wording(sought, weights, elsewhere, units, index) for units in shared), default=least)


def _wording(
    sought: Sequence[Sought],
    weights: Sequence[float],
    elsewhere: Sequence[float],
    units: Sequence[Sequence[str]],
    index: Index,
) -> float:
    """How near one wording is: what of the question it says, and what of it the question says.

    A unit of the wording answers to one unit of the question: who asks for two things does not get one twice.
    """
    says = [index.weight_of(terms) for terms in units]
    matched = [0.0] * len(units)
    asked = 0.0
    for one, weight, other in zip(sought, weights, elsewhere, strict=True):
        fits = [max(one.terms.get(term, 0.0) for term in terms) for terms in units]
        free = [0.0 if taken else fit for fit, taken in zip(fits, matched, strict=True)]
        best = max(free, default=0.0)
        if best:
            matched[free.index(best)] = best
        asked += weight * max(best, other)
    whole = sum(says)
    told = sum(part * say for part, say in zip(matched, says, strict=True))
    return _QUESTION * asked / sum(weights) + (1 - _QUESTION) * (told / whole if whole else 0.0)


def _satisfied(sought: Sought, terms: frozenset[str]) -> float:
    return max((part for term, part in sought.terms.items() if term in terms), default=0.0)
