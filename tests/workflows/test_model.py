# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The base of domain values: a copy of one is the copy that pydantic makes."""

import importlib
import pkgutil
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import workflows
from tests.support.records import a_request
from workflows.decision import Happening
from workflows.model import Value, unchecked
from workflows.pausing import Clock
from workflows.people import Person
from workflows.request import State, Step

CHANGES: tuple[dict[str, Any] | None, ...] = (
    None,
    {},
    {"version": 7},
    {"state": State.DECLINED, "requester": Person("T1", "U2"), "steps": ()},
)

STEP: dict[str, Any] = {"name": "legal", "group": "legal", "asked_for": ("ip", "legal"), "because": (), "quorum": 2}


@pytest.mark.parametrize("change", CHANGES, ids=("nothing given", "nothing", "one field", "several fields"))
def test_a_copy_is_the_one_that_pydantic_makes(change: dict[str, Any] | None) -> None:
    request = a_request(1)
    ours, theirs = request.model_copy(update=change), BaseModel.model_copy(request, update=change)
    assert ours == theirs
    assert ours.model_dump_json(exclude_unset=True) == theirs.model_dump_json(exclude_unset=True)
    assert ours.model_fields_set == theirs.model_fields_set
    assert vars(ours) == vars(theirs)


def test_a_copy_shares_nothing_that_changes_with_what_it_was_made_of() -> None:
    request = a_request(1)
    before, fields = vars(request).copy(), set(request.model_fields_set)
    copied = request.model_copy(update={"due_at": None})
    vars(copied)["number"] = 99
    copied.model_fields_set.add("follows")
    assert vars(request) == before
    assert request.model_fields_set == fields


def test_a_deep_copy_has_parts_of_its_own() -> None:
    request = a_request(1)
    copied = request.model_copy(deep=True)
    assert copied == request
    assert copied.answers is not request.answers


def test_a_copy_is_frozen_too() -> None:
    copied = Clock().model_copy()
    with pytest.raises(ValidationError, match="frozen"):
        copied.due_at = None  # type: ignore[misc]  # that it is refused is what is tested


def test_a_value_of_our_own_making_is_the_one_that_pydantic_would_make() -> None:
    made, read = unchecked(Step)(**STEP), Step(**STEP)
    assert made == read
    assert made.model_dump_json() == read.model_dump_json()
    assert made.model_fields_set == read.model_fields_set
    assert list(vars(made)) == list(vars(read))


@pytest.mark.parametrize("given", [{**STEP, "colour": "red"}, {"name": "legal"}], ids=("unknown", "missing"))
def test_a_value_of_our_own_making_has_the_names_of_its_kind(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Step is not made of"):
        unchecked(Step)(**given)


def test_what_can_be_changed_in_place_has_to_be_given() -> None:
    with pytest.raises(TypeError, match="Happening is not made of"):
        unchecked(Happening)(kind="noted", at=datetime(2026, 11, 23, tzinfo=UTC), actor=None)


def test_every_kind_of_value_can_be_read() -> None:
    """Their validators are made when they are first used: a wrong annotation would show in front of people."""
    for module in pkgutil.walk_packages(workflows.__path__, "workflows."):
        importlib.import_module(module.name)
    kinds, waiting = set[type[Value]](), [Value]
    while waiting:
        waiting += waiting.pop().__subclasses__()
        kinds.update(waiting)
    assert len(kinds) > 100
    for kind in kinds:
        kind.model_rebuild()  # raises what is wrong with it
