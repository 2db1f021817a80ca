# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The search finds what it found: the figures that `make bench` prints, on the questions that it was tuned on."""

from tests.bench.asking import AMONG_THREE, FIRST, WRONG, quality, shipped_search


def test_questions_find_their_entries_and_nothing_answers_the_others() -> None:
    search = shipped_search()
    for found in (quality("known", search), quality("practice", search)):
        assert (found.answerable >= 70, found.unanswerable >= 20, found.unmapped) == (True, True, 0)
        assert found.first >= FIRST
        assert found.among_three >= AMONG_THREE
        assert found.wrong <= WRONG
