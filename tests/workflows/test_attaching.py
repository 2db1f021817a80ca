# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching an inventory: what is kept, what the events hold, and where it is told."""

from datetime import timedelta

import pytest

from tests.support.inventories import an_inventory, cyclonedx, licensed, spdx
from tests.support.office import (
    MONDAY,
    REQUESTER,
    contribution,
    item,
    kind_of,
    organization,
    person,
    proposal,
    staff,
    step,
    submitted,
)
from workflows import attaching, checklist, lifecycle, reviewing
from workflows.attached import InventoryRule
from workflows.errors import NotPossibleNow, NotTheRequester, OpenBlockers
from workflows.events import START, chained
from workflows.facts import Answers
from workflows.items import ItemState
from workflows.notices import after
from workflows.recorded import contradictions
from workflows.request import Request, State, Verdict
from workflows.reviewer import Reviewer

LATER = MONDAY + timedelta(hours=1)
LEGAL = person("legal")
FINE = cyclonedx(licensed("left-pad", "MIT"))
DENIED = cyclonedx(licensed("left-pad", "MIT"), licensed("other", "AGPL-3.0-only"))
TO_REVIEW = cyclonedx(licensed("left-pad", "MIT"), {"name": "silent"})
TWO_THINGS = spdx({"name": "a", "licenseConcluded": "MIT", "licenseDeclared": "AGPL-3.0-only"})


def with_inventory() -> Request:
    """A request in review with an inventory."""
    return attaching.attach(submitted(step("legal")), an_inventory(REQUESTER), now=LATER)


def with_item() -> Request:
    """A request in review whose checklist has an item that inventories tick."""
    return submitted(step("legal"), checklist=(item("inventory"), item("names")))


def attach(request: Request, data: bytes) -> Request:
    """Attach a file to it."""
    return attaching.attach(request, an_inventory(REQUESTER, data), now=LATER, clears="inventory")


def marked(request: Request, state: ItemState, note: str = "") -> Request:
    """Let legal say where the item stands."""
    who = Reviewer(LEGAL, frozenset({"legal"}), request.revision)
    return checklist.mark(request, "inventory", state, by=who, now=LATER, note=note)


def stands(request: Request) -> str:
    """Where the item stands, with the number of the inventory that said so (0: a person)."""
    (one,) = [one for one in request.checklist if one.name == "inventory"]
    return f"{one.state} {one.mark.inventory if one.mark else '-'}"


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


def test_an_inventory_in_which_nothing_needs_a_person_ticks_its_item_with_itself_as_evidence() -> None:
    request = attach(with_item(), FINE)
    assert stands(request) == "done 1"
    mark = request.checklist[0].mark
    assert mark is not None
    assert request.inventory is not None
    assert (mark.by, mark.note) == (REQUESTER, "")
    assert request.inventory.sha256 in mark.evidence
    assert [one.name for one in request.blockers] == ["names"]
    assert problems(request, request) == []


@pytest.mark.parametrize(
    "data,concern",
    [
        (DENIED, "1 deny"),
        (TO_REVIEW, "1 review"),
        (TWO_THINGS, "1 of which the file says two things"),
        (cyclonedx(licensed("broken", "MIT OR")), "1 invalid"),
    ],
    ids=("denied", "to review", "two things", "invalid"),
)
def test_an_inventory_that_needs_a_person_leaves_the_item_open_and_says_why(data: bytes, concern: str) -> None:
    request = attach(with_item(), data)
    assert stands(request) == "open 1"
    mark = request.checklist[0].mark
    assert mark is not None
    assert mark.note == concern
    assert [one.name for one in request.blockers] == ["inventory", "names"]
    assert problems(request, request) == []


def test_another_inventory_ticks_the_item_or_opens_it_again() -> None:
    request = attach(with_item(), FINE)
    request = attach(request, DENIED)
    assert stands(request) == "open 2"
    assert stands(attach(request, FINE)) == "done 3"


def test_what_legal_opened_stays_open_whatever_is_attached() -> None:
    request = marked(attach(with_item(), FINE), ItemState.OPEN)
    for data in (DENIED, FINE):
        request = attach(request, data)
        assert stands(request) == "open 0"
    assert stands(marked(request, ItemState.DONE)) == "done 0"


def test_what_legal_cleared_is_opened_only_by_an_inventory_that_legal_has_not_seen() -> None:
    for state, note in ((ItemState.DONE, ""), (ItemState.NOT_APPLICABLE, "Nothing of others in it")):
        cleared = marked(attach(with_item(), DENIED), state, note)
        assert attach(cleared, DENIED) is cleared, "the same file is what legal has seen"
        assert stands(attach(cleared, FINE)) == f"{state} 0"
        assert stands(attach(cleared, TO_REVIEW)) == "open 2"


def test_the_same_file_ticks_an_item_again_that_an_edit_opened() -> None:
    request = attach(with_item(), FINE)
    edited = request.model_copy(update={"checklist": (item("inventory"), item("names"))})
    again = attach(edited, FINE)
    assert stands(again) == "done 1"
    assert again.inventory == request.inventory
    assert [one.kind for one in again.happened[len(edited.happened) :]] == ["checked"]


def test_who_says_that_an_inventory_ticked_it_cannot_be_changed_unseen() -> None:
    request = attach(with_item(), FINE)
    assert request.checklist[0].mark is not None
    other = request.checklist[0].mark.model_copy(update={"inventory": 0})
    items = (request.checklist[0].model_copy(update={"mark": other}), request.checklist[1])
    assert problems(request, request.model_copy(update={"checklist": items})) == [
        "the checklist item inventory was not marked as it stands there"
    ]


def test_the_last_blocker_that_an_inventory_opens_keeps_the_request_from_being_approved() -> None:
    request = attach(submitted(step("legal"), checklist=(item("inventory"),)), FINE)
    who = Reviewer(LEGAL, frozenset({"legal"}), request.revision)
    approved = reviewing.review(request, "legal", Verdict.APPROVE, by=who, now=LATER)
    assert approved.state is State.APPROVED
    with pytest.raises(OpenBlockers):
        reviewing.review(attach(request, DENIED), "legal", Verdict.APPROVE, by=who, now=LATER)


def test_kinds_without_such_an_item_are_left_alone() -> None:
    request = submitted(step("legal"), checklist=(item("names"),))
    assert attach(request, FINE).checklist == request.checklist


def test_what_was_compared_with_no_license_of_the_product_clears_nothing_and_says_so() -> None:
    unknown = an_inventory(REQUESTER, FINE, into=None)
    request = attaching.attach(with_item(), unknown, now=LATER, clears="inventory")
    assert stands(request) == "open 1"
    assert unknown.concerns == "no known license of the product to compare with"


def test_an_edit_of_the_license_that_it_was_compared_with_takes_back_what_an_inventory_said() -> None:
    fields = [{"name": name, "label": "?", "type": "text"} for name in ("what", "ours")]
    kind = kind_of(
        fields=fields,
        checklist=[{"rule": "inventory", "title": "Inventory", "owner": "legal"}],
        inventory={"into": ["ours"], "clears": "inventory"},
    )
    asked: Answers = {"what": "It", "ours": "GPL-3.0-only"}
    items = (item("inventory"),)
    request = attach(submitted(step("legal"), answers=asked, checklist=items), FINE)
    assert stands(request) == "done 1"
    for answers, expected in (({**asked, "what": "That"}, "done 1"), ({**asked, "ours": "MIT"}, "open -")):
        wanted = proposal(step("legal"), answers=answers, checklist=items)
        edited = lifecycle.revise(kind, request, wanted, by=REQUESTER, revision=1, now=LATER)
        assert stands(edited) == expected
