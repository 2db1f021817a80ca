# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An embargo on a private request: who takes part, and the day on which somebody is asked to lift it."""

from datetime import UTC, date, datetime, time, timedelta

from workflows.model import Value
from workflows.people import Person

#: How the Linux kernel's security team does it: fixes stay private for up to 7 days, exceptionally 14.
LONGEST_DAYS = 14
_MORNING = time(8, tzinfo=UTC)
_DAY = timedelta(days=1)


class Embargo(Value):
    """What is agreed on. It ends only when a person lifts it; ``asked_on`` is the day on which they were asked last."""

    began: datetime
    lift_on: date
    participants: tuple[Person, ...] = ()
    asked_on: date | None = None
    lifted_at: datetime | None = None
    lifted_by: Person | None = None

    @property
    def lifted(self) -> bool:
        """Whether somebody has lifted it."""
        return self.lifted_at is not None

    @property
    def last_day(self) -> date:
        """The last day to which it may be put off, as long as that is still to come."""
        return self.began.date() + timedelta(days=LONGEST_DAYS)

    @property
    def ask_at(self) -> datetime | None:
        """When whoever decides is asked next: a day ahead, on the day, and then daily; None once it is lifted."""
        if self.lifted:
            return None
        day = self.lift_on - _DAY
        if self.asked_on is not None:
            day = max(day, self.asked_on + _DAY)
        return datetime.combine(day, _MORNING)
