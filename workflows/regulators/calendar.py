# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The calendar of obligations: what is due when, and how something is done, once or until it comes again."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers.checking import day_of
from workflows.registers.entry import LONGEST_NOTE, Content, Entry, EntryState
from workflows.registers.refusals import NotPossibleForEntry
from workflows.text import one_line

#: The longest evidence: the field of the register takes as much.
LONGEST_EVIDENCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls on a day. ``sort`` says what: a duty, a consultation that closes, and so on."""

    entry: Entry
    on: date
    sort: str

    @property
    def consultation(self) -> bool:
        """Whether somebody may say something until then."""
        return self.sort == "consultation"


def is_open(deadline: Entry) -> bool:
    """Whether a deadline is still to be done by us."""
    return deadline.visible and deadline.values.get("status", "open") == "open"


def due_of(deadlines: Iterable[Entry]) -> tuple[Due, ...]:
    """What is open and has a day, the earliest first."""
    found = (
        Due(one, on, str(one.values.get("sort", "duty")))
        for one in deadlines
        if is_open(one) and (on := day_of(one.content, "due")) is not None
    )
    return tuple(sorted(found, key=lambda due: (due.on, due.entry.title)))


def closing(positions: Iterable[Entry]) -> tuple[Due, ...]:
    """The consultations for which a position is being written, the one that closes first before others."""
    newest = ((one, one.proposed.content if one.proposed else one.content) for one in positions)
    found = (
        Due(one, on, "consultation")
        for one, content in newest
        if one.state is not EntryState.RETIRED
        and content.values.get("handed_in", "writing") == "writing"
        and (on := day_of(content, "closes")) is not None
    )
    return tuple(sorted(found, key=lambda due: (due.on, due.entry.title)))


def done(deadline: Entry, evidence: str, on: date, by: Person | None, today: date) -> tuple[Content, str]:
    """What a deadline says once it is done, and the note of that act. One that comes again is due anew.

    Raises NotPossibleForEntry when it is not open any more, FormProblems for no evidence or a day to come.
    """
    if not is_open(deadline):
        raise NotPossibleForEntry("mark it as done", str(deadline.values.get("status", deadline.state.value)))
    shown = one_line(evidence)
    problems: dict[str, str] = {}
    if not shown:
        problems["evidence"] = "Please say what shows it: a link, or where the record is."
    if len(shown) > LONGEST_EVIDENCE:
        problems["evidence"] = f"Please shorten this to {LONGEST_EVIDENCE:,} characters; it has {len(shown):,}."
    if on > today:
        problems["done_on"] = "Please give a day that has come: what is done was done today or before."
    if problems:
        raise FormProblems(problems)
    content, due = deadline.content, day_of(deadline.content, "due")
    values = {**content.values, "evidence": shown, "done_on": on.isoformat()}
    if by is not None:
        values["done_by"] = by.id
    months = content.values.get("every_months")
    again = next_due(due or on, months, after=max(today, due or on)) if isinstance(months, int) and months else None
    values |= {"due": again.isoformat()} if again else {"status": "done"}
    was = f", which was due on {due.isoformat()}" if due else ""
    note = f"Done on {on.isoformat()}{was}: {shown}"
    return replace(content, values=values), note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…"


def next_due(due: date, months: int, *, after: date) -> date:
    """The next day after ``after`` that is so many months from a due day, or as often; the last of a shorter month."""
    times = 1
    while (found := _months_on(due, times * months)) <= after:
        times += 1
    return found


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
