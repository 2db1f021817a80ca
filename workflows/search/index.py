# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An index of documents in memory (Tantivy: BM25): the nearest by words, with repaired spelling, and rare words first.

Nothing of what somebody asked reaches a query language: a query is built of terms.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workflows.search.documents import Document, Key
from workflows.search.words import Language, Unit, split, split_each

if TYPE_CHECKING:
    import tantivy

#: Bytes that adding may take before it is written; the least that Tantivy accepts.
_HEAP = 15_000_000
#: How much a word counts in the wordings of a document, and in its text.
_FIELDS = {"asked": 2.5, "text": 1.0}
#: Letters that are compared as they stand, words apart or together: what stems and synonyms miss, they still share.
_LETTERS = 4
#: How many documents are scored by letters, beside those that are looked at.
_SCORED = 48
#: Of how many letters a word has to be for two of them to have changed places, for one or for two to be wrong.
_TURNED, _ONE_WRONG, _TWO_WRONG = 4, 5, 7
#: How many spellings are compared for the one that is meant.
_NEAR = 8
#: How well a synonym satisfies what was asked in other words.
_SYNONYM = 0.8
#: What a word counts that says little, such as *person* or *happen*, however rare it is in what is written down.
_WEAK = 0.3
#: How much less a word counts for each letter that was repaired.
_REPAIRED = 0.15


#: Where a document stands in the index: its segment and its number in it.
_Place = tuple[int, int]
#: Between the terms of a unit, and between the units of a wording; no word has either.
_TERMS, _UNITS = "|", " "


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be near: the units of each of its wordings as they are held, and the terms of its text.

    ``words`` and ``letters`` are its scores by each as parts of the best that was found, 0 when it was not found by it.
    """

    key: Key
    weight: float
    wordings: tuple[tuple[str, ...], ...]
    text: frozenset[str]
    words: float = 0.0
    letters: float = 0.0


@dataclass(frozen=True, slots=True)
class Sought:
    """One unit of a question: the terms that satisfy it, how well each does (0 to 1), and how much it says."""

    terms: dict[str, float]
    weight: float
    known: bool = True


class Index:
    """Documents that can be looked up. A changed document is put in again under its key."""

    def __init__(self, documents: Iterable[Document], language: Language) -> None:
        self.language = language
        self._tantivy = _tantivy()
        schema = self._tantivy.SchemaBuilder()
        schema.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_float_field("weight", stored=True)
        schema.add_bytes_field("read", stored=True)
        schema.add_text_field("register", tokenizer_name="raw", index_option="basic")
        for name in _FIELDS:
            schema.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        schema.add_text_field("letters", tokenizer_name="letters", index_option="freq")
        self._schema = schema.build()
        self._index = self._tantivy.Index(self._schema)
        letters = self._tantivy.Tokenizer.ngram(_LETTERS, _LETTERS, prefix_only=False)
        self._letters = self._tantivy.TextAnalyzerBuilder(letters).build()
        self._index.register_tokenizer("letters", self._letters)
        self._words = set(language.known)
        self.put(documents)

    def put(self, documents: Iterable[Document], gone: Iterable[Key] = ()) -> None:
        """Add documents, each in place of the one with its key, and take out those that are gone."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for key in gone:
            writer.delete_documents_by_term("key", _written(key))
        for document in documents:
            writer.delete_documents_by_term("key", _written(document.key))
            writer.add_document(self._read(document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._held = self._frequencies()
        self._spellings = [word for word in self._words if len(word) >= _TURNED and word.isalpha()]

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self._searcher.num_docs)

    def sought(self, question: str) -> tuple[Sought, ...]:
        """What a question asks for: each unit once, in the spelling that is meant."""
        repairs: dict[str, float] = {}

        def repaired(word: str) -> str:
            meant, part = self._repair(word)
            repairs[self.language.stem(meant)] = part
            return meant

        units = {unit.stem: unit for unit in self.language.units(question, repaired)}
        return tuple(self._sought(unit, repairs) for unit in units.values())

    def nearest(
        self, question: str, sought: Iterable[Sought], limit: int, hidden: Iterable[str] = ()
    ) -> list[Candidate]:
        """The documents nearest to a question by what it seeks, then those by its letters alone; none that is hidden.

        At most ``limit`` by each, in the order of BM25; ``hidden`` are names of registers.
        """
        query, hides = self._tantivy.Query, tuple(hidden)
        known = [query.disjunction_max_query(list(self._terms(one))) for one in sought if one.known]
        words = self._scores(known, hides)
        grams = dict.fromkeys(self._letters.analyze(_letters([split(question)])))
        letters = self._scores([query.term_query(self._schema, "letters", gram, "freq") for gram in grams], hides)
        looked_at = dict.fromkeys([*list(words)[:limit], *list(letters)[:limit]])
        return [self._candidate(place, words.get(place, 0.0), letters.get(place, 0.0)) for place in looked_at]

    def _scores(self, parts: "list[tantivy.Query]", hidden: Iterable[str]) -> dict[_Place, float]:
        """Where what a query of these parts finds stands, nearest first, with its score as a part of the best."""
        if not parts:
            return {}
        query, occur = self._tantivy.Query, self._tantivy.Occur
        hides = [query.term_query(self._schema, "register", register, "basic") for register in hidden]
        wanted = query.boolean_query([(occur.Should, one) for one in parts])
        shown = query.boolean_query([(occur.Must, wanted), *((occur.MustNot, one) for one in hides)])
        hits = self._searcher.search(shown, _SCORED, count=False).hits
        return {(address.segment_ord, address.doc): score / hits[0][0] for score, address in hits}

    def _candidate(self, place: _Place, by_words: float, by_letters: float) -> Candidate:
        document = self._searcher.doc(self._tantivy.DocAddress(*place))
        text, *wordings = bytes(document["read"][0]).decode().split("\n")
        units = tuple(tuple(one.split(_UNITS)) if one else () for one in wordings)
        key, weight, held = _key(document["key"][0]), document["weight"][0], frozenset(text.split(_UNITS))
        return Candidate(key, weight, units, held, by_words, by_letters)

    def weight_of(self, terms: Iterable[str]) -> float:
        """A word that few documents have says more: the inverse document frequency of BM25, 1 for a word of none."""
        terms = tuple(terms)
        held = max((self._held.get(term, 0) for term in terms), default=0)
        part = _WEAK if terms and terms[0] in self.language.weak else 1.0
        return part * math.log(1 + (self.size - held + 0.5) / (held + 0.5)) / math.log(1 + (self.size + 0.5) / 0.5)

    def _terms(self, sought: Sought) -> Iterator["tantivy.Query"]:
        query = self._tantivy.Query
        for term, part in sought.terms.items():
            for name, boost in _FIELDS.items():
                yield query.boost_query(query.term_query(self._schema, name, term, "freq"), boost * part)

    def _sought(self, unit: Unit, repairs: Mapping[str, float]) -> Sought:
        part = math.prod(repairs.get(stem, 1.0) for stem in unit.stem.split("_"))
        terms = {term: part * (1.0 if term == unit.stem else _SYNONYM) for term in unit.terms}
        return Sought(terms, self.weight_of(terms), known=any(term in self._held for term in terms))

    def _repair(self, word: str) -> tuple[str, float]:
        """The known word that somebody may have meant, and how sure that is; a word that none is near to stays."""
        if len(word) < _TURNED or not word.isalpha() or word in self._words or word in self.language.right:
            return word, 1.0
        if self.language.stem(word) in self._held:
            return word, 1.0
        wrong = 2 if len(word) >= _TWO_WRONG else 1
        found = process.extract(word, self._spellings, scorer=OSA.distance, score_cutoff=wrong, limit=_NEAR)
        near = [(distance, meant[0] != word[0], meant) for meant, distance, _ in found]
        if len(word) < _ONE_WRONG:
            near = [one for one in near if sorted(one[2]) == sorted(word)]
        if not near:
            return word, 1.0
        distance, _, meant = min(near)
        return meant, 1 - _REPAIRED * distance

    def _frequencies(self) -> dict[str, int]:
        """In how many documents each term stands: in their wordings, else, where it is in none, in their texts."""
        asked, text = (dict(self._searcher.terms_with_prefix(name, "")) for name in _FIELDS)
        return text | asked

    def _read(self, document: Document) -> Any:
        """The document as it is looked up, with what it was read as: nobody reads it again for each question."""
        said = split_each((document.text, *document.wordings))
        self._words.update(chain.from_iterable(said))
        text, *wordings = map(self.language.units_of, said)
        terms = [term for unit in text for term in self.language.parts(unit)]
        read = [_UNITS.join(_TERMS.join(unit.terms) for unit in units) for units in wordings]
        return self._tantivy.Document(
            key=_written(document.key),
            register=document.key.register,
            weight=document.weight,
            asked=" ".join(term for units in wordings for unit in units for term in self.language.parts(unit)),
            text=" ".join(terms),
            letters=_letters(said[1:]),
            read="\n".join((_UNITS.join(dict.fromkeys(terms)), *read)).encode(),
        )


def terms_of(unit: str) -> list[str]:
    """The terms of a unit of a candidate, its own first."""
    return unit.split(_TERMS)


def _letters(said: Iterable[Iterable[str]]) -> str:
    """The words of texts as one text, for its letters, with a space at each end."""
    return f" {' '.join(chain.from_iterable(said))} "


def _written(key: Key) -> str:
    return f"{key.register}/{key.name}"


def _key(written: str) -> Key:
    register, _, name = written.partition("/")
    return Key(register, name)


def _tantivy() -> Any:
    import tantivy  # noqa: PLC0415 - 4 MB and 10 ms, which a process spares that nobody asks anything

    return tantivy
