# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody owns in the registers, with the day that comes next for each: what is due first stands first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflows.registers.checking import day_of
from workflows.registers.entry import Entry, EntryState
from workflows.registers.register import Register
from workflows.registers.reminding import REVIEW


@dataclass(frozen=True, slots=True)
class Owned:
    """An entry of somebody, and the day that comes next; ``about`` is the review or a field of the register."""

    register: Register
    entry: Entry
    about: str
    on: date


def next_day(register: Register, entry: Entry, today: date) -> tuple[date, str] | None:
    """The next day of an entry, or a review that is overdue; None where it has none."""
    days = [(entry.review_on, REVIEW)] if entry.review_on and not entry.shipped else []
    for dated in register.dates:
        day = day_of(entry.content, dated.field)
        if day is not None and day >= today:
            days.append((day, dated.field))
    return min(days, default=None)


def owned(entries: Iterable[Entry], registers: Mapping[str, Register], today: date) -> list[Owned]:
    """What somebody owns and is not retired, what comes first in front."""
    found = []
    for entry in entries:
        register = registers.get(entry.register)
        day = next_day(register, entry, today) if register and entry.state is not EntryState.RETIRED else None
        if register is not None and day is not None:
            found.append(Owned(register, entry, day[1], day[0]))
    return sorted(found, key=lambda one: (one.on, one.entry.title))
