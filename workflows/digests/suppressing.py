# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of small groups kept back, so that nobody finds a person in a figure, not by subtraction either."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What may be told of groups: each large enough one by its name, the smaller ones only as one sum.

    ``smaller`` is None when there is no such group, or when all groups together have too few people to be told of.
    """

    rows: tuple[tuple[str, int], ...] = ()
    smaller: int | None = None


def suppressed(counts: Mapping[str, int], people: Mapping[str, AbstractSet[str]], below: int) -> GroupFigures:
    """The figures of groups of at least ``below`` people, largest first, the smaller ones as one sum.

    A total may stand beside it. So that the sum gives no group away by subtraction, it is over at least two groups and
    at least ``below`` people; the next larger groups join it for that, and all of it is left out when that is still
    not reached. Which groups are folded depends on how many people they have, never on their figures: else the very
    choice would tell something of the figures (complementary suppression, as offices of statistics practise it).
    Groups without people are passed over.
    """
    known = {name: members for name, members in people.items() if members}
    by_size = sorted(known, key=lambda name: (len(known[name]), name))
    folded = [name for name in by_size if len(known[name]) < below]
    kept = by_size[len(folded) :]
    while folded and kept and (len(folded) == 1 or _too_few(folded, known, below)):
        folded.append(kept.pop(0))
    if folded and (len(folded) == 1 or _too_few(folded, known, below)):
        return GroupFigures()
    rows = sorted(((name, counts.get(name, 0)) for name in kept), key=lambda row: (-row[1], row[0]))
    return GroupFigures(tuple(rows), sum(counts.get(name, 0) for name in folded) if folded else None)


def _too_few(groups: list[str], known: Mapping[str, AbstractSet[str]], below: int) -> bool:
    return len({person for name in groups for person in known[name]}) < below
