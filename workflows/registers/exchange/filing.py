# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What files say of entries, whatever their format: the same keys as in forms, and where each entry stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.forms import Raw
from workflows.registers.entry import Entry
from workflows.registers.files import raw_of
from workflows.registers.register import Register

#: The keys of an entry in a file, before and behind the fields of its register.
FIRST = ("name", "title", "state", "petal", "owner", "review_on", "source", "as_of")
LAST = ("text",)


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry as a file says it. ``place`` is where it stands there; a key that is not in ``said`` stays as it is."""

    place: str
    said: Mapping[str, Raw]


class Unreadable(ValueError):
    """A file that is no register; ``problems`` are sentences, each with where in the file."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


def columns_of(register: Register) -> tuple[str, ...]:
    """Every key that an entry of the register may have."""
    return (*FIRST, *(field.name for field in register.fields), *LAST)


def said_of(entry: Entry) -> dict[str, Raw]:
    """What a file says of an entry, every key of it; what waits for approval beside a published text is left out."""
    own = {
        "name": entry.name,
        "title": entry.title,
        "state": entry.state.value,
        "petal": entry.petal,
        "owner": entry.owner.id if entry.owner else "",
        "review_on": entry.review_on.isoformat() if entry.review_on else "",
        "source": entry.source,
        "as_of": entry.as_of.isoformat() if entry.as_of else "",
    }
    return {**own, **raw_of(entry.values), "text": entry.text}


def whole(register: Register, said: Mapping[str, Raw]) -> dict[str, Raw]:
    """The same with an empty text for everything that a file of whole entries leaves out because it is empty."""
    empty: dict[str, Raw] = dict.fromkeys(("source", "as_of", "text", *register.by_name), "")
    return empty | dict(said)
