# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The small forms of what people do with an item: claim, assign, set a due date, say that it is not for us, refuse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from messages.answer_forms import day_in, one_in
from messages.blocks import Block, modal, section
from messages.inputs import labelled, person_element, text_element
from messages.maturity.about import About, Act, about, value_of
from messages.small_forms import TEXT, small_text, small_values
from messages.text import escape

#: The callback of every such form; which one it is, its metadata says.
FORM = "maturity:form"
LINK, REQUEST, DAY, PERSON = "maturity:link", "maturity:request", "maturity:day", "maturity:person"
COUNT = "maturity:count"
_NOTE = 600


@dataclass(frozen=True, slots=True)
class Filled:
    """What a submitted form says: about which item, and the fields that the form has; the others are empty."""

    about: About
    text: str = ""
    link: str = ""
    request: str = ""
    count: str = ""
    person: str = ""
    day: date | None = None


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
    """What a submitted form says. Raises FormProblems for too long texts, UnknownForm for what is malformed."""
    of, values = about(view.get("private_metadata") if isinstance(view, dict) else None), small_values(view)
    return Filled(
        of,
        text=small_text(values, TEXT),
        link=small_text(values, LINK),
        request=small_text(values, REQUEST),
        count=small_text(values, COUNT),
        person=small_text(values, PERSON),
        day=day_in(one_in(values.get(DAY), DAY)),
    )


def with_act(of: About, act: Act) -> About:
    """The same item, for another act."""
    return replace(of, act=act)


def _claim(known: Known) -> list[Block]:
    link: Block = {"type": "url_text_input", "action_id": LINK, "focus_on_load": True}
    seen = "An https:// address that colleagues can open. A link alone counts as weaker evidence than a record."
    number = text_element(REQUEST, longest=20)
    return [
        labelled(LINK, "Where can it be seen?", link, hint=seen, optional=True),
        labelled(REQUEST, "Or: a request that shows it", number, hint="Its number, such as OSPO-12.", optional=True),
        _day("Since when does it hold?", known.today),
        _text("What does it show?", "For whoever confirms it. No names, nothing confidential.", optional=True),
    ]


def _assign(known: Known) -> list[Block]:
    hint = "They get a direct message, once. They answer for the item; somebody else confirms it."
    return [labelled(PERSON, "Owner", person_element(PERSON, known.owner), hint=hint)]


def _due(known: Known) -> list[Block]:
    return [_day("To be done by", known.due or known.today)]


def _waive(_: Known) -> list[Block]:
    hint = "It is recorded. The item leaves the score once a second person agrees."
    return [_text("Why is it not for us?", hint)]


def _refuse(_: Known) -> list[Block]:
    return [_text("What is missing?", "Whoever claimed it reads this, and claims it again once it is there.")]


def _reopen(_: Known) -> list[Block]:
    return [_text("Why does it not hold any more?", "It leaves the score, and the digest says that it was reopened.")]


def _renew(known: Known) -> list[Block]:
    hint = "The evidence is as it was. The item counts again from this day."
    return [_day("Looked at on", known.today), _text("Note", hint, optional=True)]


def _train(known: Known) -> list[Block]:
    people: Block = {"type": "number_input", "action_id": COUNT, "is_decimal_allowed": False, "min_value": "1"}
    link: Block = {"type": "url_text_input", "action_id": LINK}
    return [
        labelled(COUNT, "How many people took part?", people, hint="How many, never who."),
        _day("When was it?", known.today),
        labelled(LINK, "Where is its material?", link, optional=True),
    ]


def _day(label: str, chosen: date) -> Block:
    picker: Block = {"type": "datepicker", "action_id": DAY, "initial_date": chosen.isoformat()}
    return labelled(DAY, label, picker)


def _text(label: str, hint: str, *, optional: bool = False) -> Block:
    return labelled(TEXT, label, text_element(TEXT, multiline=True, longest=_NOTE), hint=hint, optional=optional)


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
