# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the registers bring to a digest: what changed, what nobody looked at, which days come next; never a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.figures import Count
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry, Recorded
from workflows.registers.listing import Brief, is_overdue
from workflows.registers.notices import made_known
from workflows.registers.register import Register

#: How far ahead days are told, and how many of them.
AHEAD, MOST = timedelta(days=60), 5


@dataclass(frozen=True, slots=True)
class Coming:
    """A day of an entry that everybody reads; ``what`` falls on it."""

    title: str
    what: str
    on: date


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """Of registers that everybody reads: entries published or changed, by register; overdue ones, by petal; days."""

    changed: tuple[Count, ...] = ()
    overdue: tuple[Count, ...] = ()
    coming: tuple[Coming, ...] = ()


def changed(recorded: Iterable[Recorded], registers: Mapping[str, Register]) -> tuple[Count, ...]:
    """How many entries of each register were made known in some time, the most first; by the register's title."""
    entries = {
        (one.entry.register, one.entry.name)
        for one in recorded
        if one.entry.register in registers and made_known(one.entry, one.change)
    }
    return _counted(registers[register].title for register, _ in entries)


def overdue(briefs: Iterable[Brief], today: date) -> tuple[Count, ...]:
    """How many entries of each petal nobody looked at in time, the most first; by the petal's name."""
    return _counted(one.petal for one in briefs if is_overdue(one, today))


def coming(entries: Iterable[Entry], registers: Mapping[str, Register], today: date) -> tuple[Coming, ...]:
    """The next days of entries of the company; what is shipped is nobody's yet."""
    found = [
        Coming(entry.title, dated.text or registers[entry.register].by_name[dated.field].label, day)
        for entry in entries
        if entry.visible and not entry.shipped and entry.register in registers
        for dated in registers[entry.register].dates
        if (day := day_of(entry.content, dated.field)) is not None and today <= day <= today + AHEAD
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.title))[:MOST])


def _counted(names: Iterable[str]) -> tuple[Count, ...]:
    return tuple(
        Count(name, number) for name, number in sorted(Counter(names).items(), key=lambda one: (-one[1], one[0]))
    )
