# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How a request ended, how it became public, and what happened to it, as values."""

from datetime import date, datetime
from typing import Any

from workflows.model import Value
from workflows.people import Person
from workflows.states import State


class Decision(Value):
    """How a request ended: when, by whom (nobody for a lane that decides at once), and why."""

    outcome: State
    at: datetime
    by: Person | None = None
    role: str = ""
    because: str = ""


class Launch(Value):
    """How what was approved becomes public: the planned day, and when, by whom and at which address it did."""

    planned: date | None = None
    public_at: datetime | None = None
    by: Person | None = None
    address: str = ""


class Happening(Value):
    """Something that happened to a request: one entry of its chain of events.

    ``data`` holds identifiers and numbers and is hashed as it is; ``texts`` holds free and personal text, of which
    the chain keeps only salted commitments, so that it can be erased later.
    """

    kind: str
    at: datetime
    actor: Person | None
    data: dict[str, Any] = {}
    texts: dict[str, str] = {}
