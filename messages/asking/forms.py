# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The forms around questions: to ask, to send one to people, to answer it, to pass it on, and to close it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from messages.asking.about import About, about, value_of
from messages.blocks import Block, context, modal, option, plain_section, section
from messages.inputs import labelled, select_element, text_element
from messages.small_forms import small_text, small_values
from messages.submissions import raw_value
from messages.text import escape
from workflows.errors import FormProblems
from workflows.registers.entry import LONGEST_TITLE, Entry

#: Callback ids.
LOOK_UP, SEND, REPLY, PASSED, CLOSED = "ask:look-up", "ask:send", "ask:reply", "ask:passed", "ask:closed"
#: Block and action ids.
QUESTION, PETAL, TEXT, OTHERS, TITLE, FOR_OTHERS = (
    f"ask:{name}" for name in ("question", "petal", "text", "others", "title", "for-others")
)
_SHOWN = "shown"
_PRIVATE = "Only the people of the petal read it, and nobody else learns that you asked."


@dataclass(frozen=True, slots=True)
class Choice:
    """A petal that can be chosen."""

    name: str
    title: str


def ask_modal() -> Block:
    """The form for a question that was not typed behind the command."""
    hint = "In your own words. What is written down answers at once; what is not, people do."
    box = labelled(QUESTION, "Your question", text_element(QUESTION, multiline=True, focus=True), hint=hint)
    return modal("Ask the office", [box], callback_id=LOOK_UP, submit="Look up", close="Cancel")


def send_modal(question: str, petal: str, petals: Sequence[Choice], *, lawyers: bool = False) -> Block:
    """The form that sends a question to the people of a petal. ``lawyers``: legal has a form of its own."""
    options = [option(one.name, one.title) for one in petals]
    chosen = next((one for one in options if one["value"] == petal), options[0] if options else None)
    box = text_element(QUESTION, multiline=True, initial=question)
    menu = labelled(PETAL, "Who should answer?", select_element(PETAL, options, chosen))
    blocks = [
        labelled(QUESTION, "Your question", box, hint=_PRIVATE),
        menu | {"dispatch_action": True} if lawyers else menu,
    ]
    if lawyers:
        blocks.append(context("What is for Legal opens its own form, in which only lawyers read."))
    return modal("Ask a human", blocks, callback_id=SEND, submit="Send", close="Cancel")


def answer_modal(entry: Entry) -> Block:
    """The form for the answer of a human to a question."""
    hint = "Whoever asked reads this at once, as you write it."
    kept = "Without names, customers or products: everybody may find it once an editor published it."
    tick: Block = {
        "type": "checkboxes",
        "action_id": OTHERS,
        "options": [option(_SHOWN, "May be shown to others: make a draft of it")],
    }
    blocks = [
        section("*The question*"),
        plain_section(entry.text),
        labelled(TEXT, "Your answer", text_element(TEXT, multiline=True, focus=True), hint=hint),
        labelled(OTHERS, "For others", tick, hint=kept, optional=True),
        labelled(
            TITLE,
            "The question in words for others",
            text_element(TITLE, longest=LONGEST_TITLE),
            hint="Needed where it may be shown: what others would ask.",
            optional=True,
        ),
        labelled(
            FOR_OTHERS,
            "The answer in words for others",
            text_element(FOR_OTHERS, multiline=True),
            hint="Empty: as above.",
            optional=True,
        ),
    ]
    metadata = value_of(About(entry=entry.name))
    return modal("Answer", blocks, callback_id=REPLY, metadata=metadata, submit="Send", close="Cancel")


def pass_on_modal(entry: Entry, petals: Iterable[Choice]) -> Block:
    """The form that gives a question to another petal."""
    options = [option(one.name, one.title) for one in petals if one.name != entry.petal]
    blocks = [plain_section(entry.text), labelled(PETAL, "Whose question is it?", select_element(PETAL, options))]
    metadata = value_of(About(entry=entry.name))
    return modal("Pass on", blocks, callback_id=PASSED, metadata=metadata, submit="Pass on", close="Cancel")


def close_modal(entry: Entry) -> Block:
    """The form that ends a question without an answer."""
    hint = "Whoever asked reads this: why nobody here answers it, and who may."
    box = labelled(TEXT, "What should they know?", text_element(TEXT, multiline=True, focus=True), hint=hint)
    metadata = value_of(About(entry=entry.name))
    blocks = [plain_section(entry.text), box]
    return modal("Close the question", blocks, callback_id=CLOSED, metadata=metadata, submit="Close it", close="Cancel")


def sent_modal(petal: str, *, again: bool) -> Block:
    """What stands in place of the form once a question was sent."""
    said = "Somebody waits for the answer to this already; you get it too." if again else "Your question is on its way."
    text = f"{said} The people of *{escape(petal)}* answer you here in a direct message."
    return modal("Ask a human", [section(text)], close="Close")


def asked_in(view: Any) -> str:
    """The question of a submitted form. Raises FormProblems when it is empty, UnknownForm."""
    return _needed(view, QUESTION, "Please write what you want to know.")


def petal_in(view: Any) -> str:
    """The petal that was chosen. Raises FormProblems, UnknownForm."""
    return _needed(view, PETAL, "Please choose who should answer.")


def text_in(view: Any) -> tuple[About, str]:
    """What a submitted form is about, and what was written. Raises FormProblems, UnknownForm."""
    return about(view.get("private_metadata")), _needed(view, TEXT, "Please write something: whoever asked reads it.")


def for_others(view: Any) -> tuple[str, str] | None:
    """The question and the answer in words for others; None without the tick. Raises FormProblems, UnknownForm."""
    values = small_values(view)
    ticked = raw_value(values[OTHERS], OTHERS) if OTHERS in values else ()
    title = small_text(values, TITLE)
    if not isinstance(ticked, tuple) or _SHOWN not in ticked:
        if title or small_text(values, FOR_OTHERS):
            raise FormProblems(
                {OTHERS: "Please tick that it may be shown to others, or leave the words for them empty."}
            )
        return None
    if not title:
        raise FormProblems({TITLE: "Please write what others would ask, without names."})
    return title, small_text(values, FOR_OTHERS) or small_text(values, TEXT)


def typed_so_far(view: Any, fallback: str = "") -> str:
    """What stands in the question's box of a form that is open. Raises UnknownForm."""
    return small_text(small_values(view), QUESTION) or fallback


def _needed(view: Any, block: str, why: str) -> str:
    said = small_text(small_values(view), block)
    if not said:
        raise FormProblems({block: why})
    return said
