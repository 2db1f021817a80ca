# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One entry: what it says, whose it is and until when, what waits to be published, and what its reader may do."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from messages.blocks import (
    FIELDS,
    Block,
    actions,
    button,
    context,
    divider,
    fields,
    header,
    modal,
    section,
    too_large,
)
from messages.markdown import rich_text_of
from messages.maturity.words import on
from messages.registers.about import ASK, DO, HISTORY, LIST, OPEN, About, value_of
from messages.registers.changed import difference_lines, fitting, overtaken_words
from messages.registers.words import (
    IN_ENTRY,
    answers,
    origin_words,
    otherwise_blocks,
    owner_words,
    review_words,
    shipped_words,
    state_words,
)
from messages.text import capital, clean, escape, escaped_line, mention
from workflows.licenses.contradicting import Otherwise
from workflows.petals import petal_title
from workflows.registers.differences import differences
from workflows.registers.entry import LONGEST_TEXT, Content, Entry, EntryState
from workflows.registers.possible import Doable
from workflows.registers.register import Register

#: What is done by a click, and what opens a form; each with its label and what a screen reader says.
_AT_ONCE: frozenset[Doable] = frozenset({"review", "approve", "agree", "decline"})
_BUTTONS: dict[Doable, tuple[str, str]] = {
    "agree": ("Yes, name me", "Say yes to being named in this entry"),
    "decline": ("Do not name me", "Say no to being named in this entry, now or any more"),
    "approve": ("Approve", "Approve this text"),
    "publish": ("Publish…", "Publish this text with a note on what is new"),
    "send_back": ("Send back…", "Send this text back with what should be different"),
    "review": ("Still right", "Say that this entry still holds"),
    "change": ("Change…", "Change this entry"),
    "withdraw": ("Drop the next text…", "Drop the next text of this entry"),
    "hand_over": ("Hand over…", "Give this entry another owner"),
    "retire": ("Retire…", "Take this entry out of what is read"),
    "restore": ("Restore…", "Bring this entry back"),
}
_MAIN: tuple[Doable, ...] = ("approve", "publish", "review")
#: Characters of the text that are shown where all of an entry would be too large for Slack, and of each answer.
_SMALLER = ((LONGEST_TEXT, IN_ENTRY), (6_000, 300), (2_000, 100))


#: Blocks of what stands beside an entry: a view has a hundred, and less room where the text is long.
_BESIDE = 24


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry as somebody sees it: what they may do with it, and which day it is at the office.

    ``beside`` is what else the record knows of it. ``proposing``: they may read the next text while the published one
    stays visible.
    """

    register: Register
    entry: Entry
    may: Collection[Doable]
    today: date
    proposing: bool = False
    told: bool = False
    beside: Sequence[Block] = ()
    petals: Mapping[str, str] = field(default_factory=dict)
    otherwise: Sequence[Otherwise] = ()


def entry_modal(looked: Looked, at: About) -> Block:
    """Everything about an entry, with the buttons that this person may use; ``at`` says which list leads back."""
    of = replace(at, register=looked.register.name, entry=looked.entry.name, version=looked.entry.version, act=None)
    for room in _SMALLER[:-1]:
        view = _view(looked, of, *room)
        if not too_large(view):
            return view
    return _view(looked, of, *_SMALLER[-1])


def act_button(of: About, act: Doable, *, first: bool = False, label: str = "") -> Block:
    """The button of an act; it carries the version that was there when it was shown."""
    words, described = _BUTTONS[act]
    action = f"{DO if act in _AT_ONCE else ASK}:{act}"
    target = value_of(replace(of, act=act, proposed=False))
    return button(label or words, action, target, style="primary" if first else "", described=described)


def _view(looked: Looked, of: About, longest: int, answer: int) -> Block:
    entry, register = looked.entry, looked.register
    revision = entry.pending if of.proposed and looked.proposing else None
    content = revision.content if revision else entry.content
    blocks = [
        context(f"{escape(register.title)} · {escape(petal_title(content.petal, looked.petals))}"),
        header(clean(content.title)),
        *_notices(looked, of),
        *otherwise_blocks(looked.otherwise),
        *rich_text_of(content.text, longest),
        *_answers(register, content, answer),
        *looked.beside[: _BESIDE if longest == LONGEST_TEXT else _BESIDE // 4],
        context(*_standing(looked, content)),
        *_acts(looked, of),
        divider(),
        actions(*_ways_back(looked, of)),
    ]
    return modal(capital(register.one), blocks, metadata=value_of(of), close="Close")


def _notices(looked: Looked, of: About) -> Iterator[Block]:
    entry = looked.entry
    if shipped := shipped_words(entry):
        yield context(shipped)
    if state := state_words(entry):
        note = f": {escaped_line(entry.note, IN_ENTRY)}" if entry.note and entry.state is EntryState.RETIRED else "."
        yield section(f"*{state}*{note}")
    pending = entry.pending
    if pending is None or not looked.proposing:
        return
    by = ", ".join(mention(one.id) for one in pending.authors) or "the office"
    how = "approved, and not published yet" if pending.state is EntryState.APPROVED else "a draft"
    said = f"*{'This is the next text' if of.proposed else 'Its next text waits'}:* {how}, by {by}."
    note = f"\n{escaped_line(pending.note, IN_ENTRY)}" if pending.note else ""
    turned = replace(of, proposed=not of.proposed)
    label = "Published text" if of.proposed else "Next text"
    yield section(said + note, button(label, OPEN, value_of(turned), described=f"Show the {label.lower()}"))
    found = differences(looked.register, entry.content, pending.content)
    if found:
        yield context(fitting(["What is different in it:", *difference_lines(found)]))
    if lost := overtaken_words(looked.register, entry):
        yield section(lost)


def _answers(register: Register, content: Content, longest: int) -> Iterator[Block]:
    pairs = list(answers(register, content, longest))
    for start in range(0, len(pairs), FIELDS):
        yield fields(pairs[start : start + FIELDS])


def _standing(looked: Looked, content: Content) -> Iterator[str]:
    entry, today = looked.entry, looked.today
    owner = f"Owner {owner_words(entry)}" if entry.owner else "No owner"
    review = "" if entry.shipped or entry.state is EntryState.RETIRED else review_words(content, today)
    yield " · ".join(filter(None, (owner, review)))
    if origin := origin_words(entry):
        yield origin
    if entry.changed_at and (looked.told or entry.pending is None):  # the last act was on a text that few may read
        by = f" by {mention(entry.changed_by.id)}" if entry.changed_by else ""
        yield f"Version {entry.version}, of {on(entry.changed_at.date())}{by}."


def _acts(looked: Looked, of: About) -> list[Block]:
    allowed = [act for act in _BUTTONS if act in looked.may]
    main = next((act for act in _MAIN if act in looked.may), None)
    row = [act_button(of, act, first=act == main) for act in allowed]
    return [actions(*row)] if row else []


def _ways_back(looked: Looked, of: About) -> Iterator[Block]:
    back = replace(of, entry="", version=0, proposed=False)
    yield button("Back to the list", LIST, value_of(back), described=f"Back to {looked.register.title}")
    if looked.told:
        yield button("History", HISTORY, value_of(replace(of, proposed=False)), described="Who changed what, and when")
