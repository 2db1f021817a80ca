# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Checklist items of a request, as values. Who may mark them, and what follows, stands in checklist.py."""

from datetime import datetime
from enum import StrEnum

from workflows.model import Value
from workflows.people import Person

#: The owner of what the requester has to see to: a checklist item, or an obligation.
REQUESTER = "requester"


class ItemState(StrEnum):
    """Where a checklist item stands. The last two are cleared."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")


class Mark(Value):
    """What somebody last said of an item: who, for which group, when, with which evidence (an address) and note.

    ``inventory`` is the number of the third-party inventory that said so by itself, 0 where a person did.
    """

    state: ItemState
    by: Person
    role: str
    at: datetime
    evidence: str = ""
    note: str = ""
    inventory: int = 0


class Item(Value):
    """A checklist item of a request.

    ``owner`` is the group that clears it, after fall-backs, or the requester; ``asked_for`` the one that policy named.
    ``auto``: the answers say that it is done. ``condition_of`` names the step whose approval set it as a condition.
    """

    name: str
    title: str
    text: str = ""
    because: str = ""
    owner: str
    asked_for: str
    blocker: bool = False
    evidence: str = ""
    evidence_required: bool = False
    auto: bool = False
    condition_of: str = ""
    mark: Mark | None = None

    @property
    def state(self) -> ItemState:
        """What was last said of it, else what the answers say."""
        if self.mark is not None:
            return self.mark.state
        return ItemState.DONE if self.auto else ItemState.OPEN

    @property
    def called(self) -> str:
        """Its title; for a condition, what the reviewer wrote."""
        return self.text if self.condition_of else self.title

    @property
    def open(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.state is ItemState.OPEN
