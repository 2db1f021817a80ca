# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The search finds what it found: the figures that `make bench` prints, on the half of the questions that is known."""

from tests.bench.asking import AMONG_THREE, FIRST, WRONG, quality, shipped_search


def test_the_known_questions_find_their_entries_and_nothing_answers_the_others() -> None:
    found = quality("known", shipped_search())

    assert (found.answerable >= 70, found.unanswerable >= 20, found.unmapped) == (True, True, 0)
    assert found.first >= FIRST
    assert found.among_three >= AMONG_THREE
    assert found.wrong <= WRONG
