# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The list of registers, and the list of one register's entries: narrowed by words and ways, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from messages.blocks import SELECT_OPTIONS, VIEW_BLOCKS, Block, actions, button, context, modal, option, section
from messages.inputs import labelled, select_element, text_element
from messages.paging import turning
from messages.registers.about import ASK, LIST, LISTS, OPEN, TURN, WORDS, About, value_of
from messages.registers.words import in_list, owner_words, proposed_words, review_words, shipped_words, state_words
from messages.text import counted, escape, escaped_line, mention
from workflows.people import Person
from workflows.petals import petal_title
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.registers.showing import Counts, Which

#: The callback of the list, whose one input narrows it.
FIND = "register:find"
NARROW, CHOOSE = "register:narrow", "register:choose"
WORDS_BOX = "register:words"
_TITLE = 150
_WAYS: dict[Which, str] = {
    "all": "All that is published",
    "mine": "Mine",
    "overdue": "Overdue",
    "drafts": "Drafts, and next texts",
    "shipped": "Not reviewed by us yet",
    "retired": "Retired",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a register's entries, from 1 on. ``total`` is of all ``pages``, ``counts`` of the whole register."""

    register: Register
    entries: Sequence[Entry]
    total: int
    number: int
    pages: int
    today: date
    counts: Counts
    may_make: bool = False
    petals: Mapping[str, str] = field(default_factory=dict)
    only_approver: Person | None = None
    instead: str = ""


def registers_modal(found: Sequence[tuple[Register, Counts]]) -> Block:
    """Every register that somebody may read, with what it is for."""
    rows = [_register_row(*one) for one in found]
    room = VIEW_BLOCKS - 2
    small = "`/ospo register NAME words` opens one at once, and narrows it by words, `mine`, `overdue` or `drafts`."
    left = f"{len(rows) - room} more open by their name." if len(rows) > room else ""
    blocks = rows[:room] or [section("There is no register that you can see.")]
    return modal("Registers", [*blocks, context(small, *([left] if left else []))], close="Close")


def list_modal(page: Page, at: About, others: Sequence[Register] = ()) -> Block:
    """The entries of a register, as ``at`` wants them; ``others`` can be chosen instead."""
    register = page.register
    at = replace(at, register=register.name, entry="", act=None, version=0, proposed=False, page=page.number)
    rows = [_row(entry, page, at) for entry in page.entries]
    blocks = [
        actions(*_menus(page, at, others)),
        _find(at),
        context(_counts(page, at)),
        *(rows or [section(_nothing(page, at))]),
        *turning(TURN, page.number, page.pages, lambda number: value_of(replace(at, page=number))),
        context(*_alone(page), *_about(register)),
        actions(button("All registers", LISTS, described="All registers")),
    ]
    return modal(register.title, blocks, callback_id=FIND, metadata=value_of(at), submit="Find", close="Close")


def entry_line(register: Register, entry: Entry, today: date, petals: Mapping[str, str]) -> str:
    """An entry in two lines of mrkdwn: what it is, then what matters of it."""
    proposed = proposed_words(entry.pending) if entry.pending else ""
    parts = (
        *in_list(register, entry.content),
        f"petal {escape(petal_title(entry.petal, petals))}" if entry.petal != register.petal else "",
        owner_words(entry) if entry.owner else "" if entry.shipped else "no owner",
        state_words(entry),
        proposed,
        "shipped with the bot" if shipped_words(entry) else review_words(entry.content, today),
    )
    return f"*{escaped_line(entry.title, _TITLE)}*\n{' · '.join(filter(None, parts))}"


def _row(entry: Entry, page: Page, at: About) -> Block:
    target = value_of(replace(at, entry=entry.name))
    opens = button("Open", OPEN, target, described=f"Open: {entry.title}")
    return section(entry_line(page.register, entry, page.today, page.petals), opens)


def _register_row(register: Register, counts: Counts) -> Block:
    words = f"*{escape(register.title)}* (`/ospo {_verb(register)}`)\n{_in_numbers(counts)}"
    opens = button("Open", LIST, value_of(About(register.name)), described=f"Open: {register.title}")
    return section(f"{words}\n{escaped_line(register.about, 300)}", opens)


def _menus(page: Page, at: About, others: Sequence[Register]) -> Iterator[Block]:
    ways = [option(way, label) for way, label in _WAYS.items()]
    chosen = next((one for one in ways if one["value"] == at.which), None)
    if page.may_make:
        target = value_of(replace(at, act="make"))
        yield button("New…", f"{ASK}:make", target, described=f"New entry: {page.register.one}")
    yield select_element(NARROW, ways, chosen)
    if len(others) > 1:
        registers = [option(one.name, one.title) for one in others[:SELECT_OPTIONS]]
        shown = next((one for one in registers if one["value"] == page.register.name), None)
        yield select_element(CHOOSE, registers, shown)


def _find(at: About) -> Block:
    box = text_element(WORDS_BOX, initial=at.words, longest=WORDS)
    return labelled(WORDS_BOX, "Look for words", box, optional=True)


def _counts(page: Page, at: About) -> str:
    said = _in_numbers(page.counts)
    return f"{page.total:,} found · in all: {said}" if at.words or at.which != "all" else said


def _in_numbers(counts: Counts) -> str:
    parts = (
        counted(counts.entries, "entry", "entries"),
        f"{counts.overdue:,} overdue" if counts.overdue else "",
        f"{counts.waiting:,} not published yet" if counts.waiting else "",
    )
    return " · ".join(filter(None, parts))


def _nothing(page: Page, at: About) -> str:
    if at.words or at.which != "all":
        return "Nothing fits that. Empty the words, or choose *All that is published*, to see the others."
    title = f"*{escape(page.register.title)}*"
    if page.counts.waiting:
        waiting = counted(page.counts.waiting, "entry waits", "entries wait")
        return f"Nothing of {title} is published yet. {waiting}: choose *{_WAYS['drafts']}* above to see them."
    return f"{title} has no entry yet.{' *New…* makes the first one.' if page.may_make else ''}"


def _alone(page: Page) -> Iterator[str]:
    """Who alone approves here, and who approves what they write themselves."""
    if page.only_approver is not None and page.may_make:
        who = f"{page.instead} approves" if page.instead else "nobody can approve"
        missing = "" if page.instead else " A second person is missing."
        yield f"Only {mention(page.only_approver.id)} approves here; {who} what they write themselves.{missing}"


def _about(register: Register) -> list[str]:
    said = [escape(register.about)]
    said += [f"Source: {escape(register.source)}"] if register.source else []
    narrowed = f"`/ospo register {register.name} words` opens it narrowed"
    return [*said, f"{narrowed}; `ospo register export {register.name}` writes it to a file."]


def _verb(register: Register) -> str:
    """What opens it from the command."""
    return register.verb or f"register {register.name}"
