# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chains beside the logs of maturity and of registers: a link for each row, hashed over the link before it.

A link holds a row's identifiers and times in clear, and for people and texts one salted commitment. Erasing them adds a
link that commits to what is left of those rows, so that a log verifies after it as before.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from workflows.events import START, canonical, commitment
from workflows.maturity.entries import Entry

#: What of an entry's data on maturity is a person or a text, and may be erased (workflows/maturity/forgetting.py).
_PRIVATE = frozenset({"by", "confirmed_by", "of", "owner", "note", "link", "reason"})
#: What the chain of a log begins behind.
BEGINNING = (0, START)


@dataclass(frozen=True, slots=True)
class Log:
    """One log: the history of an entry of a register, or without a register what was said on maturity."""

    workspace: str
    register: str = ""
    name: str = ""

    @property
    def sort(self) -> str:
        """What it is a log of, without naming the entry: what a seal may say."""
        return f"registers/{self.register}" if self.register else "maturity"

    @property
    def title(self) -> str:
        """What people who check the record call it."""
        return f"{self.register}/{self.name}" if self.register else f"the log of maturity of {self.workspace}"


@dataclass(frozen=True, slots=True)
class Said:
    """A row of a log: what its link holds ``clear``, and the ``private`` rest as one text."""

    clear: Mapping[str, Any]
    private: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored. ``row`` is the row's number in its log, 0 where the link says what was erased."""

    log: Log
    sequence: int
    row: int
    salt: str
    body: str
    hash: str


@dataclass(slots=True)
class Found:
    """What a look at one log found: how many rows, those of which people and texts were erased, and what is wrong."""

    rows: int = 0
    erased: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def said_of_entry(entry: Entry) -> Said:
    """An entry of the log of maturity as its link has it."""
    private = {name: value for name, value in entry.data.items() if name in _PRIVATE}
    clear = {
        "model": entry.model,
        "unit": entry.unit,
        "item": entry.item,
        "act": entry.act.value,
        "at": _instant(entry.at),
        "data": {name: value for name, value in entry.data.items() if name not in _PRIVATE},
    }
    return Said(clear, canonical({"by": entry.by, "data": private}))


def said_of_act(act: str, at: datetime, by: str, note: str, document: str) -> Said:
    """An act on an entry of a register, with the entry after it as a JSON document, as its link has it."""
    return Said({"act": act, "at": _instant(at)}, canonical([by, note, document]))


def link(log: Log, before: tuple[int, str], row: int, said: Said, salt: str) -> Link:
    """The link of a row, behind the one of which ``before`` has sequence and hash; of the first BEGINNING."""
    told = {"row": row, "said": said.clear, "commitment": commitment(salt, said.private)}
    return _linked(log, before, row, salt, told)


def erasing(log: Log, before: tuple[int, str], left: Mapping[int, str]) -> Link:
    """The link that says that rows lost people and texts; ``left`` are commitments to what is left, by row."""
    return _linked(log, before, 0, "", {"row": 0, "erased": {str(row): digest for row, digest in left.items()}})


def check(links: Sequence[tuple[Link, Said | None]]) -> Found:
    """Check one log: its links in order, each with its row, None where that is missing."""
    found, before, bodies = Found(), START, list[Mapping[str, Any]]()
    left: dict[int, str] = {}
    for number, (one, _) in enumerate(links, 1):
        body = _body(one)
        if body is None or (one.sequence, body["sequence"], body["previous"]) != (number, number, before):
            found.problems.append(f"link {number} of its chain was changed, or does not follow the one before it")
            return found
        left |= {int(row): digest for row, digest in body.get("erased", {}).items()}
        bodies.append(body)
        before = one.hash
    for (one, row), body in zip(links, bodies, strict=True):
        if "erased" not in body:
            found.rows += 1
            found.erased |= {one.row} & left.keys()
            found.problems += _row_problems(one, row, body, found.rows, left.get(one.row, body["commitment"]))
    return found


def _row_problems(one: Link, row: Said | None, body: Mapping[str, Any], number: int, committed: str) -> Iterator[str]:
    if (one.row, body["row"]) != (number, number):
        yield f"act {number} is not in its place"
    elif row is None:
        yield f"act {number} was removed"
    elif row.clear != body["said"]:
        yield f"act {number} was changed after it was written"
    elif commitment(one.salt, row.private) != committed:
        yield f"the people or texts of act {number} were changed after it was written"


def _body(one: Link) -> Mapping[str, Any] | None:
    """What a link says; None where it was changed."""
    if hashlib.sha256(one.body.encode()).hexdigest() != one.hash:
        return None
    try:
        body = json.loads(one.body)
        log = (body["workspace"], body["register"], body["name"])
        whole = {"sequence", "previous", "row"} <= body.keys() and ("erased" in body or "commitment" in body)
    except (ValueError, TypeError, KeyError):
        return None
    return body if whole and log == (one.log.workspace, one.log.register, one.log.name) else None


def _linked(log: Log, before: tuple[int, str], row: int, salt: str, told: Mapping[str, Any]) -> Link:
    sequence, previous = before[0] + 1, before[1]
    about = {"workspace": log.workspace, "register": log.register, "name": log.name}
    body = canonical({**about, "sequence": sequence, "previous": previous, **told})
    return Link(log, sequence, row, salt, body, hashlib.sha256(body.encode()).hexdigest())


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
