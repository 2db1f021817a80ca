# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How near a document is to a question, between 0 and 1: what each of them says of the other.

Each unit of all wordings is read once for a question, however many documents have it: they have the same few words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

from workflows.search.index import Candidate, Index, Sought, terms_of

#: What a word of the question counts that stands in the text alone.
_IN_TEXT = 0.4
#: What a word counts that another wording of the document has.
_IN_OTHERS = 0.7
#: What the question's side counts against the wording's.
_QUESTION = 0.75
#: What an unknown word counts of the weight that a rare word has.
_UNKNOWN = 0.6


class _Read(NamedTuple):
    """A unit of a wording: how much it says, and how well it satisfies which units of the question."""

    says: float
    fits: Mapping[int, float]


class Comparison:
    """A question that documents are compared with."""

    def __init__(self, sought: Sequence[Sought], index: Index) -> None:
        self._sought = sought
        self._index = index
        self._weights = [one.weight * (1 if one.known else _UNKNOWN) for one in sought]
        self._whole = sum(self._weights)
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(sought):
            for term, part in one.terms.items():
                self._places[term].append((place, part))
        self._units: dict[str, _Read] = {}

    def nearness(self, candidate: Candidate) -> float:
        """How near a document is; 0 for a question that says nothing."""
        if not self._whole or not candidate.wordings:
            return 0.0
        read = [[self._unit(unit) for unit in units] for units in candidate.wordings]
        # A wording that says nothing of the question is as near as any other such: most are.
        shared = [units for units in read if any(unit.fits for unit in units)]
        elsewhere = self._elsewhere(shared, candidate.text)
        least = sum(map(mul, self._weights, elsewhere))
        return max(
            (self._wording(units, elsewhere, least) for units in shared), default=_QUESTION * least / self._whole
        )

    def _unit(self, written: str) -> _Read:
        found = self._units.get(written)
        if found is None:
            terms = terms_of(written)
            fits: dict[int, float] = {}
            for term in terms:
                for place, part in self._places.get(term, ()):
                    fits[place] = max(part, fits.get(place, 0.0))
            found = self._units[written] = _Read(self._index.weight_of(terms), fits)
        return found

    def _elsewhere(self, shared: Sequence[Sequence[_Read]], text: frozenset[str]) -> list[float]:
        """How well each unit of the question is satisfied by the document as a whole."""
        satisfied = [0.0] * len(self._sought)
        for units in shared:
            for unit in units:
                for place, part in unit.fits.items():
                    satisfied[place] = max(part, satisfied[place])
        in_text = (max((part for term, part in one.terms.items() if term in text), default=0.0) for one in self._sought)
        return [max(_IN_OTHERS * one, _IN_TEXT * two) for one, two in zip(satisfied, in_text, strict=True)]

    def _wording(self, units: Sequence[_Read], elsewhere: Sequence[float], least: float) -> float:
        """How near one wording is: what of the question it says, and what of it the question says.

        A unit of the wording answers to one unit of the question: who asks for two things does not get one twice.
        """
        free = [unit for unit in units if unit.fits]
        asked, told = least, 0.0
        for place in sorted({place for unit in free for place in unit.fits}):
            best = max(free, key=lambda unit: unit.fits.get(place, 0.0), default=None)
            part = best.fits.get(place, 0.0) if best is not None else 0.0
            if best is not None and part:
                free.remove(best)
                told += part * best.says
                asked += self._weights[place] * max(part - elsewhere[place], 0.0)
        whole = sum(unit.says for unit in units)
        return _QUESTION * asked / self._whole + (1 - _QUESTION) * (told / whole if whole else 0.0)
