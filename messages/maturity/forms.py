# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The small forms of what people do with an item: claim, assign, set a due date, say that it is not for us, refuse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages.answer_forms import day_in
from messages.blocks import Block, modal, section
from messages.inputs import PREFIX, labelled, person_element, text_element
from messages.maturity.about import About, Act, about, value_of
from messages.submissions import raw_answers
from messages.text import escape
from workflows.errors import UnknownForm

#: The callback of every such form; which one it is, its metadata says.
FORM = "maturity:form"
_NOTE = 500
_LONGEST_COUNT = 9


@dataclass(frozen=True, slots=True)
class Filled:
    """What a submitted form says: about which item, and the fields that the form has; the others are empty."""

    about: About
    link: str = ""
    number: str = ""
    people: int = 0
    note: str = ""
    reason: str = ""
    owner: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a form is filled with: today at the office, the item's owner (a user id, or empty) and its due date."""

    today: date
    owner: str = ""
    due: date | None = None


def act_modal(of: About, what: str, hint: str, known: Known) -> Block:
    """The form of the act that ``of`` names, with the item's words above it. Raises KeyError for one without a form."""
    title, submit, boxes = _FORMS[of.act]
    said = f"*{escape(what)}*" + (f"\n_{escape(hint)}_" if hint and of.act in _HINTED else "")
    blocks = [section(said), *boxes(known)]
    return modal(title, blocks, callback_id=FORM, metadata=value_of(of), submit=submit, close="Back")


def has_form(act: Act) -> bool:
    """Whether an act asks for more than a click."""
    return act in _FORMS


def filled(view: Any) -> Filled:
    """What a submitted form says. Raises UnknownForm for what is malformed."""
    of = about(view.get("private_metadata") if isinstance(view, dict) else None)
    found = {name: one for name, one in raw_answers(view).items() if isinstance(one, str)}
    texts = {name: found.get(name, "").strip() for name in ("link", "number", "note", "reason", "owner")}
    return Filled(of, **texts, people=_count(found.get("people", "")), on=day_in(found.get("on", "")))


def _count(text: str) -> int:
    """A number of people; a negative one is left to who checks it. Raises UnknownForm for what is none."""
    if not text:
        return 0
    if not text.isascii() or not text.removeprefix("-").isdigit() or len(text) > _LONGEST_COUNT:
        raise UnknownForm
    return int(text)


def _claim(known: Known) -> list[Block]:
    seen = "An https:// address that colleagues can open. A link alone is weaker evidence than a record."
    number = text_element(f"{PREFIX}number", longest=20)
    return [
        _link("Where can it be seen?", seen, optional=True, focus=True),
        labelled(f"{PREFIX}number", "Or: a request that shows it", number, hint="Such as OSPO-12.", optional=True),
        _day("When was it so?", known.today),
        _text("note", "What does it show?", "For whoever confirms it. Nothing confidential.", optional=True),
    ]


def _assign(known: Known) -> list[Block]:
    told = "They get a direct message, once. They answer for the item; somebody else confirms it."
    person, hint = person_element(f"{PREFIX}owner", known.owner), f"{told} Empty: nobody owns it."
    return [labelled(f"{PREFIX}owner", "Owner", person, hint=hint, optional=True)]


def _due(known: Known) -> list[Block]:
    return [_day("To be done by", known.due or known.today, "Leave it empty to take the date away.", optional=True)]


def _waive(_: Known) -> list[Block]:
    hint = "It is recorded. The item leaves the score once a second person agrees."
    return [_text("reason", "Why is it not for us?", hint)]


def _refuse(_: Known) -> list[Block]:
    return [_text("reason", "What is missing?", "Whoever claimed it reads this, and claims it again once it is there.")]


def _reopen(_: Known) -> list[Block]:
    hint = "It leaves the score, and the digest says that it was reopened."
    return [_text("reason", "Why does it not hold any more?", hint)]


def _renew(known: Known) -> list[Block]:
    return [_day("When did you look?", known.today, "The evidence stays as it was. A second person confirms it.")]


def _train(known: Known) -> list[Block]:
    name = f"{PREFIX}people"
    people: Block = {"type": "number_input", "action_id": name, "is_decimal_allowed": False, "min_value": "1"}
    return [
        labelled(name, "How many people took part?", people, hint="How many, never who."),
        _day("When was it?", known.today),
        _link("Where is its material?", "An https:// address that colleagues can open."),
    ]


def _link(label: str, hint: str, *, optional: bool = False, focus: bool = False) -> Block:
    element: Block = {"type": "url_text_input", "action_id": f"{PREFIX}link"}
    element |= {"focus_on_load": True} if focus else {}
    return labelled(f"{PREFIX}link", label, element, hint=hint, optional=optional)


def _day(label: str, chosen: date, hint: str = "", *, optional: bool = False) -> Block:
    picker: Block = {"type": "datepicker", "action_id": f"{PREFIX}on", "initial_date": chosen.isoformat()}
    return labelled(f"{PREFIX}on", label, picker, hint=hint, optional=optional)


def _text(name: str, label: str, hint: str, *, optional: bool = False) -> Block:
    box = text_element(PREFIX + name, multiline=True, longest=_NOTE)
    return labelled(PREFIX + name, label, box, hint=hint, optional=optional)


_HINTED = frozenset({"claim", "renew"})
_FORMS: dict[Act, tuple[str, str, Callable[[Known], list[Block]]]] = {
    "claim": ("Claim an item", "Claim", _claim),
    "assign": ("Owner of an item", "Assign", _assign),
    "due": ("Due date", "Save", _due),
    "waive": ("Not for us", "Propose", _waive),
    "refuse": ("Send it back", "Send back", _refuse),
    "reopen": ("Reopen an item", "Reopen", _reopen),
    "renew": ("It still holds", "It still holds", _renew),
    "train": ("Record a training", "Record", _train),
}
