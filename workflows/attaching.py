# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching a third-party inventory to a request, replacing the one before, and whether the events say the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.attached import AttachedInventory, InventoryRule, attached_data, attached_texts
from workflows.errors import NotPossibleNow
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


def attach(request: Request, inventory: AttachedInventory, *, now: datetime) -> Request:
    """Attach an inventory; the same file with the same answer again is the request itself.

    Raises NotTheRequester or AlreadyDecided.
    """
    by_requester(request, inventory.by)
    still_open(request)
    former = request.inventory
    if former is not None and (former.sha256, former.policy, former.usage, former.into) == (
        inventory.sha256, inventory.policy, inventory.usage, inventory.into,
    ):  # fmt: skip
        return request
    numbered = {"number": former.number + 1, "before": former.counts} if former else {}
    inventory = inventory.model_copy(update={**numbered, "at": now})
    request = request.model_copy(update={"inventory": inventory})
    return happened(request, ATTACHED, now, inventory.by, attached_data(inventory), attached_texts(inventory))


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
