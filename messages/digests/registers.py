# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The registers in the thread of a digest: what changed, what nobody looked at in time, and the days that come next."""

from collections.abc import Sequence

from messages.digests.lines import Line, Part
from messages.digests.wording import day, some
from messages.text import counted, user_line
from workflows.digests.registers import RegisterFigures
from workflows.figures import Count

_NAMED = 6
_NAME = 80


def register_parts(figures: RegisterFigures) -> list[Part]:
    """The section, in lines that each say one thing."""
    lines = []
    if figures.changed:
        lines.append(Line("New or changed", f"{_told(figures.changed)}."))
    if figures.overdue:
        lines.append(Line("Nobody looked in time", f"{_told(figures.overdue)}."))
    lines += [
        Line(day(one.on), f"{user_line(one.title, _NAME)} ({user_line(one.what, _NAME)}).") for one in figures.coming
    ]
    return [Part("Registers", tuple(lines))]


def _told(counts: Sequence[Count]) -> str:
    """3 entries in Management; 1 in Legal: where they are, and that it is entries that are counted."""
    first = counted(counts[0].count, "entry", "entries")
    numbers = [first, *(f"{one.count:,}" for one in counts[1:])]
    said = [f"{number} in {user_line(one.name, _NAME)}" for number, one in zip(numbers, counts, strict=True)]
    return some(said, _NAMED, len(counts))
