# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Regulators in Slack: what is due next, what is missing, what belongs to one of them, and marking a duty as done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages.blocks import Block, actions, button, context, divider, modal, section
from messages.inputs import labelled, text_element
from messages.maturity.words import on
from messages.registers.about import ASK, LIST, About, about, open_button, value_of
from messages.submissions import raw_answers
from messages.text import counted, escaped_line, joined
from workflows.errors import FormProblems
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.regulators.calendar import LONGEST_EVIDENCE, Due
from workflows.regulators.overview import Regulators

REGULATORS, DEADLINES = "regulators", "deadlines"
#: The registers around regulators, in the order of the overview's buttons.
AROUND = (REGULATORS, DEADLINES, "regulator-plans", "positions", "briefings")
#: Opens the form that says what a deadline was done with; the form and its two boxes.
DONE = "regulators:done"
EVIDENCE, DONE_ON = "field:evidence", "field:done_on"
_TITLE, _DUE, _OVERDUE, _NAMED = 120, 6, 5, 6
_SORTS = {"begins": "rules apply from then on", "consultation": "consultation closes", "promise": "our own promise"}


def overview_modal(found: Regulators, registers: Mapping[str, Register], today: date) -> Block:
    """What is due, what nobody has checked, and which plans are missing; ``registers`` are those the reader may see."""
    concerning = len(found.concerning)
    buttons = [_list_button(registers[name]) for name in AROUND if name in registers]
    regulators = counted(len(found.regulators), "regulator", "regulators")
    blocks = [
        section(f"*{regulators}*, of which {concerning:,} {'applies' if concerning == 1 else 'apply'} to us."),
        *_due(found, today),
        divider(),
        *_missing(found),
        *([actions(*buttons)] if buttons else []),
        context(
            "Dates are as their entries say, each with its source and day. This is no legal advice: have your counsel "
            "check what applies to you."
        ),
    ]
    return modal("Regulators", blocks, close="Close")


def beside_regulator(
    about: Mapping[str, Sequence[Entry]], registers: Mapping[str, Register], today: date
) -> list[Block]:
    """What the other registers hold of a regulator, as far as the reader may see them."""
    seen = [registers[name] for name in AROUND[1:] if name in registers]
    return [block for register in seen for block in _of_register(register, about.get(register.name, ()), today)]


def named_regulator(regulator: Entry) -> Block:
    """The regulator that another entry names, with the button that opens it."""
    said = f"*Regulator:* {escaped_line(regulator.title, _TITLE)}"
    return section(said, open_button(REGULATORS, regulator.name, regulator.title))


def beside_deadline(deadline: Entry, *, may: bool) -> list[Block]:
    """The button that marks a deadline as done, for who may."""
    if not may:
        return []
    again = deadline.values.get("every_months")
    hint = f"Done, it comes again after {counted(int(again), 'month', 'months')}." if isinstance(again, int) else ""
    target = value_of(About(DEADLINES, deadline.name, deadline.version))
    done = button("Mark as done…", DONE, target, style="primary", described=f"Mark as done: {deadline.title}")
    return [actions(done), *([context(hint)] if hint else [])]


def done_modal(deadline: Entry, today: date) -> Block:
    """The form that says what shows that a deadline was met, and when."""
    evidence = text_element(EVIDENCE, multiline=True, longest=LONGEST_EVIDENCE, focus=True)
    day: Block = {"type": "datepicker", "action_id": DONE_ON, "initial_date": today.isoformat()}
    due = day_of(deadline.content, "due")
    blocks = [
        section(f"*{escaped_line(deadline.title, _TITLE)}*{f', due on {on(due)}' if due else ''}"),
        labelled(EVIDENCE, "What shows it?", evidence, hint="A link, or where the record is. No secrets."),
        labelled(DONE_ON, "Done on", day),
    ]
    metadata = value_of(About(DEADLINES, deadline.name, deadline.version))
    return modal("Mark as done", blocks, callback_id=DONE, metadata=metadata, submit="Done", close="Cancel")


@dataclass(frozen=True, slots=True)
class SaidDone:
    """What the form says: which deadline at which version, what shows it, and the day."""

    about: About
    evidence: str
    on: date


def said_done(view: Any) -> SaidDone:
    """What a submitted form says. Raises UnknownForm for what is malformed, FormProblems for a day that is missing."""
    of = about(view.get("private_metadata") if isinstance(view, dict) else None)
    found = raw_answers(view)
    try:
        day = date.fromisoformat(str(found.get("done_on") or ""))
    except ValueError as error:
        raise FormProblems({"done_on": "Please choose the day."}) from error
    return SaidDone(of, str(found.get("evidence") or ""), day)


def due_words(due: Due, today: date) -> str:
    """When something falls, and what falls then, in a few words."""
    days = (due.on - today).days
    when = "today" if days == 0 else f"in {counted(days, 'day', 'days')}" if days > 0 else "over"
    sort = _SORTS.get(due.sort, "")
    shipped = "shipped with the bot: nobody here has looked at it yet" if due.entry.shipped else ""
    said = ", ".join(filter(None, (f"{on(due.on)} ({when})", sort, shipped)))
    return f"*{escaped_line(due.entry.title, _TITLE)}*\n{said}"


def _list_button(register: Register) -> Block:
    target = value_of(About(register.name))
    return button(register.title, f"{LIST}:{register.name}", target, described=f"Open: {register.title}")


def _due(found: Regulators, today: date) -> Iterator[Block]:
    late, coming = found.overdue(today), found.next(today)
    if late:
        yield section(f":warning: *{counted(len(late), 'deadline is', 'deadlines are')} over*")
        yield from (_due_row(one, today) for one in late[:_OVERDUE])
    if coming:
        yield section("*Next*")
        yield from (_due_row(one, today) for one in coming[:_DUE])
        if len(coming) > _DUE:
            yield context(f"{len(coming) - _DUE:,} more in the calendar.")
    if not late and not coming:
        yield section("*Nothing is due on a day.* The calendar has what begins with an event, such as a report.")


def _due_row(due: Due, today: date) -> Block:
    return section(due_words(due, today), open_button(due.entry.register, due.entry.name, due.entry.title))


def _missing(found: Regulators) -> Iterator[Block]:
    if unchecked := found.unchecked:
        target = value_of(About(REGULATORS, words="not checked yet"))
        yield section(
            f"*Not checked yet whether they apply:* {_titles(unchecked)}.",
            button("Look", f"{LIST}:unchecked", target, described="Regulators of which nobody has said if they apply"),
        )
    if found.plans is not None and found.without_plan:
        first = found.without_plan[0]
        yield section(
            f"*Without a plan:* {_titles(found.without_plan)}.",
            button(
                "New plan…",
                f"{ASK}:make",
                value_of(About("regulator-plans", act="make")),
                described=f"New plan, such as for {first.title}",
            ),
        )


def _of_register(register: Register, entries: Sequence[Entry], today: date) -> Iterator[Block]:
    for entry in entries[:_NAMED]:
        yield section(_related(register, entry, today), open_button(register.name, entry.name, entry.title))
    if len(entries) > _NAMED:
        yield context(f"{len(entries) - _NAMED:,} more: `/ospo register {register.name}`.")
    if not entries:
        yield context(f"*{register.title}:* none yet.")


def _titles(entries: Sequence[Entry]) -> str:
    named = [escaped_line(one.title, _TITLE) for one in entries[:_NAMED]]
    others = len(entries) - len(named)
    return joined([*named, *([f"{others:,} more"] if others else [])])


def _related(register: Register, entry: Entry, today: date) -> str:
    parts: Iterable[str] = (register.one, *_state(entry), *_day(register, entry, today))
    return f"*{escaped_line(entry.title, _TITLE)}*\n{' · '.join(parts)}"


def _state(entry: Entry) -> Iterator[str]:
    if not entry.visible:
        yield entry.state.value
    status = entry.values.get("status")
    if status in {"done", "unneeded"}:
        yield "done" if status == "done" else "does not concern us"


def _day(register: Register, entry: Entry, today: date) -> Iterator[str]:
    for dated in register.dates:
        day = day_of(entry.content, dated.field)
        if day is not None and dated.holds(entry.values):
            yield f"{register.by_name[dated.field].label} {on(day)}{', over' if day < today else ''}"
