# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the guided setup finds at an office: its files, and entries of its registers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from workflows.facts import Answer
from workflows.organization import Organization
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.setup.board import Ingredients

T, TODAY = "T0", date(2026, 11, 23)
FILES: dict[str, Any] = {
    "program": {"last_resort": ["U0EVA"]},
    "channels": {"requests": "C0REQUESTS", "digest": "C0DIGEST"},
    "groups": {
        "ospo": {"members": ["U0OMAR"], "channel": "C0OSPO"},
        "legal": {"members": ["U0LENA", "U0TOMAS"], "channel": "C0LEGAL"},
    },
    "units": {"payments": {"title": "Payments", "petals": ["contributors"]}, "search": {"title": "Search"}},
}


def entry(
    register: str,
    title: str,
    *,
    owner: str = "",
    text: str = "",
    version: int = 1,
    petal: str = "ospo",
    review_on: date | None = None,
    **values: Answer,
) -> Entry:
    """A published entry."""
    return Entry(
        workspace=T,
        register=register,
        name=title.casefold().replace(" ", "-"),
        content=Content(title=title, text=text, petal=petal, values=values, review_on=review_on),
        state=EntryState.PUBLISHED,
        owner=Person(T, owner) if owner else None,
        version=version,
    )


def given(*entries: Entry, left: Sequence[str] = (), **files: Any) -> Ingredients:
    """What the board is made from."""
    organization = Organization.model_validate(FILES | files)
    members = {name: Person.of(T, group.members) for name, group in organization.groups.items()}
    registers: dict[str, list[Entry]] = {}
    for one in entries:
        registers.setdefault(one.register, []).append(one)
    return Ingredients(organization, TODAY, members, left=frozenset(left), entries=registers)
