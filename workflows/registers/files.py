# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An entry as files say it: plain values by key become what an entry says, or a sentence for each that cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.errors import FormProblems
from workflows.facts import Answer
from workflows.forms import Raw
from workflows.registers.checking import checked, read, slug
from workflows.registers.entry import Content
from workflows.registers.register import Register

#: What a file may say of an entry beside ``values``.
KEYS = ("name", "title", "text", "petal", "review_on", "source", "as_of", "values")


@dataclass(frozen=True, slots=True)
class Shipped:
    """An entry that comes with the product or with an organization's files: its name and what it says."""

    name: str
    content: Content


def raw_of(plain: Mapping[str, Any]) -> dict[str, Raw]:
    """What a table of TOML or a row says, as a form would give it. Unknown types become words, to be refused there."""
    said = {name: _raw(value) for name, value in plain.items() if name != "values"}
    values = plain.get("values", {})
    return {**{name: _raw(value) for name, value in values.items()}, **said} if isinstance(values, Mapping) else said


def shipped_of(register: Register, plain: Mapping[str, Any]) -> tuple[Shipped, dict[str, str]]:
    """A shipped entry, to be reviewed in the register's time after its date, and what is wrong with it by key."""
    content, problems = read(register, raw_of(plain))
    problems |= {key: "is not a known key" for key in plain if key not in KEYS}
    problems |= {f"values.{key}": "is no field of the register" for key in unknown_values(register, plain)}
    if content.as_of is None:
        problems.setdefault("as_of", "is missing: the day for which it was true")
    try:
        content = checked(register, content, content.as_of or date.min)
    except FormProblems as found:
        problems = found.problems | problems
    name = plain.get("name")
    named = name if isinstance(name, str) and name else slug(content.title)
    if slug(named) != named:
        problems["name"] = f"`{named}` is not a name: small letters, digits and -, and a letter first"
    return Shipped(named, content), problems


def unknown_values(register: Register, plain: Mapping[str, Any]) -> list[str]:
    """The names among ``values`` that the register has no field for; all of it where it is no table."""
    values = plain.get("values", {})
    return [name for name in values if name not in register.by_name] if isinstance(values, Mapping) else [str(values)]


def plain_answer(answer: Answer) -> Any:
    """An answer as TOML and JSON write it."""
    return list(answer) if isinstance(answer, tuple) else answer


def _raw(value: Any) -> Raw:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return "" if value is None else str(value)
