# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a button, menu or form about registers carries: which register, entry and version, and the list behind it."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field as Constrained
from pydantic import StrictInt, TypeAdapter

from messages.blocks import Block, button
from messages.buttons import carried, carrying
from workflows.errors import UnknownForm
from workflows.registers.notices import Due
from workflows.registers.possible import Doable
from workflows.registers.showing import Wanted, Which

#: Every list, entry and history opens by one of these; what is done at once and what opens a form stands apart.
LISTS, LIST, OPEN, HISTORY, TURN = (f"register:{what}" for what in ("registers", "list", "open", "history", "turn"))
DO, ASK = "register:do", "register:ask"
_Slug = Annotated[str, Constrained(pattern=r"^$|^[a-z0-9][a-z0-9_-]*$", max_length=80)]
_Count = Annotated[StrictInt, Constrained(ge=0, le=2**31 - 1)]
#: Characters of what somebody filters by.
WORDS = 60


@dataclass(frozen=True, slots=True)
class About:
    """What somebody looks at or acts on. ``version`` is that of the entry which they could see.

    ``page``, ``which`` and ``words`` say which list leads there. ``boxes`` and ``borders`` are of a form: how many
    boxes its text has, and what stood between their texts. ``told`` names the reminder in which a button stands, behind
    the person or room that it went to: that message is edited. ``step`` is that of the setup over which a form lies.
    """

    register: _Slug = ""
    entry: _Slug = ""
    version: _Count = 0
    act: Doable | None = None
    page: _Count = 0
    which: Which = "all"
    words: Annotated[str, Constrained(max_length=WORDS)] = ""
    proposed: bool = False
    boxes: Annotated[StrictInt, Constrained(ge=0, le=20)] = 0
    borders: Annotated[str, Constrained(pattern=r"^[plsn]*$", max_length=20)] = ""
    told: Annotated[str, Constrained(pattern=r"^$|^[A-Z0-9]+/[a-z0-9_/-]+$", max_length=220)] = ""

    step: Annotated[str, Constrained(pattern=r"^[a-z]*$", max_length=40)] = ""

    @property
    def wanted(self) -> Wanted:
        """What the list shows."""
        return Wanted(self.words, self.which)

    @property
    def reminder(self) -> tuple[str, Due] | None:
        """The reminder in which the button stood, if it did. Raises UnknownForm for one that there cannot be."""
        to, _, due = self.told.partition("/")
        try:
            return (to, Due.read(due)) if to else None
        except ValueError as malformed:
            raise UnknownForm from malformed


_ABOUT = TypeAdapter(About)
_KEYS = {
    "r": "register",
    "e": "entry",
    "v": "version",
    "a": "act",
    "p": "page",
    "w": "which",
    "t": "words",
    "n": "proposed",
    "x": "boxes",
    "b": "borders",
    "d": "told",
    "s": "step",
}


def value_of(about: About) -> str:
    """The JSON that a button or a form carries: only what applies."""
    return carrying(about, _KEYS)


def about(value: Any) -> About:
    """What a button's value, a menu's value or a form's metadata says. Raises UnknownForm when malformed."""
    return carried(value, _KEYS, _ABOUT)


def open_button(register: str, entry: str, title: str, *, label: str = "Open") -> Block:
    """The button that opens an entry, wherever one is told of."""
    return button(label, OPEN, value_of(About(register, entry)), described=f"Open: {title}")


def list_button(register: str, label: str) -> Block:
    """The button that opens the list of a register."""
    return button(label, LIST, value_of(About(register)), described=label)
