# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of small groups: what is told of them, and what nobody can work out from it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from workflows.digests.suppressing import GroupFigures, suppressed

#: Figures below this are tried. Sums that reach it are not looked at: a larger figure than was tried may be in them.
LARGEST = 5


def _people(**sizes: int) -> dict[str, frozenset[str]]:
    return {name: frozenset(f"{name}{n}" for n in range(size)) for name, size in sizes.items()}


def test_large_groups_are_told_by_name_largest_first() -> None:
    told = suppressed({"legal": 3, "ospo": 9}, _people(legal=5, ospo=6), 5)
    assert told == GroupFigures((("ospo", 9), ("legal", 3)))


def test_one_small_group_takes_the_next_larger_with_it() -> None:
    told = suppressed({"legal": 3, "ospo": 9, "ip": 2}, _people(legal=5, ospo=6, ip=1), 5)
    assert told == GroupFigures((("ospo", 9),), 5)


def test_several_small_groups_are_one_sum_only_when_enough_people_are_in_it() -> None:
    counts = {"legal": 3, "ospo": 9, "ip": 2}
    assert suppressed(counts, _people(legal=3, ospo=6, ip=2), 5) == GroupFigures((("ospo", 9),), 5)
    assert suppressed(counts, _people(legal=2, ospo=6, ip=2), 5) == GroupFigures((), 14)


def test_people_who_are_in_two_small_groups_count_once() -> None:
    both = {"legal": frozenset("abc"), "ip": frozenset("abc")}
    assert suppressed({"legal": 3, "ip": 2}, both, 5) == GroupFigures()


def test_nothing_is_told_where_all_groups_together_are_too_small() -> None:
    assert suppressed({"legal": 3, "ospo": 1}, _people(legal=1, ospo=2), 5) == GroupFigures()


def _offices() -> Iterator[dict[str, frozenset[str]]]:
    for sizes in product((1, 2, 5, 6), repeat=3):
        yield _people(**dict(zip(("legal", "ospo", "ip"), sizes, strict=True)))


@pytest.mark.parametrize("people", [*_offices()])
def test_nobody_can_work_out_the_figure_of_a_small_group_even_from_the_total(people: dict[str, frozenset[str]]) -> None:
    """Of all figures that look the same from outside, a group that is not named has at least two, unless all are 0."""
    alike: dict[tuple[GroupFigures, int], list[tuple[int, ...]]] = defaultdict(list)
    for figures in product(range(LARGEST), repeat=3):
        told = suppressed(dict(zip(people, figures, strict=True)), people, 5)
        alike[told, sum(figures)].append(figures)
    for (told, total), possible in alike.items():
        for place, name in enumerate(people):
            if len(people[name]) < 5:
                known = {figures[place] for figures in possible}
                assert name not in dict(told.rows)
                assert len(known) > 1 or known == {0} or total >= LARGEST, (told, total)
