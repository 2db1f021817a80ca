# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching a third-party inventory to a request, what that does to its checklist, and whether the events agree."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.attached import AttachedInventory, InventoryRule, attached_data, attached_texts
from workflows.checklist import settled
from workflows.errors import NotPossibleNow
from workflows.items import REQUESTER, Item, ItemState, Mark
from workflows.kind import RequestKind
from workflows.licenses.names import Names
from workflows.people import Person
from workflows.request import Request
from workflows.told import Told
from workflows.transitions import by_requester, happened, still_open

ATTACHED = "inventory"


def attachable(request: Request, kind: RequestKind, by: Person) -> InventoryRule:
    """What the kind says of inventories, when this person may attach one now.

    Raises NotTheRequester, AlreadyDecided, or NotPossibleNow for a kind that has none.
    """
    by_requester(request, by)
    still_open(request)
    if kind.inventory is None:
        raise NotPossibleNow(request.name, "attach an inventory to it", "of a kind that has no inventory")
    return kind.inventory


def product_of(request: Request, kind: RequestKind, rule: InventoryRule, names: Names) -> str | None:
    """The license of the product, as its request states it; None when it does not."""
    for field in (kind.by_name[name] for name in rule.into):
        answer = str(request.answers.get(field.name) or "")
        found = names.find(answer) if field.options else None
        if answer and (not field.options or (found is not None and found.sort == "license")):
            return answer
    return None


def attach(request: Request, inventory: AttachedInventory, *, now: datetime, clears: str = "") -> Request:
    """Attach an inventory, and say of the checklist item ``clears`` what follows from it.

    The same file with the same answer again is the request itself, unless an edit has taken back what the inventory
    had said of the item. Raises NotTheRequester or AlreadyDecided.
    """
    by_requester(request, inventory.by)
    still_open(request)
    former = request.inventory
    if former is not None and (former.sha256, former.policy, former.usage, former.into) == (
        inventory.sha256, inventory.policy, inventory.usage, inventory.into,
    ):  # fmt: skip
        unmarked = any(item.name == clears and item.mark is None for item in request.checklist)
        return _checked(request, clears, former, now) if unmarked else request
    numbered = {"number": former.number + 1, "before": former.counts} if former else {}
    inventory = inventory.model_copy(update={**numbered, "at": now})
    request = request.model_copy(update={"inventory": inventory})
    request = happened(request, ATTACHED, now, inventory.by, attached_data(inventory), attached_texts(inventory))
    return _checked(request, clears, inventory, now)


def _checked(request: Request, name: str, inventory: AttachedInventory, now: datetime) -> Request:
    """The request with its item ticked, or opened again, by what the inventory holds; the turns follow."""
    state = ItemState.OPEN if inventory.concerns else ItemState.DONE
    if not any(item.name == name and _may_say(item, state) for item in request.checklist):
        return request
    given = Mark(
        state=state, by=inventory.by, role=REQUESTER, at=now, note=inventory.concerns, inventory=inventory.number,
        evidence=f"Third-party inventory {inventory.number}, SHA-256 {inventory.sha256}",
    )  # fmt: skip
    items = tuple(one.model_copy(update={"mark": given}) if one.name == name else one for one in request.checklist)
    data = {
        "item": name, "state": state.value, "role": given.role, "revision": request.revision,
        "inventory": inventory.number,
    }  # fmt: skip
    texts = {"evidence": given.evidence, "note": given.note}
    request = request.model_copy(update={"checklist": items})
    return settled(happened(request, "checked", now, inventory.by, data, texts), now)


def _may_say(item: Item, state: ItemState) -> bool:
    """Whether an inventory may change this item.

    What a person opened stays open until a person clears it. What a person cleared needs nothing more from a good
    inventory, and is opened by one with concerns, which they have not seen.
    """
    if item.mark is None or item.mark.inventory:
        return True
    return state is ItemState.OPEN and not item.open


def inventory_differs(request: Request, told: Sequence[Told]) -> Iterator[str]:
    """Where the inventory differs from the newest event about one, in a sentence."""
    newest = next((one for one in reversed(told) if one.event.kind == ATTACHED), None)
    kept = request.inventory
    if (newest is None) != (kept is None):
        yield "its inventory is not what its events say"
    elif newest is not None and kept is not None:
        texts = attached_texts(kept) | {"actor": kept.by.id}
        same = dict(newest.data) == attached_data(kept) and newest.event.at == kept.at.isoformat()
        if not (same and newest.all_say(texts.items())):
            yield "its inventory is not the one that was attached"
