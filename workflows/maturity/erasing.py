# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One person out of what was said of the items of a maturity model, when they ask for it; what was shown stays."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workflows.erasing import free_number
from workflows.maturity.entries import Entry

_OWNER, _PEOPLE = "owner", ("by", "confirmed_by", "of")


def without(entries: Iterable[Entry], person: str) -> Iterator[Entry]:
    """The entries of one board that change by it, as they are then: a number for them, and no owner where it was they.

    ``entries`` are all of that board, so that the number stands for nobody else there.
    """
    known = tuple(entries)
    instead = free_number({one.by for one in known} | {str(v) for one in known for v in one.data.values()})
    for entry in known:
        said = {name: instead if name in _PEOPLE and value == person else value for name, value in entry.data.items()}
        if said.get(_OWNER) == person:
            said[_OWNER] = ""
        after = replace(entry, by=instead if entry.by == person else entry.by, data=said)
        if after != entry:
            yield after
