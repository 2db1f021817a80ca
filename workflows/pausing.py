# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The clock of a step: until when its verdict is wanted, and when it stood still, for which reason."""

from datetime import date, datetime
from typing import Any, Literal, Self, TypeAlias

from pydantic import Field as Constrained

from workflows.model import Value

#: Why a clock stands still: the requester was asked, or nobody who may decide is there.
PauseReason: TypeAlias = Literal["requester", "absence"]


def _empty(value: Any) -> bool:
    """Left out of what is stored: most clocks never stand still."""
    return not value


class Pause(Value):
    """A time in which a clock stood still; ``until`` is None while it does.

    ``back_on``: of an absence the day on which the first is said to be back.
    """

    reason: PauseReason
    since: datetime
    until: datetime | None = Constrained(None, exclude_if=_empty)
    back_on: date | None = Constrained(None, exclude_if=_empty)

    @property
    def open(self) -> bool:
        """Whether it goes on."""
        return self.until is None


class Clock(Value):
    """The clock of one step.

    ``due_at`` counts business time without the pauses that have ended (workflows/clocks.py); while the clock stands
    still it is the date as it was when it stopped. Pauses are in the order in which they began and may overlap.
    ``reminded`` are the names of the reminders that were given (reminding.py), ``snoozes`` how often they were put off.
    """

    due_at: datetime | None = Constrained(None, exclude_if=_empty)
    pauses: tuple[Pause, ...] = Constrained((), exclude_if=_empty)
    reminded: tuple[str, ...] = Constrained((), exclude_if=_empty)
    snoozes: int = Constrained(0, exclude_if=_empty)
    snoozed_until: datetime | None = Constrained(None, exclude_if=_empty)

    @property
    def unset(self) -> bool:
        """Whether it is the clock of a step that was not asked for yet."""
        return not (self.due_at or self.pauses or self.reminded or self.snoozes or self.snoozed_until)

    @property
    def stands(self) -> tuple[PauseReason, ...]:
        """Why it stands still now; empty while it runs."""
        return tuple(one.reason for one in self.pauses if one.open)

    @property
    def back_on(self) -> date | None:
        """The day until which nobody who may decide is there; None when somebody is."""
        return next((one.back_on for one in self.pauses if one.open and one.reason == "absence"), None)

    def stopped(self, reason: PauseReason, now: datetime, back_on: date | None = None) -> Self:
        """The clock standing still for this reason; itself when it does already."""
        if reason in self.stands:
            return self
        return self.model_copy(update={"pauses": (*self.pauses, Pause(reason=reason, since=now, back_on=back_on))})

    def running(self, reason: PauseReason, now: datetime) -> Self:
        """The clock without this reason to stand still; another may still hold it. Itself when there was none."""
        if reason not in self.stands:
            return self
        ended = (
            one.model_copy(update={"until": now}) if one.open and one.reason == reason else one for one in self.pauses
        )
        return self.model_copy(update={"pauses": tuple(ended)})

    def anew(self, now: datetime) -> Self:
        """The clock of a step that is asked once more: with a date and reminders of its own, and the old pauses."""
        fresh = {"due_at": None, "reminded": (), "snoozes": 0, "snoozed_until": None}
        return self.ended(now).model_copy(update=fresh)

    def ended(self, now: datetime) -> Self:
        """The clock of a step that needs nobody any more: no pause goes on."""
        for reason in self.stands:
            self = self.running(reason, now)  # noqa: PLW0642 - the next of a chain of values
        return self
