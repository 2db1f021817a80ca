# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When an entry is reminded of: around its review date, and before the days that its register names.

The review date is told two weeks before, on the day, and every two weeks while nobody looked. The figures are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from workflows.registers.checking import day_of
from workflows.registers.entry import Entry, EntryState
from workflows.registers.register import Register

#: What a reminder of the review date is about; others are about a field by its name.
REVIEW = "review_on"
BEFORE_REVIEW = 14
AGAIN_AFTER = 14
_AT = time(9)


@dataclass(frozen=True, slots=True)
class EntryReminder:
    """That a day of an entry comes near. ``about`` is REVIEW or a field; ``days`` are left, below 0: over for so long.

    ``text`` is what falls on the day, as the register says it; ``also`` are groups that are told beside the owner.
    """

    about: str
    on: date
    days: int
    at: datetime
    text: str = ""
    also: tuple[str, ...] = ()


def due_reminders(
    entry: Entry, register: Register, since: datetime, now: datetime, zone: tzinfo
) -> tuple[EntryReminder, ...]:
    """What came due after ``since`` and until now, of each day the latest only: after an outage one is enough."""
    latest: dict[str, EntryReminder] = {}
    for one in _reminders(entry, register, zone, since, now):
        if since < one.at <= now and (one.about not in latest or one.at > latest[one.about].at):
            latest[one.about] = one
    return tuple(sorted(latest.values(), key=lambda one: (one.on, one.about)))


def next_tick(entry: Entry, register: Register, after: datetime, zone: tzinfo) -> datetime | None:
    """The next instant at which something is reminded of; None for what nobody reads."""
    horizon = after + timedelta(days=AGAIN_AFTER + 1)
    coming = [one.at for one in _reminders(entry, register, zone, after, horizon) if one.at > after]
    return min(coming, default=None)


def _reminders(
    entry: Entry, register: Register, zone: tzinfo, since: datetime, until: datetime
) -> Iterator[EntryReminder]:
    if entry.shipped or entry.state is EntryState.RETIRED:  # what is shipped is nobody's yet
        return
    if entry.visible and entry.review_on is not None:
        for days in (BEFORE_REVIEW, 0, *_overdue(entry.review_on, since, until)):
            yield _reminder(REVIEW, entry.review_on, days, zone)
    content = entry.content if entry.visible or entry.proposed is None else entry.proposed.content
    for dated in register.dates:  # a day comes nearer also while its text is still being written
        day = day_of(content, dated.field)
        if day is not None and dated.holds(content.values):
            for days in dated.remind_days:
                yield replace(_reminder(dated.field, day, days, zone, dated.text), also=dated.also)


def _overdue(on: date, since: datetime, until: datetime) -> Iterator[int]:
    """The days on which it is told again, as days left, from shortly before ``since`` until after ``until``."""
    first = max(1, (since.date() - on).days // AGAIN_AFTER)
    last = (until.date() - on).days // AGAIN_AFTER + 1
    yield from (-AGAIN_AFTER * times for times in range(first, last + 1))


def _reminder(about: str, on: date, days: int, zone: tzinfo, text: str = "") -> EntryReminder:
    return EntryReminder(about, on, days, datetime.combine(on - timedelta(days=days), _AT, zone), text)
