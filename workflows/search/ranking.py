# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How near documents are to a question, on a scale from 0 to 1 that is the same for all questions.

BM25 finds the few that are worth a look, but its scores say nothing of *near enough*: what counts here is how much of
what the question says a document speaks of, and how much of its wording the question says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.search.documents import Document, Key
from workflows.search.index import Index, Sought

#: As near as this is an answer, by the figures of tests/bench/asking.py on questions whose answers are known.
ANSWERS = 0.62
#: As near as this is worth offering, not saying.
PERHAPS = 0.4
#: What a word of the question counts that stands in the text alone.
_IN_TEXT = 0.45
#: What the question's side counts against the wording's.
_QUESTION = 0.75
#: What an unknown word counts of the weight that a rare word has.
_UNKNOWN = 0.6
#: How many documents are looked at.
LOOKED_AT = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A document, and how near it is to the question."""

    document: Document
    nearness: float

    @property
    def key(self) -> Key:
        """Where it is written."""
        return self.document.key


def rank(sought: Sequence[Sought], documents: Iterable[Document], index: Index, limit: int = 3) -> tuple[Found, ...]:
    """The documents nearest to what is sought, nearest first."""
    found = (Found(one, one.weight * _nearness(sought, one, index)) for one in documents)
    return tuple(sorted(found, key=lambda one: (-one.nearness, one.key.register, one.key.name))[:limit])


def _nearness(sought: Sequence[Sought], document: Document, index: Index) -> float:
    weights = [one.weight * (1 if one.known else _UNKNOWN) for one in sought]
    if not sum(weights):
        return 0.0
    text = frozenset(index.language.terms(document.text))
    in_text = [_IN_TEXT * _satisfied(one, text) for one in sought]
    return max((_wording(sought, weights, in_text, wording, index) for wording in document.wordings), default=0.0)


def _wording(
    sought: Sequence[Sought], weights: Sequence[float], in_text: Sequence[float], wording: str, index: Index
) -> float:
    """How near one wording is: what of the question it says, and what of it the question says."""
    units = {unit.stem: unit for unit in index.language.units(wording)}
    terms = frozenset(term for unit in units.values() for term in unit.terms)
    parts = [_satisfied(one, terms) for one in sought]
    asked = sum(weight * max(part, other) for weight, part, other in zip(weights, parts, in_text, strict=True)) / sum(
        weights
    )
    says = {unit.stem: index.weight_of(unit) for unit in units.values()}
    wanted = {term: part for one in sought for term, part in one.terms.items()}
    matched = sum(
        says[stem] * max((wanted.get(term, 0.0) for term in unit.terms), default=0.0) for stem, unit in units.items()
    )
    whole = sum(says.values())
    return _QUESTION * asked + (1 - _QUESTION) * (matched / whole if whole else 0.0)


def _satisfied(sought: Sought, terms: frozenset[str]) -> float:
    return max((part for term, part in sought.terms.items() if term in terms), default=0.0)
