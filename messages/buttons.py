# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a button or small form carries: what it is about as short JSON, read back with suspicion."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import Field as Constrained
from pydantic import StrictInt, TypeAdapter, ValidationError

from messages.blocks import BUTTON_VALUE
from workflows.errors import UnknownForm
from workflows.request import Request

T = TypeVar("T")
#: Entries of a step's menu, the buttons of a step that is answered, and entries of a checklist item's menu.
Entry: TypeAlias = Literal[
    "", "details", "take", "conditions", "more", "allow", "deny", "done", "open", "note", "waive"
]
STEP_NAME = r"^([a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?)?$"
_LARGEST = 2**31 - 1
_Count = Annotated[StrictInt, Constrained(ge=0, le=_LARGEST)]


@dataclass(frozen=True, slots=True)
class Clicked:
    """What somebody clicked on. Only ``number`` is always there; the others are empty where they do not apply."""

    number: Annotated[StrictInt, Constrained(ge=1, le=_LARGEST)]
    step: Annotated[str, Constrained(pattern=STEP_NAME)] = ""
    revision: _Count = 0
    question: _Count = 0
    entry: Entry = ""
    obligation: Annotated[str, Constrained(pattern=r"^$|^[a-z][a-z0-9-]*(\.[0-9]{1,6})?$", max_length=70)] = ""
    precedent: _Count = 0
    sequence: _Count = 0
    item: Annotated[str, Constrained(pattern=r"^$|^[a-z][a-z0-9_-]*$", max_length=60)] = ""


_CLICKED = TypeAdapter(Clicked)
_KEYS = {
    "n": "number",
    "s": "step",
    "r": "revision",
    "q": "question",
    "e": "entry",
    "o": "obligation",
    "p": "precedent",
    "i": "item",
    "k": "sequence",
}


def value_of(clicked: Clicked) -> str:
    """The JSON that a button or a small form carries: only what applies."""
    return carrying(clicked, _KEYS)


def request_value(request: Request) -> str:
    """What a button about a request as a whole carries."""
    return value_of(Clicked(request.number, revision=request.revision))


def clicked(value: Any) -> Clicked:
    """What a button's value, a menu's value or a small form's metadata says. Raises UnknownForm when malformed."""
    return carried(value, _KEYS, _CLICKED)


def carrying(value: object, keys: Mapping[str, str]) -> str:
    """The attributes of a value as JSON under short keys, without those that are empty."""
    found = {key: getattr(value, name) for key, name in keys.items()}
    return json.dumps({key: one for key, one in found.items() if one}, separators=(",", ":"))


def carried(value: Any, keys: Mapping[str, str], kind: TypeAdapter[T]) -> T:
    """What ``carrying`` wrote, read back with suspicion. Raises UnknownForm when it is malformed."""
    if not isinstance(value, str) or len(value) > BUTTON_VALUE:
        raise UnknownForm
    try:
        found = json.loads(value)
        return kind.validate_python({keys[key]: one for key, one in found.items()})
    except (ValueError, ValidationError, RecursionError, KeyError, AttributeError) as malformed:
        raise UnknownForm from malformed
