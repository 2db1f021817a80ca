# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An obligation of an approved request: what is owed by whom, until when, and what became of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from operator import not_
from typing import Literal, TypeAlias

from pydantic import Field as Constrained

from workflows.model import Value
from workflows.people import Person

Reminder: TypeAlias = Literal["before", "due"]
#: Somebody is reminded a week ahead, and of what is owed within two weeks a day ahead.
_AHEAD, _SHORTLY_AHEAD = timedelta(days=7), timedelta(days=1)
_SHORT_TERM = timedelta(days=14)
#: The rule of what follows from a condition that a reviewer set, and not from the policy.
CONDITION = "approval-condition"


class ObligationState(StrEnum):
    """Where an obligation stands. The first is open, the others are ends."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"
    ENDED = "not_needed_any_more"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")


class Obligation(Value):
    """One thing that is owed. What the policy says of it stands in the route, under the same ``rule``.

    ``id`` is the rule, and from the second time of a repeated one on also which time it is; ``owner`` is
    ``requester`` or a group. ``by``, ``at``, ``evidence`` and ``reason`` say how it ended.

    A condition of an approval has its own ``text``, and in ``condition_of`` the step whose reviewer set it.
    """

    id: str
    rule: str
    owner: str
    state: ObligationState = ObligationState.OPEN
    since: datetime
    due_at: datetime | None = None
    reminded: tuple[Reminder, ...] = ()
    by: Person | None = None
    at: datetime | None = None
    evidence: str = ""
    reason: str = ""
    text: str = Constrained("", exclude_if=not_)
    condition_of: str = Constrained("", exclude_if=not_)

    @property
    def suspends(self) -> bool:
        """Whether the approval may not be used until this is met: a condition of it that is overdue."""
        return bool(self.condition_of) and self.open and "due" in self.reminded

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.state is ObligationState.OPEN

    @property
    def remind_at(self) -> datetime | None:
        """When its owner is to be reminded next; None when there is nothing to remind of."""
        return min((at for _, at in self._reminders()), default=None)

    def reminder(self, now: datetime) -> Reminder | None:
        """The reminder whose time has come; of two that were both missed only the later one."""
        return next((name for name, at in reversed(self._reminders()) if at <= now), None)

    def _reminders(self) -> tuple[tuple[Reminder, datetime], ...]:
        """Those that are still to come, in order."""
        if self.due_at is None or not self.open or "due" in self.reminded:
            return ()
        term = self.due_at - self.since
        ahead = _AHEAD if term >= _SHORT_TERM else _SHORTLY_AHEAD
        early: tuple[tuple[Reminder, datetime], ...] = ()
        if term > ahead and not self.reminded:
            early = (("before", self.due_at - ahead),)
        return (*early, ("due", self.due_at))


def begin_data(owed: Obligation) -> dict[str, str]:
    """What the event keeps of an obligation that begins."""
    due = owed.due_at.isoformat() if owed.due_at else ""
    begun = {"id": owed.id, "rule": owed.rule, "owner": owed.owner, "due": due}
    return begun | ({"condition_of": owed.condition_of} if owed.condition_of else {})


def begin_texts(owed: Obligation) -> dict[str, str]:
    """The free text of an obligation that begins, by name; none for what the policy says."""
    return {f"condition.{owed.id}": owed.text} if owed.text else {}
