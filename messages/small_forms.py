# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The small forms behind the buttons of a step, and what comes back from them and from the requester's small forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from messages.blocks import INPUT_TEXT, SELECT_OPTIONS, Block, modal, option, section
from messages.buttons import Clicked, clicked, value_of
from messages.inputs import labelled, person_element, select_element, text_element
from messages.submissions import raw_value
from workflows.errors import FormProblems, UnknownForm
from workflows.kind import Field

DECLINE, ASK = "review:decline", "review:ask"
CONDITIONS, HAND_OVER = "review:conditions", "review:hand-over"
#: Block and action ids of the inputs.
TEXT, REASON, CONDITION_LINES, PERSON = "review:text", "review:reason", "review:conditions", "review:person"
#: The fields that a question is about.
FIELDS = "review:fields"
_BULLETS = "-*• \t"
MOST_CONDITIONS = 10
CONDITION_LENGTH = 400
NOTE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What a small form says: what it is about, the text, a reason of the list, conditions, a person's user id."""

    clicked: Clicked
    text: str = ""
    reason: str = ""
    conditions: tuple[str, ...] = ()
    person: str = ""


def decline_modal(about: Clicked, reasons: Iterable[str]) -> Block:
    """The form for declining: a reason of the policy's list where it has one, and words in any case."""
    options = [option(str(number), reason) for number, reason in enumerate(reasons, 1)]
    chosen = [labelled(REASON, "Reason", select_element(REASON, options))] if options else []
    hint = "The requester reads this, and everybody who follows the request. Say what would have to change."
    text = labelled(TEXT, "What should the requester know?", _box(TEXT), hint=hint)
    return _form(about, f"Decline {_name(about)}", DECLINE, [*chosen, text], "Decline")


def ask_modal(about: Clicked, fields: Iterable[Field] = ()) -> Block:
    """The form for a question to the requester; the step waits for the answer. ``fields``: what it may be about."""
    hint = "The requester gets it as a direct message. Your step waits for the answer; the others go on."
    text = labelled(TEXT, "Your question", _box(TEXT), hint=hint)
    options = [option(one.name, one.label) for one in fields]
    element: Block = {"type": "multi_static_select", "action_id": FIELDS, "options": options[:SELECT_OPTIONS]}
    why = "The answer's form shows them as they are, to be corrected there."
    chosen = [labelled(FIELDS, "Which answers is it about?", element, hint=why, optional=True)] if options else []
    return _form(about, f"Ask about {_name(about)}", ASK, [text, *chosen], "Ask")


def conditions_modal(about: Clicked) -> Block:
    """The form for an approval with conditions, one on each line."""
    hint = "One condition on each line. They become part of the approval."
    lines = labelled(CONDITION_LINES, "Conditions", _box(CONDITION_LINES), hint=hint)
    return _form(about, f"Approve {_name(about)}", CONDITIONS, [lines], "Approve")


def more_modal(about: Clicked, others: Iterable[Block] = ()) -> Block:
    """The form for what is rarer: giving a step to somebody who may decide it, and ``others``."""
    explained = section("Give this step to somebody who may decide it. The others can still decide it too.")
    person = labelled(PERSON, "Colleague", person_element(PERSON))
    hint = "They get it as a direct message, and it is kept with the request."
    note = labelled(TEXT, "Note", text_element(TEXT, multiline=True, longest=NOTE_LENGTH), hint=hint, optional=True)
    return _form(about, f"Hand over {_name(about)}", HAND_OVER, [*others, explained, person, note], "Hand over")


def review_form(view: Any) -> ReviewForm:
    """What a submitted small form says, whole: nothing that a person wrote is left out or cut.

    Raises FormProblems for more or longer conditions than an approval can show, and UnknownForm for what is malformed.
    """
    values = small_values(view)
    reason, text = _reason(values.get(REASON)), small_text(values, TEXT)
    return ReviewForm(
        clicked(view.get("private_metadata")),
        text=f"{reason}: {text}" if reason and text else text,
        reason=reason,
        conditions=lines_of(small_text(values, CONDITION_LINES)),
        person=small_text(values, PERSON),
    )


def asked_about(view: Any) -> tuple[str, ...]:
    """The names of the fields that a question is about. Raises UnknownForm."""
    values = small_values(view)
    chosen = raw_value(values[FIELDS], FIELDS) if FIELDS in values else ()
    return chosen if isinstance(chosen, tuple) else ()


def small_values(view: Any) -> Mapping[str, Any]:
    """The state of a small form's inputs, by block id. Raises UnknownForm for any other shape."""
    try:
        values = view["state"]["values"]
    except (TypeError, KeyError, IndexError) as malformed:
        raise UnknownForm from malformed
    if not isinstance(view, Mapping) or not isinstance(values, Mapping):
        raise UnknownForm
    return values


def small_text(values: Mapping[str, Any], block_id: str) -> str:
    """What was typed or chosen under a block id; empty where the form has it not. Raises FormProblems, UnknownForm."""
    if block_id not in values:
        return ""
    value = raw_value(values[block_id], block_id)
    if isinstance(value, tuple):
        raise UnknownForm
    if value and len(value) > INPUT_TEXT:
        raise FormProblems({block_id: f"At most {INPUT_TEXT:,} characters; these are {len(value):,}."})
    return (value or "").strip()


def _reason(elements: Any) -> str:
    """The label of the chosen reason. It is the reviewer's own words either way, so the label is not looked up."""
    if elements is None or raw_value(elements, REASON) is None:
        return ""
    try:
        label = elements[REASON]["selected_option"]["text"]["text"]
    except (TypeError, KeyError) as malformed:
        raise UnknownForm from malformed
    if not isinstance(label, str):
        raise UnknownForm
    return label[:INPUT_TEXT].strip()


def lines_of(text: str, block: str = CONDITION_LINES) -> tuple[str, ...]:
    """The conditions in a text, one on each line. Raises FormProblems for more or longer ones than can be shown."""
    stripped = (line.strip().lstrip(_BULLETS).strip() for line in text.splitlines())
    lines = tuple(line for line in stripped if line)
    limits = f"At most {MOST_CONDITIONS} conditions of {CONDITION_LENGTH} characters each"
    if len(lines) > MOST_CONDITIONS:
        raise FormProblems({block: f"{limits}; these are {len(lines)}."})
    for number, line in enumerate(lines, 1):
        if len(line) > CONDITION_LENGTH:
            raise FormProblems({block: f"{limits}; number {number} has {len(line):,}."})
    return lines


def _box(action_id: str) -> Block:
    return text_element(action_id, multiline=True, focus=True)


def _name(about: Clicked) -> str:
    return f"OSPO-{about.number}"


def _form(about: Clicked, title: str, callback_id: str, blocks: list[Block], submit: str) -> Block:
    metadata = value_of(about)
    return modal(title, blocks, callback_id=callback_id, metadata=metadata, submit=submit, close="Cancel")
