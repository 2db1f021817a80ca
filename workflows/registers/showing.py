# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which entries of a register somebody wants to see, as they typed or chose it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

#: The ways to narrow a list: all that is published, one's own, what is due, what is not published yet, what is gone.
Which: TypeAlias = Literal["all", "mine", "overdue", "drafts", "shipped", "retired"]
WHICH: tuple[Which, ...] = get_args(Which)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: by words, and by one of the ways."""

    words: str = ""
    which: Which = "all"


def wanted_by(typed: str) -> Wanted:
    """What somebody typed behind a register's name: one of the ways, and words to look for."""
    words = typed.split()
    ways = [one for one in WHICH if one in {word.casefold() for word in words}]
    rest = [word for word in words if word.casefold() not in ways[:1]]
    return Wanted(" ".join(rest), ways[0] if ways else "all")
