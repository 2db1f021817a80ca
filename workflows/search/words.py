# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading text as units of meaning: stems, and everyday words and phrases that stand for the field's own terms."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field as Constrained

from workflows.model import Value

if TYPE_CHECKING:
    import tantivy

#: A word; versions such as 2.0 and names such as C++ or C# stay whole.
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*[+#]*")
#: What is written as one word is read as two: GPLv3 is GPL, version 3.
_VERSIONED = re.compile(r"\b(a?gpl|lgpl|mpl|epl|apache|bsd|cc|mit)[- ]?v?(\d)")
#: What is left of an accent once its letter stands alone.
_ACCENTS = re.compile("[\u0300-\u036f]")
#: Letters of a stem such as *contributor*.
_DOER = 7
#: Words whose stems are remembered: more than any company's texts have, and no room for what strangers type.
_REMEMBERED = 50_000
_POSSESSIVE = re.compile(r"n?['\u2019](?:s|re|m|ve|ll|d|t)\b")


_Word = Annotated[str, Constrained(pattern=r"^[a-z0-9]+$")]


class Synonyms(Value):
    """Groups of words and phrases that mean the same to who asks, and words that say nothing of what is asked.

    ``fillers`` do not part a phrase either. ``spellings`` are words of another spelling that are read as the one that
    they stand for. ``weak`` say little, wherever they stand. ``common`` are words that are spelled right, so that none
    is taken for a misspelt term of the field.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    stop: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    spellings: dict[_Word, _Word] = {}

    def with_(self, own: Self) -> Self:
        """These with those of an organization behind them."""
        return self.model_copy(
            update={
                "groups": (*self.groups, *own.groups),
                "stop": (*self.stop, *own.stop),
                "fillers": (*self.fillers, *own.fillers),
                "weak": (*self.weak, *own.weak),
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
        #: What was read before: texts have few words, each of them often.
        self._stemmed: dict[str, str] = {}
        self._units: dict[str, Unit] = {}
        self._spellings = synonyms.spellings
        self._stop = frozenset(self._stems(split(" ".join(synonyms.stop))))
        self._fillers = frozenset(synonyms.fillers)
        self._phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for number, group in enumerate(synonyms.groups):
            read = (self._stems(word for word in split(phrase) if word not in self._fillers) for phrase in group)
            for stems in dict.fromkeys(map(tuple, read)):
                phrases[stems].append(f"~{number}")
        self._phrases = {stems: tuple(terms) for stems, terms in phrases.items()}
        #: How long the phrases are that begin with two stems.
        self._longest: dict[tuple[str, ...], int] = {}
        for said in self._phrases:
            if len(said) > 1:
                self._longest[said[:2]] = max(len(said), self._longest.get(said[:2], 1))
        self._firsts = frozenset(first for first, _ in self._longest)
        groups = chain.from_iterable(synonyms.groups)
        #: The words of synonyms, so that a misspelt one is found too.
        self.known = frozenset(word for phrase in groups for word in split(phrase))
        #: Stems that say little of what is asked.
        self.weak = frozenset(self._stems(split(" ".join(synonyms.weak))))
        #: Words that are spelled right, whether anything is written about them or not.
        self.right = self.known | frozenset(
            split(" ".join((*synonyms.common, *synonyms.weak, *synonyms.stop, *synonyms.spellings)))
        )

    def units(self, text: str, repaired: Callable[[str], str] = str) -> tuple[Unit, ...]:
        """What a text says, in its order, without words that say nothing; each word as ``repaired`` makes it."""
        return self.units_of([repaired(word) for word in split(text)])

    def units_of(self, words: Iterable[str]) -> tuple[Unit, ...]:
        """The same of words."""
        return tuple(self._read(self._stems([word for word in words if word not in self._fillers])))

    def stem(self, word: str) -> str:
        """The stem of one word."""
        return next(iter(self._stems([word])), word)

    def unit(self, stem: str) -> Unit:
        """A single stem as a unit, with what its synonyms add."""
        found = self._units.get(stem)
        if found is None:
            found = self._units[stem] = Unit(stem, (stem, *self._phrases.get((stem,), ())))
        return found

    def parts(self, unit: Unit) -> Iterator[str]:
        """Every term by which a unit is found: a phrase is found by its words too."""
        yield from unit.terms
        if "_" in unit.stem:
            yield from unit.stem.split("_")

    def _read(self, stems: Sequence[str]) -> Iterator[Unit]:
        at = 0
        while at < len(stems):
            stem = stems[at]
            size = self._phrase_at(stems, at) if stem in self._firsts else 1
            if size > 1:
                phrase = tuple(stems[at : at + size])
                yield Unit("_".join(phrase), ("_".join(phrase), *self._phrases[phrase]))
            elif stem not in self._stop:
                yield self._units.get(stem) or self.unit(stem)
            at += size

    def _phrase_at(self, stems: Sequence[str], at: int) -> int:
        """How many stems from here on are a phrase; 1 when none is."""
        longest = self._longest.get(tuple(stems[at : at + 2]), 1)
        for size in range(min(longest, len(stems) - at), 1, -1):
            if tuple(stems[at : at + size]) in self._phrases:
                return size
        return 1

    def _stems(self, words: Iterable[str]) -> list[str]:
        words = list(words)
        try:
            return [self._stemmed[word] for word in words]
        except KeyError:
            return self._stems_of_new(words)

    def _stems_of_new(self, words: Sequence[str]) -> list[str]:
        if len(self._stemmed) > _REMEMBERED:
            self._stemmed.clear()
        fresh = [word for word in dict.fromkeys(words) if word not in self._stemmed]
        stems = self._analyzer.analyze(" ".join(self._spellings.get(word, word) for word in fresh))
        self._stemmed.update(zip(fresh, map(_doer, stems), strict=True))
        return [self._stemmed[word] for word in words]


def split(text: str) -> list[str]:
    """The words of a text in small letters, without accents; at most as many characters as a question may have."""
    return _WORD.findall(_plain(text))


def split_each(texts: Iterable[str]) -> list[list[str]]:
    """The words of each text, as `split` gives them; many short ones cost little more than a long one."""
    return [_WORD.findall(line) for line in _plain("\n".join(" ".join(one.splitlines()) for one in texts)).split("\n")]


def _plain(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return _VERSIONED.sub(r"\1 \2", _POSSESSIVE.sub("", plain))


def _doer(stem: str) -> str:
    """The stem of who does something as that of doing it: the stemmer keeps contributor and contribute apart."""
    return stem[:-2] if stem.endswith("tor") and len(stem) >= _DOER else stem


def _stemmer() -> "tantivy.TextAnalyzer":
    import tantivy  # noqa: PLC0415 - 4 MB and 10 ms, which a process spares that nobody asks anything

    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return whitespace.filter(tantivy.Filter.stemmer("english")).build()
