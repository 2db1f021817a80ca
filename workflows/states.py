# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Where a request and its steps stand."""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands. The first two are open, the others are ends."""

    IN_REVIEW = "in_review"
    WAITING_FOR_REQUESTER = "waiting_for_requester"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")

    @property
    def open(self) -> bool:
        """Whether somebody still has a turn."""
        return self in {State.IN_REVIEW, State.WAITING_FOR_REQUESTER}


class StepState(StrEnum):
    """Where an approval step stands. A waiting one is not asked yet: an earlier stage comes first."""

    WAITING = "waiting"
    OPEN = "open"
    ASKING = "asking"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
