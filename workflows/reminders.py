# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When people are reminded, as the organization wants it (``[reminders]`` in organization.toml)."""

from typing import Annotated, TypeAlias

from pydantic import Field as Constrained

from workflows.model import Value

Days: TypeAlias = Annotated[int, Constrained(ge=1, le=366)]
DaysFromZero: TypeAlias = Annotated[int, Constrained(ge=0, le=366)]


class Reminders(Value):
    """Business days of the deciding group; ``expiry_warning_days`` and ``reopen_days`` are calendar days.

    A list is also a cap: nobody is reminded more often than it is long. None turns an escalation off.
    """

    first_response: bool = True
    before_days: tuple[Days, ...] = Constrained((1,), max_length=5)
    after_days: tuple[DaysFromZero, ...] = Constrained((0, 1, 3, 7), max_length=10)
    lead_after_days: DaysFromZero | None = 2
    ospo_after_days: DaysFromZero | None = 5
    snooze_days: Days = 1
    snoozes: int = Constrained(2, ge=0, le=10)
    answer_days: tuple[Days, ...] = Constrained((2, 5), max_length=5)
    expiry_warning_days: tuple[Days, Days] = (14, 3)
    reopen_days: Days = 30
