# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a submitted or half-filled view, and answering it with errors. A view is input: all of it may be forged."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import ConfigDict, StrictInt, TypeAdapter, ValidationError
from pydantic import Field as Constrained

from messages.blocks import ERROR_TEXT, METADATA, VIEW_BLOCKS
from messages.inputs import PREFIX
from messages.text import clean, shorten
from workflows.errors import UnknownForm
from workflows.forms import Raw
from workflows.kind import NAME

_FIELD = Annotated[str, Constrained(pattern=NAME, max_length=60)]
_FIELD_NAME = TypeAdapter(_FIELD)
#: Where each kind of input keeps its value (docs.slack.dev, view submissions).
_VALUE_KEYS = {
    "plain_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "datepicker": "selected_date",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
}
_ONE_OPTION = frozenset({"static_select", "radio_buttons"})
_MANY_OPTIONS = frozenset({"checkboxes", "multi_static_select"})
_LONGEST = 12_000
_MENTION = re.compile(r"<@[A-Z0-9]+>")


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form of a kind carries: kind and its version, the channel it was opened in, and what it edits.

    ``request`` is the id of the request that is edited, empty for a new one; ``revision`` is the one that was shown.
    ``follows`` is the number of the request that a new one asks again.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: Annotated[str, Constrained(pattern=r"^[a-z][a-z-]*$", max_length=40)]
    version: Annotated[str, Constrained(pattern=r"^[A-Za-z0-9_.-]*$", max_length=64)]
    channel: Annotated[str, Constrained(pattern=r"^[A-Z0-9]*$", max_length=40)] = ""
    request: Annotated[str, Constrained(pattern=r"^[A-Za-z0-9_.:-]*$", max_length=80)] = ""
    revision: Annotated[StrictInt, Constrained(ge=0, le=2**31 - 1)] = 0
    follows: Annotated[StrictInt, Constrained(ge=0, le=2**31 - 1)] = 0


_CONTEXT = TypeAdapter(FormContext)


def metadata_of(context: FormContext) -> str:
    """The context as the view's private metadata."""
    return _CONTEXT.dump_json(context).decode()


def context_of(view: Any) -> FormContext:
    """The context that a view carries. Raises UnknownForm for anything malformed, oversized or unknown."""
    metadata = _mapping(view).get("private_metadata")
    if not isinstance(metadata, str) or len(metadata) > METADATA:
        raise UnknownForm
    try:
        return _CONTEXT.validate_json(metadata, strict=True)
    except (ValidationError, ValueError) as malformed:
        raise UnknownForm from malformed


def raw_answers(view: Any) -> dict[str, Raw]:
    """What was typed and chosen, by field name; None where nothing was. Raises UnknownForm for any other shape."""
    values = _mapping(_mapping(_mapping(view).get("state")).get("values"))
    if len(values) > VIEW_BLOCKS:
        raise UnknownForm
    return {
        _name(block_id): raw_value(elements, block_id) for block_id, elements in values.items() if _of_field(block_id)
    }


def raw_value(elements: Any, action_id: str) -> Raw:
    """What one input holds. Raises UnknownForm for any other shape."""
    state = _mapping(_mapping(elements).get(action_id))
    kind = state.get("type")
    if not isinstance(kind, str):
        raise UnknownForm
    if kind in _ONE_OPTION:
        chosen = state.get("selected_option")
        return None if chosen is None else _text(_mapping(chosen).get("value"))
    if kind in _MANY_OPTIONS:
        options = state.get("selected_options")
        if not isinstance(options, list) or len(options) > VIEW_BLOCKS:
            raise UnknownForm
        return tuple(_text(_mapping(one).get("value")) for one in options)
    if kind == "multi_users_select":
        people = state.get("selected_users")
        if not isinstance(people, list) or len(people) > VIEW_BLOCKS:
            raise UnknownForm
        return tuple(_text(one) for one in people)
    if kind not in _VALUE_KEYS:
        raise UnknownForm
    value = state.get(_VALUE_KEYS[kind])
    return None if value is None else _text(value)


def fields_in(view: Any) -> frozenset[str]:
    """The fields that this view really showed."""
    return frozenset(_name(block_id) for block_id in _inputs(view) if _of_field(block_id))


def field_errors(problems: Mapping[str, str], view: Any = None) -> dict[str, str]:
    """The ``errors`` of a response: sentences by block id.

    With the view at hand, a sentence about a field that it does not show goes to its first input, because Slack
    refuses the whole answer when a key names no input of the view.
    """
    inputs = _readable_inputs(view)
    errors: dict[str, str] = {}
    for name, sentence in problems.items():
        block_id = PREFIX + name
        if inputs and block_id not in inputs:
            block_id = inputs[0]
        both = f"{errors[block_id]} {sentence}" if block_id in errors else sentence
        errors[block_id] = _under_a_field(both)
    return errors


def whole_form_error(view: Any, sentence: str) -> dict[str, str]:
    """The ``errors`` of a response that keeps the form open for a reason that belongs to no field.

    Empty for a view without inputs, which can show no error: this answers failures, so it never fails itself.
    """
    return {first: _under_a_field(sentence) for first in _readable_inputs(view)[:1]}


def _under_a_field(sentence: str) -> str:
    """A sentence as it can stand under a field, where Slack shows plain text: a mention would be an id there."""
    return shorten(clean(_MENTION.sub("a colleague", sentence)), ERROR_TEXT)


def _readable_inputs(view: Any) -> tuple[str, ...]:
    try:
        return tuple(_inputs(view))
    except UnknownForm:
        return ()


def _inputs(view: Any) -> Iterator[str]:
    blocks = _mapping(view).get("blocks")
    if not isinstance(blocks, list) or len(blocks) > VIEW_BLOCKS:
        raise UnknownForm
    for block in blocks:
        one = _mapping(block)
        if one.get("type") == "input":
            yield _text(one.get("block_id"))


def _of_field(block_id: Any) -> bool:
    return isinstance(block_id, str) and block_id.startswith(PREFIX)


@lru_cache(maxsize=512)
def _name(block_id: str) -> str:
    try:
        return _FIELD_NAME.validate_python(block_id.removeprefix(PREFIX))
    except ValidationError as malformed:
        raise UnknownForm from malformed


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):  # JSON gives no other; asking for a Mapping takes five times as long
        raise UnknownForm
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise UnknownForm
    return value
