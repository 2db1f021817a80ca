# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One input of a form from one field of a kind, and the plain text inputs of the small forms."""

from messages.blocks import (
    INPUT_TEXT,
    LABEL_TEXT,
    SELECT_OPTIONS,
    VISIBLE_OPTIONS,
    Block,
    option,
    plain,
)
from messages.text import clean, shorten
from workflows.facts import Answer
from workflows.kind import Field

PREFIX = "field:"
#: Up to so many choices stand open as radio buttons; more of them fold into a menu.
_RADIO_OPTIONS = 4
_YES, _NO = ("yes", "Yes"), ("no", "No")


def field_input(field: Field, answer: Answer | None, hint: str = "") -> Block:
    """The input of a field, filled with an answer where there is one. Its ids depend on the field's name alone."""
    name = PREFIX + field.name
    element = _ELEMENTS[field.type](field, answer) | {"action_id": name}
    block = labelled(name, field.label, element, hint=hint or field.hint, optional=not field.required)
    return block | {"dispatch_action": True} if field.steers else block


def labelled(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """An input block around an element."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, LABEL_TEXT), "element": element}
    block |= {"optional": True} if optional else {}
    return block | ({"hint": plain(hint, LABEL_TEXT)} if hint else {})


def text_element(
    action_id: str, *, multiline: bool = False, initial: str = "", longest: int = INPUT_TEXT, focus: bool = False
) -> Block:
    """A text box."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": longest}
    element |= {"multiline": True} if multiline else {}
    element |= {"focus_on_load": True} if focus else {}
    return element | ({"initial_value": shorten(initial, longest)} if initial else {})


def select_element(action_id: str, options: list[Block], chosen: Block | None = None) -> Block:
    """A menu in which one choice can be made."""
    element: Block = {"type": "static_select", "action_id": action_id, "options": options[:SELECT_OPTIONS]}
    return element | ({"initial_option": chosen} if chosen else {})


def person_element(action_id: str, user: str = "") -> Block:
    """A menu of the people of the workspace."""
    element: Block = {"type": "users_select", "action_id": action_id}
    return element | ({"initial_user": user} if user else {})


def channel_element(action_id: str, channel: str = "") -> Block:
    """A menu of the channels of the workspace."""
    element: Block = {
        "type": "conversations_select",
        "action_id": action_id,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": channel} if channel else {})


def _text(field: Field, answer: Answer | None) -> Block:
    return _steering(field, text_element("", initial=_written(answer), longest=field.max_length))


def _long_text(field: Field, answer: Answer | None) -> Block:
    return text_element("", multiline=True, initial=_written(answer), longest=field.max_length)


def _url(field: Field, answer: Answer | None) -> Block:
    written = _written(answer)
    return _steering(field, {"type": "url_text_input"} | ({"initial_value": written} if written else {}))


def _choice(field: Field, answer: Answer | None) -> Block:
    options = [option(one.value, one.label) for one in field.options]
    return _one_of(options, answer, unfolded=field.required and len(options) <= _RADIO_OPTIONS)


def _yes_no(field: Field, answer: Answer | None) -> Block:
    chosen = {True: "yes", False: "no"}.get(answer) if isinstance(answer, bool) else None
    return _one_of([option(*_YES), option(*_NO)], chosen, unfolded=field.required)


def _one_of(options: list[Block], answer: Answer | None, *, unfolded: bool) -> Block:
    """Radio buttons only where an answer is required: a chosen one cannot be taken back."""
    chosen = next((one for one in options if one["value"] == answer), None)
    if not unfolded:
        return select_element("", options, chosen)
    return {"type": "radio_buttons", "options": options} | ({"initial_option": chosen} if chosen else {})


def _many(field: Field, answer: Answer | None) -> Block:
    options = [option(one.value, one.label) for one in field.options]
    visible = len(options) <= VISIBLE_OPTIONS and not field.collapsed
    chosen = [one for one in options if isinstance(answer, tuple) and one["value"] in answer]
    element: Block = {"type": "checkboxes" if visible else "multi_static_select", "options": options}
    return element | ({"initial_options": chosen} if chosen else {})


def _number(field: Field, answer: Answer | None) -> Block:
    element: Block = {"type": "number_input", "is_decimal_allowed": field.type == "decimal"}
    element |= {"min_value": str(field.minimum)} if field.minimum is not None else {}
    element |= {"max_value": str(field.maximum)} if field.maximum is not None else {}
    known = isinstance(answer, int | float) and not isinstance(answer, bool)
    return _steering(field, element | ({"initial_value": str(answer)} if known else {}))


def _date(_: Field, answer: Answer | None) -> Block:
    written = _written(answer)
    return {"type": "datepicker"} | ({"initial_date": written} if written else {})


def _person(_: Field, answer: Answer | None) -> Block:
    return person_element("", _written(answer))


def _channel(_: Field, answer: Answer | None) -> Block:
    return channel_element("", _written(answer))


def _written(answer: Answer | None) -> str:
    return clean(answer) if isinstance(answer, str) else ""


def _steering(field: Field, element: Block) -> Block:
    """A typed answer that steers dispatches when the person is done with it, not at each letter."""
    done = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    return element | done if field.steers else element


_ELEMENTS = {
    "text": _text,
    "long_text": _long_text,
    "url": _url,
    "choice": _choice,
    "many": _many,
    "number": _number,
    "decimal": _number,
    "yes_no": _yes_no,
    "date": _date,
    "person": _person,
    "channel": _channel,
}
