# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The log of what was said of the items of models: appended, never changed; boards are folded from its entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Data: TypeAlias = Mapping[str, str | int | bool]


class Act(StrEnum):
    """What an entry says. MODEL tells of a model's new version, ASKED of the question of a week; FACTS are our own."""

    STARTED = "started"
    LOOKED = "looked"
    ASSIGNED = "assigned"
    DUE = "due"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    SET_ASIDE = "set_aside"
    REOPENED = "reopened"
    FACTS = "facts"
    IMPORTED = "imported"
    ASKED = "asked"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said. ``sequence`` counts in the workspace; 0: it is not stored yet.

    ``unit`` is empty for the program as a whole; ``by`` is a Slack id, and empty where the office itself said it.
    """

    model: str
    act: Act
    at: datetime
    item: str = ""
    unit: str = ""
    by: str = ""
    data: Data = field(default_factory=dict)
    sequence: int = 0
