# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is published in a register as a page for readers: titles and texts alone, such as principles for a website."""

from collections.abc import Iterable
from datetime import date

from workflows.registers.entry import Entry
from workflows.registers.exchange.headings import lowered
from workflows.registers.register import Register

#: The field that orders a page, where the register has it.
PLACE = "place"
_LAST = 1_000


def page(register: Register, entries: Iterable[Entry], program: str, today: date) -> str:
    """The published entries in their places: no drafts, no states, no people."""
    shown = sorted((one for one in entries if one.visible), key=lambda one: (_place(one), one.title))
    parts = [f"# {register.title}"]
    for entry in shown:
        parts += [f"## {entry.title}", lowered(entry.text) or entry.text]
    parts.append(f"*{program}, as of {today.day} {today:%B %Y}.*")
    return "\n\n".join(part for part in parts if part) + "\n"


def _place(entry: Entry) -> int:
    place = entry.values.get(PLACE)
    return place if isinstance(place, int) and not isinstance(place, bool) else _LAST
