# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The forms of the interview: whom to ask, an answer and what it names, declining, passing on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from messages.blocks import Block, modal, section
from messages.inputs import PREFIX, labelled, person_element, text_element
from messages.markdown import rich_text_of
from messages.strategy.about import (
    ANSWER_FORM,
    DECLINE_FORM,
    PASS_ON_FORM,
    START_FORM,
    entry_name,
)
from messages.submissions import raw_answers
from messages.text import escaped_line
from workflows.strategy.interviewing import DAYS, LEAST_DAYS, LONGEST_REASON, MOST_DAYS
from workflows.strategy.interviews import Asked, Question
from workflows.strategy.proposals import LONGEST_MESSAGE, MOST_LINES, REGISTERS

TEXT, NAMED, PEOPLE, PERSON, REASON = "text", "named", "people", "person", "reason"
_DAYS, _ASK = "days", "ask_"
_MOST_PEOPLE, _TITLE, _ABOUT = 10, 150, 2_000
#: More questions than this do not fit a form; the register says so by their place.
_MOST_QUESTIONS = 40
_NAMED_LABELS = {
    "technologies": "Technologies, one on each line",
    "projects": "Projects, one on each line",
    "practices": "Practices to begin or to keep, one on each line",
    "processes": "Processes to improve, one on each line",
    "improvements": "Improvements to try, one on each line",
}
_NAMED_HINTS = {
    "upstreams": "Such as: PostgreSQL | https://github.com/postgres/postgres | every product. Each with an address is "
    f"proposed for the upstream register. At most {MOST_LINES}.",
    "actions": "Such as: Review others' patches | two hours a week in each team. Each is proposed for the action plan. "
    f"At most {MOST_LINES}.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a form of the interview says; ``name`` is that of the question's entry, empty for the start of a round."""

    name: str = ""
    text: str = ""
    named: str = ""
    people: tuple[str, ...] = ()
    person: str = ""
    reason: str = ""
    days: str = ""


def start_modal(questions: Sequence[Question], before: Mapping[str, str]) -> Block:
    """Whom to ask each question; ``before`` are the people of the last round, by question."""
    intro = (
        "Choose who is asked each question; leave one empty to leave it out. Somebody with several gets them one "
        "after the other, each as a direct message with a form."
    )
    hint = "Counted from the day on which each question is put. They are reminded before and after it."
    number: Block = {"type": "number_input", "action_id": PREFIX + _DAYS, "is_decimal_allowed": False}
    number |= {"min_value": str(LEAST_DAYS), "max_value": str(MOST_DAYS), "initial_value": str(DAYS)}
    blocks = [section(intro), labelled(PREFIX + _DAYS, "Days for each answer", number, hint=hint)]
    for one in questions[:_MOST_QUESTIONS]:
        name = PREFIX + ask_field(one.name)
        blocks.append(labelled(name, one.title, person_element(name, before.get(one.name, "")), optional=True))
    return modal("Start a round", blocks, callback_id=START_FORM, submit="Ask them", close="Back")


def ask_field(question: str) -> str:
    """The name of the input for who is asked a question."""
    return (_ASK + question.replace("-", "_"))[:60]


def chosen_people(view: Any, questions: Sequence[Question]) -> dict[str, str]:
    """Who was chosen for each question that there is. Raises UnknownForm."""
    found = raw_answers(view)
    chosen = {one.name: found.get(ask_field(one.name)) for one in questions}
    return {name: one for name, one in chosen.items() if isinstance(one, str) and one}


def answer_modal(asked: Asked, question: Question | None) -> Block:
    """The form for an answer: why we ask, the answer in words, and what it names."""
    makes = question.makes if question else "nothing"
    about = rich_text_of(question.about, _ABOUT) if question else []
    text = text_element(PREFIX + TEXT, multiline=True, focus=True)
    hint = "The OSPO reads it, and it is compared with the next round's. Nothing confidential."
    blocks = [
        section(f"*{escaped_line(asked.entry.title, _TITLE)}*"),
        *about,
        labelled(PREFIX + TEXT, "Your answer", text, hint=hint),
        *_names(makes),
    ]
    return modal("Your answer", blocks, callback_id=ANSWER_FORM, metadata=asked.name, submit="Answer", close="Later")


def decline_modal(asked: Asked) -> Block:
    """The form for declining a question."""
    hint = "The OSPO reads it and asks somebody else. If you know who, pass it on instead."
    blocks = [_question(asked), _reason("Why not you?", hint, optional=False)]
    return modal("Not for me", blocks, callback_id=DECLINE_FORM, metadata=asked.name, submit="Decline", close="Back")


def pass_on_modal(asked: Asked) -> Block:
    """The form for passing a question on to somebody else."""
    name = PREFIX + PERSON
    person = labelled(name, "Who knows better?", person_element(name), hint="They are told that it comes from you.")
    blocks = [_question(asked), person, _reason("A word to them", "", optional=True)]
    return modal("Pass it on", blocks, callback_id=PASS_ON_FORM, metadata=asked.name, submit="Pass on", close="Back")


def said(view: Any, *, named: bool = True) -> Said:
    """What a submitted form says; without ``named`` it is about no question. Raises UnknownForm."""
    found = raw_answers(view)
    texts = {
        name: value.strip()
        for name in (TEXT, NAMED, PERSON, REASON, _DAYS)
        if isinstance(value := found.get(name), str)
    }
    people = found.get(PEOPLE)
    name = entry_name(view.get("private_metadata")) if named else ""
    return Said(name, people=people if isinstance(people, tuple) else (), **texts)


def _names(makes: str) -> list[Block]:
    if makes in REGISTERS:
        box = text_element(PREFIX + NAMED, multiline=True)
        hint = _NAMED_HINTS[REGISTERS[makes]]
        return [labelled(PREFIX + NAMED, _NAMED_LABELS[makes], box, hint=hint, optional=True)]
    if makes == "champions":
        people: Block = {"type": "multi_users_select", "action_id": PREFIX + PEOPLE, "max_selected_items": _MOST_PEOPLE}
        hint = "Each is asked privately, with your name. Who does not agree is listed and kept nowhere."
        return [labelled(PREFIX + PEOPLE, "Whom should we ask?", people, hint=hint, optional=True)]
    if makes == "message":
        box = text_element(PREFIX + NAMED, multiline=True, longest=LONGEST_MESSAGE)
        hint = "Once the OSPO has accepted it, the next digest for executives brings it, without your name."
        return [labelled(PREFIX + NAMED, "The message, in two or three sentences", box, hint=hint, optional=True)]
    return []


def _question(asked: Asked) -> Block:
    return section(f"*{escaped_line(asked.entry.title, _TITLE)}*")


def _reason(label: str, hint: str, *, optional: bool) -> Block:
    box = text_element(PREFIX + REASON, multiline=True, longest=LONGEST_REASON)
    return labelled(PREFIX + REASON, label, box, hint=hint, optional=optional)
