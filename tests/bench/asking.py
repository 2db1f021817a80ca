# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How good the answers to questions are, on questions whose answers are known, and how fast among 5,000 entries.

Four sets: ``known.toml`` and ``practice.toml`` the search was tuned on, ``practice.toml`` written without having seen
the answers; ``blind.toml`` was written before the answers, ``fresh.toml`` after the ranking, and neither is tuned on.
"""

import statistics
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalog import load_catalog
from bot.services.searching import ShippedSearch
from bot.synonyms import read_synonyms
from workflows.asking.reply import Certainty, Reply
from workflows.people import Person
from workflows.registers.rights import Actor
from workflows.search.documents import Document, Key
from workflows.search.index import Index
from workflows.search.ranking import look_up
from workflows.search.words import Language

QUESTIONS = Path(__file__).parent / "questions"
SETS = ("known", "practice", "blind", "fresh")
#: What the search has to reach: the right entry first, among three, and unanswerable questions answered at most.
FIRST, AMONG_THREE, WRONG = 0.85, 0.95, 0.02
#: Milliseconds for one question among so many entries.
PATIENCE, ENTRIES = 30.0, 5_000
_ANYBODY = Actor(Person("", "anybody"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set: the names of the entries that answer it, none for one that nothing answers."""

    words: str
    entries: frozenset[str]
    mapped: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """What came of a set: parts of the answerable questions, and of the unanswerable ones."""

    answerable: int
    unanswerable: int
    first: float
    among_three: float
    wrong: float
    unmapped: int


def asked(name: str) -> Iterator[Asked]:
    """The questions of a set, whatever its table of them is called."""
    document = tomllib.loads((QUESTIONS / f"{name}.toml").read_text(encoding="utf-8"))
    for row in next(rows for rows in document.values() if isinstance(rows, list)):
        unanswered = bool(row.get("unanswered"))
        yield Asked(row["asked"], frozenset(row.get("entries", ())), unanswered or bool(row.get("entries")))


def quality(name: str, search: ShippedSearch) -> Quality:
    """How good the answers to the questions of a set are; those whose entries are not named do not count."""
    questions = list(asked(name))
    mapped = [one for one in questions if one.mapped]
    answerable = [(one, search.find(one.words, _ANYBODY)) for one in mapped if one.entries]
    unanswerable = [Reply(one.words, search.find(one.words, _ANYBODY)) for one in mapped if not one.entries]
    return Quality(
        len(answerable),
        len(unanswerable),
        _part([bool(hits) and hits[0].key.name in one.entries for one, hits in answerable]),
        _part([any(hit.key.name in one.entries for hit in hits) for one, hits in answerable]),
        _part([one.certainty is Certainty.ANSWERED for one in unanswerable]),
        len(questions) - len(mapped),
    )


def shipped_search() -> ShippedSearch:
    """The search over everything that is shipped."""
    catalog = load_catalog(None).catalog
    assert catalog is not None
    return ShippedSearch(catalog)


def milliseconds(questions: Sequence[str], entries: int = ENTRIES) -> tuple[float, float]:
    """The median time of a question among so many entries, and of making their index, both in milliseconds."""
    began = time.perf_counter()
    index = Index(_many(entries), Language(read_synonyms()))
    made = (time.perf_counter() - began) * 1000
    taken = []
    for question in questions:
        began = time.perf_counter()
        look_up(index, question)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), made


def _many(entries: int) -> Iterator[Document]:
    """So many entries of the length of the shipped ones: their words, turned differently for each."""
    catalog = load_catalog(None).catalog
    assert catalog is not None
    shipped = list(catalog.register_catalog.shipped("questions", "").values())
    words = " ".join(f"{one.title} {one.text}" for one in shipped).split()
    for number in range(entries):
        one, turn = shipped[number % len(shipped)], number // len(shipped)
        wordings = tuple(_turned(f"{one.title}\n{one.values.get('also', '')}".splitlines(), words, number, turn))
        text = " ".join(words[(number * 97 + place * 13) % len(words)] for place in range(110))
        yield Document(Key("questions", f"{one.name}-{turn}"), wordings, text)


def _turned(wordings: Sequence[str], words: Sequence[str], number: int, turn: int) -> Iterator[str]:
    for line, wording in enumerate(wordings):
        said = wording.split()
        if turn and said:
            said[turn % len(said)] = words[(number * 31 + line * 7) % len(words)]
        yield " ".join(said)


def main() -> None:
    """Print the figures of all sets beside what has to be reached, and the time."""
    search, failed = shipped_search(), []
    print(f"{'set':8} {'questions':>9} {'first':>8} {'of three':>8} {'unanswerable answered':>22}")
    print(f"{'floor':8} {'':>9} {FIRST:>8.0%} {AMONG_THREE:>8.0%} {WRONG:>22.0%}")
    for name in SETS:
        found = quality(name, search)
        if not found.answerable:
            print(f"{name:8} NOT MAPPED: {found.unmapped} questions do not say which entries answer them")
            continue
        asked_in_all = f"{found.answerable}+{found.unanswerable}"
        print(f"{name:8} {asked_in_all:>9} {found.first:>8.1%} {found.among_three:>8.1%} {found.wrong:>22.1%}")
        if found.unmapped:
            print(f"{'':8} NOT MAPPED: {found.unmapped} more questions")
        reached = found.first >= FIRST and found.among_three >= AMONG_THREE and found.wrong <= WRONG
        failed += [] if reached else [name]
    taken, made = milliseconds([one.words for one in asked("known")])
    print(f"{ENTRIES:,} entries: {taken:.1f} ms for a question (median; floor {PATIENCE:.0f}); index {made:.0f} ms")
    print(f"below the floor: {', '.join(failed)}" if failed else "all reached")


def _part(parts: Sequence[bool]) -> float:
    return sum(parts) / len(parts) if parts else 0.0


if __name__ == "__main__":
    main()
