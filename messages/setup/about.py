# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a button or form of the setup carries: which step, gap or unit."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field as Constrained
from pydantic import TypeAdapter

from messages.buttons import carried, carrying

#: The board or a step, and the way back from it; a gap set aside or taken back; a unit assigned to petals.
SHOW, BACK, ASIDE, APPLY, ASSIGN = "setup:show", "setup:back", "setup:aside", "setup:apply", "setup:assign"
_Slug = Annotated[str, Constrained(pattern=r"^$|^[a-z0-9][a-z0-9_-]*$", max_length=140)]


@dataclass(frozen=True, slots=True)
class About:
    """What somebody looks at or acts on; without a step the whole board. ``gap`` is the id of one of its gaps."""

    step: _Slug = ""
    gap: _Slug = ""
    unit: _Slug = ""


_ABOUT = TypeAdapter(About)
_KEYS = {"s": "step", "g": "gap", "u": "unit"}


def value_of(about: About) -> str:
    """The JSON that a button or a form carries: only what applies."""
    return carrying(about, _KEYS)


def about(value: Any) -> About:
    """What a button's value or a form's metadata says. Raises UnknownForm when malformed."""
    return carried(value, _KEYS, _ABOUT)
