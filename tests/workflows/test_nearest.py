# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which precedents are near to a question: by license, by use, by words; ended ones never."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.precedents import REVIEW_ON, a_precedent
from workflows.licenses.tables import Usage
from workflows.nearest import NEAR, NEAR_FOR_REVIEWERS, nearest, nearness
from workflows.precedents import Ending, Subject

TODAY = date(2026, 12, 1)
GPL = Subject(expression="GPL-2.0-only", usage="shipped")
WORDS = "Can we ship a GPL command line tool next to our own program?"
LICENSES = st.sampled_from(["MIT", "ISC", "GPL-2.0-only", "MIT OR ISC", "GPL-2.0-only WITH Classpath-exception-2.0"])
SUBJECTS = st.builds(
    Subject,
    expression=LICENSES,
    usage=st.sampled_from(["", *Usage]),
    modified=st.sampled_from(["", "yes", "no"]),
    link=st.sampled_from(["", "static", "dynamic"]),
)


def test_the_same_license_for_the_same_use_is_near_without_a_word() -> None:
    assert nearness(GPL, "", a_precedent()) == 1


@pytest.mark.parametrize(
    "subject,words",
    [
        (Subject(expression="MIT", usage="shipped"), WORDS),
        (Subject(expression="MIT", usage="shipped"), ""),
        (Subject(expression="GPL-2.0-only", usage="saas"), ""),
        (Subject(expression="GPL-2.0-only AND MIT", usage="shipped"), ""),
        (Subject(expression="GPL-2.0-only", usage="saas"), "Who signs the agreement of a foundation?"),
        (Subject(usage="shipped"), "Who signs the contributor agreement of that foundation for the company?"),
        (Subject(), ""),
    ],
)
def test_another_license_use_or_matter_is_not_near(subject: Subject, words: str) -> None:
    assert nearest(subject, words, [a_precedent()], on=TODAY) == ()


def test_delivering_it_another_way_is_nearly_the_same_use() -> None:
    browser, saas = (Subject(expression="GPL-2.0-only", usage=usage) for usage in ("browser", "saas"))
    assert nearness(GPL, "", a_precedent()) > nearness(browser, "", a_precedent()) >= NEAR
    assert nearness(saas, "", a_precedent()) < NEAR


def test_the_order_of_an_expression_makes_no_difference() -> None:
    asked = Subject(expression="MIT AND (ISC OR GPL-2.0-only)", usage="shipped")
    other = a_precedent(expression="(GPL-2.0-only OR ISC) AND MIT")
    assert nearness(asked, "", other) == 1


def test_words_choose_between_answers_on_the_same_license() -> None:
    tool = a_precedent(1)
    library = a_precedent(2, question="May we link against the database driver library?", answer="Not statically.")
    asked = "How may a command line tool under the GPL be shipped beside our program?"
    assert [one.precedent.number for one in nearest(GPL, asked, [library, tool], on=TODAY)] == [1, 2]
    asked = "Is linking against a driver library statically allowed?"
    assert nearest(GPL, asked, [tool, library], on=TODAY)[0].precedent == library


def test_without_a_license_the_words_decide() -> None:
    found = nearest(
        Subject(usage="shipped"), "May a GPL tool be shipped beside ours as its own program?", [a_precedent()], on=TODAY
    )
    assert [one.precedent.number for one in found] == [1]


def test_who_answers_is_shown_more_than_who_asks() -> None:
    saas = Subject(expression="GPL-2.0-only", usage="saas")
    assert nearest(saas, "", [a_precedent()], on=TODAY) == ()
    assert len(nearest(saas, "", [a_precedent()], on=TODAY, least=NEAR_FOR_REVIEWERS)) == 1


def test_three_at_most_and_newer_before_older() -> None:
    found = nearest(GPL, "", [a_precedent(number) for number in (4, 1, 3, 2)], on=TODAY)
    assert [one.precedent.number for one in found] == [4, 3, 2]


def test_ended_ones_and_those_to_be_looked_at_again_are_never_shown() -> None:
    ended = a_precedent(ended_at=datetime(2026, 11, 30, tzinfo=UTC), ending=Ending.WITHDRAWN)
    assert nearest(GPL, "", [ended], on=TODAY) == ()
    assert nearest(GPL, "", [a_precedent()], on=REVIEW_ON) == ()


@given(asked=SUBJECTS, about=SUBJECTS, words=st.sampled_from(["", WORDS]))
def test_nearness_is_between_none_and_the_same_and_nothing_of_another_license_is_near(
    asked: Subject, about: Subject, words: str
) -> None:
    found = nearness(asked, words, a_precedent(subject=about))
    assert 0 <= found <= 1
    if not {*asked.expression.split()} & {*about.expression.split()}:
        assert found < NEAR_FOR_REVIEWERS
