# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading text as units of meaning: stems, and everyday words and phrases that stand for the field's own terms."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Self

from workflows.model import Value

if TYPE_CHECKING:
    import tantivy

#: A word; versions such as 2.0 and names such as C++ or C# stay whole.
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*[+#]*")
#: What is written as one word is read as two: GPLv3 is GPL, version 3.
_VERSIONED = re.compile(r"\b(a?gpl|lgpl|mpl|epl|apache|bsd|cc|mit)[- ]?v?(\d)")
#: Letters of a stem such as *contributor*.
_DOER = 7
_POSSESSIVE = re.compile(r"n?['\u2019](?:s|re|m|ve|ll|d|t)\b")


class Synonyms(Value):
    """Groups of words and phrases that mean the same to who asks, and words that say nothing of what is asked.

    ``fillers`` do not part a phrase either. ``spellings`` are words of another spelling that are read as the one that
    they stand for. ``common`` are words that are spelled right, so that none is taken for a misspelt term of the field.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    stop: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    spellings: dict[str, str] = {}

    def with_(self, own: Self) -> Self:
        """These with those of an organization behind them."""
        return self.model_copy(
            update={
                "groups": (*self.groups, *own.groups),
                "stop": (*self.stop, *own.stop),
                "fillers": (*self.fillers, *own.fillers),
                "common": (*self.common, *own.common),
                "spellings": self.spellings | own.spellings,
            }
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase that was read: its own stem, and every term by which it may be found, its own first."""

    stem: str
    terms: tuple[str, ...]


class Language:
    """How text is read: English stems, and one term beside them for each group of synonyms."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._analyzer = _stemmer()
        self._spellings = synonyms.spellings
        self._stop = frozenset(self._stems(split(" ".join(synonyms.stop))))
        self._fillers = frozenset(synonyms.fillers)
        self._phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for number, group in enumerate(synonyms.groups):
            for phrase in group:
                phrases[tuple(self._stems(self._words(phrase)))].append(f"~{number}")
        self._phrases = {stems: tuple(terms) for stems, terms in phrases.items()}
        self._longest = max((len(stems) for stems in self._phrases), default=1)
        groups = chain.from_iterable(synonyms.groups)
        #: The words of synonyms, so that a misspelt one is found too.
        self.known = frozenset(word for phrase in groups for word in split(phrase))
        #: Words that are spelled right, whether anything is written about them or not.
        self.right = self.known | frozenset(split(" ".join((*synonyms.common, *synonyms.stop, *synonyms.spellings))))

    def units(self, text: str, repaired: Callable[[str], str] = str) -> tuple[Unit, ...]:
        """What a text says, in its order, without words that say nothing; each word as ``repaired`` makes it."""
        return tuple(self._read(self._stems([repaired(word) for word in self._words(text)])))

    def stem(self, word: str) -> str:
        """The stem of one word."""
        return next(iter(self._stems([word])), word)

    def unit(self, stem: str) -> Unit:
        """A single stem as a unit, with what its synonyms add."""
        return Unit(stem, (stem, *self._phrases.get((stem,), ())))

    def terms(self, text: str) -> Iterator[str]:
        """Every term by which a text is found."""
        for unit in self.units(text):
            yield from unit.terms
            if "_" in unit.stem:
                yield from (part for part in unit.stem.split("_") if part)

    def _read(self, stems: Sequence[str]) -> Iterator[Unit]:
        at = 0
        while at < len(stems):
            size = self._phrase_at(stems, at)
            if size > 1:
                phrase = tuple(stems[at : at + size])
                yield Unit("_".join(phrase), ("_".join(phrase), *self._phrases[phrase]))
            elif stems[at] not in self._stop:
                yield self.unit(stems[at])
            at += size

    def _phrase_at(self, stems: Sequence[str], at: int) -> int:
        """How many stems from here on are a phrase; 1 when none is."""
        sizes = range(min(self._longest, len(stems) - at), 1, -1)
        return next((size for size in sizes if tuple(stems[at : at + size]) in self._phrases), 1)

    def _words(self, text: str) -> list[str]:
        return [word for word in split(text) if word not in self._fillers]

    def _stems(self, words: Sequence[str]) -> list[str]:
        stems = self._analyzer.analyze(" ".join(self._spellings.get(word, word) for word in words))
        return [_doer(stem) for stem in stems]


def split(text: str) -> list[str]:
    """The words of a text in small letters, without accents; at most as many characters as a question may have."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return _WORD.findall(_VERSIONED.sub(r"\1 \2", _POSSESSIVE.sub("", plain)))


def _doer(stem: str) -> str:
    """The stem of who does something as that of doing it: the stemmer keeps contributor and contribute apart."""
    return stem[:-2] if stem.endswith("tor") and len(stem) >= _DOER else stem


def _stemmer() -> "tantivy.TextAnalyzer":
    import tantivy  # noqa: PLC0415 - 4 MB and 10 ms, which a process spares that nobody asks anything

    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return whitespace.filter(tantivy.Filter.stemmer("english")).build()
