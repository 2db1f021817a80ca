# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the buttons and forms of questions carry: what was found, and the words that were asked."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field as Constrained
from pydantic import TypeAdapter

from messages.buttons import carried, carrying
from messages.text import shorten, size
from workflows.search.documents import Key

GOOD, BAD, SHOW, HUMAN, LICENSE = "ask:good", "ask:bad", "ask:show", "ask:human", "ask:license"
#: The button that opens the form, in Home.
OPEN = "ask:open"
ANSWER, PASS_ON, CLOSE, GUIDE = "ask:answer", "ask:pass-on", "ask:close", "ask:guide"
#: Characters of a question that a button carries; all of it stands where it was typed.
_CARRIED = 1_500
_Slug = Annotated[str, Constrained(pattern=r"^$|^[a-z0-9][a-z0-9_-]*$", max_length=80)]


@dataclass(frozen=True, slots=True)
class About:
    """What somebody clicked on. ``register`` and ``entry`` name what was found, ``entry`` alone an open question."""

    register: _Slug = ""
    entry: _Slug = ""
    question: Annotated[str, Constrained(max_length=_CARRIED)] = ""
    petal: _Slug = ""

    @property
    def key(self) -> Key:
        """What was found."""
        return Key(self.register, self.entry)


_ABOUT = TypeAdapter(About)
_KEYS = {"r": "register", "e": "entry", "q": "question", "p": "petal"}


def value_of(about: About) -> str:
    """The JSON that a button or a form carries."""
    return carrying(about, _KEYS)


def of_question(question: str, register: str = "", entry: str = "", petal: str = "") -> About:
    """What is carried of a question, however long it is: escaped letters count several characters."""
    room = _CARRIED
    while size(value_of(found := About(register, entry, shorten(question, room), petal))) > _CARRIED + 300:
        room = room * 2 // 3
    return found


def about(value: Any) -> About:
    """What a button's value or a form's metadata says. Raises UnknownForm when malformed."""
    return carried(value, _KEYS, _ABOUT)
