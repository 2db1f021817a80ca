# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers as people read them: with their unit, of how many, and "not enough data" where they would say nothing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from messages.text import counted, user_line
from workflows.figures import ENOUGH, Share, Times

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip - a table, and strftime follows the machine's language
#: How much of one item, goal or reason a line shows.
_QUOTED = 120
_HOUR, _DAY = 60, 24 * 60
#: Below so many hours, hours are told; from then on days.
_HOURS = 48


def day(on: date) -> str:
    """3 November 2026."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def window(since: datetime, until: datetime, zone: str) -> str:
    """16 to 23 November 2026: the days on which a window begins and ends, where its schedule is."""
    first, last = (at.astimezone(ZoneInfo(zone)).date() for at in (since, until))
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}" if first != last else day(last)


def quoted(text: str) -> str:
    """What the organization wrote of an item or a goal, on one line, in quotes."""
    return f"“{user_line(text, _QUOTED)}”"


def reference(number: int) -> str:
    """A request as people name it."""
    return f"OSPO-{number}"


def duration(minutes: int) -> str:
    """40 minutes, 30 hours, 2.4 days: by the clock, rounded to what tells something."""
    if minutes < _HOUR:
        return counted(minutes, "minute", "minutes") if minutes else "less than a minute"
    if minutes < _HOURS * _HOUR:
        return counted(round(minutes / _HOUR), "hour", "hours")
    return f"{minutes / _DAY:.1f}".removesuffix(".0") + " days"


def worked(minutes: int) -> str:
    """6.5 working hours."""
    hours = f"{minutes / _HOUR:,.1f}".removesuffix(".0")
    return f"{hours} working {'hour' if hours == '1' else 'hours'}"


def share(part: Share, of_what: str) -> str:
    """7 of 9 decisions (78%), all 9 decisions, none of 9; of too few no percentage. ``of_what`` is the plural."""
    if part.value is None:
        return f"{part.count:,} of {part.of:,} {of_what}"
    if part.count == part.of:
        return f"all {part.of:,} {of_what}"
    told = f"{part.count:,}" if part.count else "none"
    return f"{told} of {part.of:,} {of_what}" + (f" ({percent(part.value)})" if part.count else "")


def percent(value: float) -> str:
    """78%; rounded so that only none is 0% and only all is 100%."""
    return f"{min(max(round(100 * value), 1), 99)}%" if 0 < value < 1 else f"{round(100 * value)}%"


def too_few(of: int, one: str, many: str) -> str:
    """Not enough data: of 3 decisions, and 5 are needed."""
    return f"not enough data ({counted(of, one, many)}; {ENOUGH} are needed)"


def times(found: Times) -> str:
    """Half within 30 hours, 9 of 10 within 5 days (9 decisions): the median and the nearest rank of 90 percent."""
    if found.median is None or found.p90 is None:
        return too_few(found.of, "decision", "decisions")
    ends = f"half within {duration(found.median)}, 9 of 10 within {duration(found.p90)}"
    return f"{ends} ({counted(found.of, 'decision', 'decisions')})"


def some(parts: list[str], shown: int, total: int) -> str:
    """The first few of what there is, and how many more there are."""
    more = total - min(shown, len(parts))
    return "; ".join([*parts[:shown], *([f"and {more:,} more"] if more else [])])
