# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From a closed poll to drafts of principles, and which version of the published ones there is."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.registers.entry import Entry
from workflows.values.results import Finding, Result

#: The registers of this subject.
STATEMENTS, POLLS, PRINCIPLES, ACKNOWLEDGEMENTS = "value-statements", "value-polls", "principles", "acknowledgements"
_LAST = 100


@dataclass(frozen=True, slots=True)
class DraftPrinciple:
    """A principle to begin with: the text of a statement for when units share it, or for when they differ."""

    statement: str
    title: str
    text: str
    place: int


def drafts_of(
    shared: Iterable[str], differing: Iterable[str], statements: Iterable[Entry]
) -> tuple[DraftPrinciple, ...]:
    """Drafts for the statements of these names that are still there; one on which nothing was found gives none."""
    texts = dict.fromkeys(differing, "differing") | dict.fromkeys(shared, "agreed")
    found = [(one, str(one.values.get(texts[one.name], ""))) for one in statements if one.name in texts]
    made = [
        DraftPrinciple(one.name, str(one.values.get("headline") or one.title), text, place_of(one))
        for one, text in found
        if text
    ]
    return tuple(sorted(made, key=lambda one: (one.place, one.statement)))


def names(result: Result, finding: Finding) -> str:
    """The statements of which the poll says that, as an entry keeps them."""
    return ", ".join(one.name for one in result.of(finding))


def listed(names_: object) -> tuple[str, ...]:
    """The names that an entry keeps."""
    return tuple(one.strip() for one in str(names_ or "").split(",") if one.strip())


def published(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The principles that are in force, in their places."""
    return tuple(sorted((one for one in entries if one.visible), key=lambda one: (place_of(one), one.title)))


def version_of(principles: Sequence[Entry]) -> str:
    """Twelve hex digits that change with any word of the published principles; empty where there are none.

    That somebody looked at one, or took it over, changes nothing that was acknowledged.
    """
    if not principles:
        return ""
    words = "\n".join(f"{one.name}\t{one.title}\t{one.text}" for one in sorted(principles, key=lambda one: one.name))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def place_of(entry: Entry) -> int:
    """Where an entry stands among those of its register; without a place behind those that have one."""
    place = entry.values.get("place")
    return place if isinstance(place, int) and not isinstance(place, bool) else _LAST
