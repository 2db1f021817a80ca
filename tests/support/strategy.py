# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers and entries of the strategy for tests of the domain, as the product ships them."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from tests.support.office import table
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Register
from workflows.strategy.interviewing import Interviewing
from workflows.strategy.interviews import INTERVIEWS, Question

T, TODAY = "T0TEST", date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OMAR = Person(T, "U0OMAR")


@cache
def register(name: str) -> Register:
    """A shipped register."""
    return Register.model_validate(table(f"registers/{name}.toml"))


def entry(register_: str, name: str, title: str = "", text: str = "", **more: Any) -> Entry:
    """A published entry that somebody else approved; its fields in ``values``."""
    content = Content(title=title or name, text=text, petal="management", values=more.pop("values", {}))
    approved = {"version": 2, "changed_at": NOW, "changed_by": OMAR, "approved_by": Person(T, "U0LENA")}
    said: dict[str, Any] = approved | more
    return Entry(workspace=T, register=register_, name=name, content=content, state=EntryState.PUBLISHED, **said)


def questions() -> tuple[Question, ...]:
    """Three questions."""
    makes = ("technologies", "champions", "message")
    return tuple(Question(name, f"About {name}?", "Because.", at, name) for at, name in enumerate(makes, 1))


def interviewing(person: str = "U0OMAR", *, days: int = 0, office: bool = False) -> Interviewing:
    """An act in the interview."""
    later = timedelta(days=days)
    return Interviewing(register(INTERVIEWS), Person(T, person), NOW + later, TODAY + later, office)
