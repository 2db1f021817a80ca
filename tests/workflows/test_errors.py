# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Refusals: each says in whole sentences what happened and what to do, and each has its line in the documents."""

import inspect
from collections.abc import Callable

import pytest

from tests.support.house import ROOT
from workflows import errors
from workflows.errors import (
    AppealTooLate,
    FormProblems,
    MalformedExpression,
    NotEnoughReviewers,
    Refusal,
    UnreadableFile,
    UnreadableInventory,
)

REFUSALS = [
    value
    for value in vars(errors).values()
    if inspect.isclass(value) and issubclass(value, Refusal) and value is not Refusal
]


GIVEN_SENTENCES = {FormProblems, MalformedExpression, UnreadableFile, UnreadableInventory}


def example(refusal: Callable[..., Refusal]) -> Refusal:
    """One of them, with plausible words."""
    names = inspect.signature(refusal).parameters
    return refusal(*[3 if parameter.annotation is int else "OSPO-12" for parameter in names.values()])


@pytest.mark.parametrize(
    "refusal",
    [one for one in REFUSALS if one not in GIVEN_SENTENCES],
    ids=lambda refusal: refusal.__name__,
)
def test_a_refusal_is_a_sentence_that_a_person_can_act_on(refusal: type[Refusal]) -> None:
    sentence = example(refusal).sentence
    assert sentence == str(example(refusal))
    assert sentence.endswith(".")
    assert len(sentence) <= 300, "it has to fit under a field, too"
    assert refusal.__doc__


def test_of_one_a_refusal_speaks_in_the_singular() -> None:
    assert "there is 1 besides you" in NotEnoughReviewers("legal", 2, 1).sentence
    assert "within 1 business day, which is over for OSPO-12" in AppealTooLate("OSPO-12", 1).sentence


def test_problems_of_a_form_keep_each_sentence_under_its_field() -> None:
    refusal = FormProblems({"title": "Please shorten this.", "size": "Please answer this."})
    assert refusal.problems == {"title": "Please shorten this.", "size": "Please answer this."}
    assert refusal.sentence == "Please shorten this. Please answer this."


def test_the_lifecycle_page_names_every_refusal() -> None:
    page = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert [one.__name__ for one in REFUSALS if one.__name__ not in page] == []
