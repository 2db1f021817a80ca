# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people may expect: how soon a group responds and decides, and how long a question waits for its answer."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import Field as Constrained

from workflows.model import Value


class ServiceLevel(Value):
    """One row: for a kind, a lane and a group (empty: any), business days, and calendar days until a request expires.

    What a row leaves out, a later row says.
    """

    kind: str = ""
    lane: str = ""
    group: str = ""
    first_response_days: int | None = Constrained(None, ge=1, le=366)
    decision_days: int | None = Constrained(None, ge=1, le=366)
    expires_days: int | None = Constrained(None, ge=1, le=3660)

    def fits(self, kind: str, lane: str, group: str) -> bool:
        """Whether the row speaks of this."""
        return self.kind in {"", kind} and self.lane in {"", lane} and self.group in {"", group}


class Promise(NamedTuple):
    """What holds for one group: business days to respond and to decide, and calendar days that its requester has."""

    first_response_days: int = 1
    decision_days: int = 3
    expires_days: int = 60


def promised(levels: Iterable[ServiceLevel], kind: str, lane: str, group: str) -> Promise:
    """What the first rows that fit say; where none does, the defaults of `Promise`, which are this project's own."""
    said: dict[str, int] = {}
    for level in levels:
        if level.fits(kind, lane, group):
            for name in Promise._fields:
                days = getattr(level, name)
                if days is not None:
                    said.setdefault(name, days)
    return Promise(**said)


class Promises:
    """What the rows say, found once for each kind, lane and group: every submission asks."""

    def __init__(self, levels: tuple[ServiceLevel, ...]) -> None:
        self.levels = levels
        self._found: dict[tuple[str, str, str], Promise] = {}

    def of(self, kind: str, lane: str, group: str) -> Promise:
        """What holds for a group at requests of a kind in a lane."""
        found = self._found.get((kind, lane, group))
        if found is None:
            found = self._found[kind, lane, group] = promised(self.levels, kind, lane, group)
        return found
