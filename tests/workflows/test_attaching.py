# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching an inventory: what is kept, what the events hold, and where it is told."""

from datetime import timedelta

import pytest

from tests.support.inventories import an_inventory
from tests.support.office import MONDAY, REQUESTER, contribution, organization, person, staff, step, submitted
from workflows import attaching
from workflows.attached import InventoryRule
from workflows.errors import NotPossibleNow, NotTheRequester
from workflows.events import START, chained
from workflows.notices import after
from workflows.recorded import contradictions
from workflows.request import Request

LATER = MONDAY + timedelta(hours=1)
LEGAL = person("legal")


def with_inventory() -> Request:
    """A request in review with an inventory."""
    return attaching.attach(submitted(step("legal")), an_inventory(REQUESTER), now=LATER)


def problems(request: Request, shown: Request) -> list[str]:
    """Where a request says another thing than its events."""
    events = chained(request, request.happened, 0, START, lambda: "salt" * 10)
    return list(contradictions(shown, events))


def test_the_request_says_what_its_events_say_and_a_change_is_found() -> None:
    request = with_inventory()
    assert problems(request, request) == []
    assert request.inventory is not None
    nicer = request.inventory.model_copy(update={"counts": {}})
    for changed in (None, nicer, request.inventory.model_copy(update={"lines": ()})):
        (said,) = problems(request, request.model_copy(update={"inventory": changed}))
        assert "its inventory is not" in said


def test_names_of_components_are_committed_to_and_never_hashed_as_they_are() -> None:
    (event,) = [one for one in with_inventory().happened if one.kind == attaching.ATTACHED]
    assert "left-pad" not in str(event.data)
    assert "left-pad" in event.texts["lines"]


def test_the_same_again_is_done_already_and_another_one_counts_on() -> None:
    request = with_inventory()
    assert attaching.attach(request, an_inventory(REQUESTER), now=LATER) is request
    other = attaching.attach(request, an_inventory(REQUESTER, usage="saas"), now=LATER)
    assert (other.inventory and other.inventory.number, other.inventory and other.inventory.before) == (
        2, request.inventory and request.inventory.counts,
    )  # fmt: skip


def test_only_the_requester_attaches_and_only_to_kinds_that_say_so() -> None:
    request = submitted(step("legal"))
    with pytest.raises(NotTheRequester):
        attaching.attach(request, an_inventory(LEGAL), now=LATER)
    with pytest.raises(NotPossibleNow):
        attaching.attachable(request, contribution(), REQUESTER)
    kind = contribution().model_copy(update={"inventory": InventoryRule()})
    assert attaching.attachable(request, kind, REQUESTER).label == "Attach inventory"


def test_what_stands_in_the_thread_is_edited_when_the_request_becomes_confidential() -> None:
    request = with_inventory()
    request = request.model_copy(update={"route": request.route.model_copy(update={"channel": "C0REQUESTS"})})
    hidden = request.model_copy(update={"route": request.route.model_copy(update={"room": "legal"})})
    before = request.model_copy(update={"happened": ()})
    moved = hidden.model_copy(update={"happened": ()})
    edited = [one for one in after(moved, before, organization(), staff()) if one.template == "inventory"]
    assert [one.thread for one in edited] == [f"card:{request.id}"]
