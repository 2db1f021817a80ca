# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What comes from outside: licenses of upstreams that changed, critical ones gone quiet, and deadlines of regulators.

Titles stand here only of registers that everybody reads, and of entries that somebody of the company has taken over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.registers.entry import Entry
from workflows.regulators.calendar import Due, closing, due_of
from workflows.regulators.overview import soon
from workflows.upstreams.watching import Looked

#: How many of each are named; the others are counted.
NAMED = 5


@dataclass(frozen=True, slots=True)
class ChangedLicense:
    """An upstream of which a request names another license than the register."""

    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class QuietUpstream:
    """A critical upstream to which nothing was contributed for so many days."""

    title: str
    days: int


@dataclass(frozen=True, slots=True)
class DueSoon:
    """A deadline of the calendar. ``sort`` is as in its register: a duty, a consultation, a day of new rules."""

    title: str
    on: date
    sort: str


@dataclass(frozen=True, slots=True)
class Outside:
    """What a digest tells of upstreams and regulators: the first of each, and how many there are.

    ``closing`` counts the consultations for which the company writes a position, by ``closes`` at the earliest: what
    they are about is not for everybody.
    """

    licenses: tuple[ChangedLicense, ...] = ()
    license_count: int = 0
    quiet: tuple[QuietUpstream, ...] = ()
    quiet_count: int = 0
    due: tuple[DueSoon, ...] = ()
    due_count: int = 0
    overdue: int = 0
    closing: int = 0
    closes: date | None = None

    @property
    def anything(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.license_count or self.quiet_count or self.due_count or self.overdue or self.closing)


#: A digest that tells nothing of it.
NOTHING_OUTSIDE = Outside()


def outside(off: Sequence[Looked], deadlines: Iterable[Entry], positions: Iterable[Entry], today: date) -> Outside:
    """What there is to tell. ``off`` are the upstreams with which something is off."""
    licenses = [one.license for one in off if one.license]
    silent = [one.quiet for one in off if one.quiet]
    calendar = [one for one in due_of(deadlines) if not one.entry.shipped]
    near = soon(calendar, today)
    closes = [one.on for one in soon(closing(positions), today)]
    return Outside(
        licenses=tuple(ChangedLicense(one.entry.title, one.was, one.now) for one in licenses[:NAMED]),
        license_count=len(licenses),
        quiet=tuple(QuietUpstream(one.entry.title, one.days) for one in silent[:NAMED]),
        quiet_count=len(silent),
        due=tuple(DueSoon(one.entry.title, one.on, one.sort) for one in near[:NAMED]),
        due_count=len(near),
        overdue=sum(one.on < today and _is_duty(one) for one in calendar),
        closing=len(closes),
        closes=min(closes, default=None),
    )


def _is_duty(due: Due) -> bool:
    """A day from which rules apply has come, and a consultation has closed: nobody is late with those."""
    return due.sort not in {"begins", "consultation"}
