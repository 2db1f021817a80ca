# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages about entries: a day that comes near, what waits for a look, what became of it, and news of a petal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.blocks import Block, Message, actions, context, message, section
from messages.maturity.words import on
from messages.registers.about import About, open_button
from messages.registers.entries import act_button
from messages.text import capital, counted, escape, escaped_line, mention
from workflows.registers.entry import Change, Entry, EntryState
from workflows.registers.notices import Due
from workflows.registers.register import Register
from workflows.registers.reminding import REVIEW

_TITLE, _NOTE = 150, 500


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder with the entry as it is now. ``over``: the day was moved since, or somebody looked at it."""

    register: Register
    entry: Entry
    due: Due
    over: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, and by which act."""

    register: Register
    entry: Entry
    change: Change


def due_message(found: Sequence[Reminded], more: int, today: date, to: str) -> Message:
    """What comes near for somebody, or for the room ``to``; with buttons where it is one entry."""
    if len(found) == 1 and not more:
        return _one(found[0], today, to)
    text = f"{counted(len(found) + more, 'entry needs', 'entries need')} a look from you."
    rows = [section(_line(one, today), open_button(one.due.register, one.due.entry, one.entry.title)) for one in found]
    small = "You are told as their owner, or because nobody else is there. *Hand over…* in an entry gives it on."
    left = f"{counted(more, 'more is', 'more are')} in `/ospo register NAME mine`." if more else ""
    return message(text, [section(f"*{text}*"), *rows, context(small, *([left] if left else []))])


def told_message(about: str, register: Register, entry: Entry) -> Message:
    """What became of an entry, to one person or a group's room. Raises KeyError for another subject."""
    what = f"*{escaped_line(entry.title, _TITLE)}* ({escape(register.one)})"
    who = mention(entry.changed_by.id) if entry.changed_by else "The office"
    text = _TOLD[about].format(what=what, who=who)
    proposed = entry.proposed
    note = (proposed.note if proposed and entry.pending else entry.note) if about != "waiting" else ""
    if about == "waiting" and (proposed is None or proposed.state is not EntryState.DRAFT):
        text = f"{what} waited for a look here. Somebody has seen to it."
    words = f"{text}\n“{escaped_line(note, _NOTE)}”" if note else text
    return message(text, [section(words), actions(open_button(entry.register, entry.name, entry.title))])


def news_message(petal: str, found: Sequence[Published], more: int = 0) -> Message:
    """What was published for a petal, in its channel: titles and notes, as everybody may read them."""
    text = f"New for {escape(petal)}: {counted(len(found) + more, 'entry', 'entries')}."
    rows = [
        section(
            f"*{escaped_line(one.entry.title, _TITLE)}* ({escape(one.register.one)})"
            + (f"\n{escaped_line(one.change.note, _NOTE)}" if one.change.note else ""),
            open_button(one.entry.register, one.entry.name, one.entry.title),
        )
        for one in found
    ]
    left = [context(f"And {counted(more, 'more entry', 'more entries')}: `/ospo register` shows all.")] if more else []
    return message(text, [section(f"*{text}*"), *rows, *left])


def gone_message() -> Message:
    """The message about what is not there any more."""
    text = "This was about an entry that is not there any more. `/ospo register` shows what there is."
    return message(text, [section(text)])


def day_words(register: Register, due: Due, today: date) -> str:
    """What a reminder is about, with when."""
    if due.about == REVIEW:
        late = (today - due.on).days
        if late > 0:
            return f"nobody has looked at it since it was due on {on(due.on)}"
        return f"to be looked at by {on(due.on)}"
    dated = next((one for one in register.dates if one.field == due.about), None)
    field = register.by_name.get(due.about)
    what = f"{escape(dated.text)} on" if dated and dated.text else f"{escape(field.label if field else 'A day')}:"
    left = (due.on - today).days
    when = "today" if left == 0 else f"in {counted(left, 'day', 'days')}" if left > 0 else "over by now"
    return f"{what} {on(due.on)} ({when})"


def _one(one: Reminded, today: date, to: str) -> Message:
    entry, due = one.entry, one.due
    what = f"*{escaped_line(entry.title, _TITLE)}* ({escape(one.register.one)})"
    if one.over:
        who = mention(entry.changed_by.id) if entry.changed_by else "the office"
        text = f"Thank you, {what} was seen to: {who} changed or looked at it."
        return message(text, [section(text), actions(open_button(due.register, due.entry, entry.title))])
    text = f"{what}: {day_words(one.register, due, today)}."
    of = About(due.register, due.entry, entry.version, told=f"{to}/{due}")
    buttons: list[Block] = []
    if due.about == REVIEW and entry.visible:
        buttons.append(act_button(of, "review", first=True))
    buttons += [act_button(of, "hand_over"), open_button(due.register, due.entry, entry.title)]
    small = context("You are told as its owner, or because nobody else is there to see to it.")
    return message(text, [section(capital(text)), actions(*buttons), small])


def _line(one: Reminded, today: date) -> str:
    title = f"*{escaped_line(one.entry.title, _TITLE)}* ({escape(one.register.one)})"
    return f"{title}\n{'seen to since' if one.over else day_words(one.register, one.due, today)}"


_TOLD = {
    "owner": "{what} is yours now: {who} handed it over to you. You are reminded before its dates.",
    "sent_back": "{who} sent back what you wrote: {what}",
    "approved": "{who} approved what you wrote: {what}. It can be published now.",
    "published": "{who} published what you wrote: {what}",
    "waiting": "{who} wrote something that needs a look here: {what}",
}
