# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The next read: for the item that is worked on next, then for its stage, then for one's petal, the shortest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workflows.registers.entry import Entry

#: The register of this subject.
READING = "reading"
_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read. ``link`` may be empty: then its title and publisher are what to search for."""

    name: str
    title: str
    why: str
    publisher: str
    link: str
    stage: str
    petal: str
    items: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What reading is wanted for: the item and stage that come next (or empty), and the petals of whoever reads."""

    item: str = ""
    stage: str = ""
    petals: frozenset[str] = frozenset()


def readings_of(entries: Iterable[Entry]) -> tuple[Reading, ...]:
    """What is in the queue."""
    return tuple(_reading(one) for one in entries if one.visible)


def queue(readings: Iterable[Reading], wish: Wish, read: Collection[str]) -> tuple[Reading, ...]:
    """What somebody has not read, what helps most now first."""
    left = (one for one in readings if one.name not in read)
    return tuple(sorted(left, key=lambda one: (_rank(one, wish), one.minutes, one.title)))


def because(reading: Reading, wish: Wish) -> str:
    """Why it is the next; ends a sentence. Empty where it is only the shortest that is left."""
    rank = _rank(reading, wish)
    if rank[0] == 0:
        return "it helps with the next item of the checklist"
    if rank[1] == 0:
        return "it is for the stage that comes next"
    return "it is for your petal" if rank[2] == 0 else ""


def _rank(reading: Reading, wish: Wish) -> tuple[int, int, int]:
    helps = bool(wish.item) and wish.item in reading.items
    staged = bool(wish.stage) and wish.stage == reading.stage
    return int(not helps), int(not staged), int(reading.petal not in wish.petals)


def _reading(entry: Entry) -> Reading:
    said, minutes = entry.values, entry.values.get("minutes")
    return Reading(
        name=entry.name,
        title=entry.title,
        why=entry.text,
        publisher=str(said.get("publisher") or ""),
        link=str(said.get("link") or ""),
        stage=str(said.get("stage") or ""),
        petal=entry.petal,
        items=tuple(one.strip() for one in str(said.get("items") or "").split(",") if one.strip()),
        minutes=minutes if isinstance(minutes, int) else _MINUTES,
    )
