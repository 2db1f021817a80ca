# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a button, menu or form about maturity carries: which model, unit, stage and item, as short JSON."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as Constrained
from pydantic import StrictInt, TypeAdapter

from messages.buttons import carried, carrying

#: What a form or a button does with an item.
Act: TypeAlias = Literal[
    "", "start", "assign", "due", "claim", "confirm", "refuse", "renew", "reopen", "waive", "train", "still", "later"
]
_NAME = r"[a-z][a-z0-9-]*"
_Name = Annotated[str, Constrained(pattern=rf"^$|^{_NAME}$", max_length=40)]


@dataclass(frozen=True, slots=True)
class About:
    """What somebody looks at or acts on. ``seen`` is the newest entry about the item that they could see.

    An empty ``unit`` is the whole organization; an empty ``item`` is the board itself, at ``stage``.
    """

    model: Annotated[str, Constrained(pattern=rf"^{_NAME}$", max_length=40)]
    unit: _Name = ""
    stage: _Name = ""
    item: _Name = ""
    seen: Annotated[StrictInt, Constrained(ge=0, le=2**53)] = 0
    act: Act = ""


_ABOUT = TypeAdapter(About)
_KEYS = {"m": "model", "u": "unit", "s": "stage", "i": "item", "k": "seen", "a": "act"}


def value_of(about: About) -> str:
    """The JSON that a button or a form carries: only what applies."""
    return carrying(about, _KEYS)


def about(value: Any) -> About:
    """What a button's value, a menu's value or a form's metadata says. Raises UnknownForm when malformed."""
    return carried(value, _KEYS, _ABOUT)
