# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The third-party inventory of a request: what was found when it was attached, as far as people read it again."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import Field as Constrained

from workflows.licenses.inventory.advising import Assessment, Line
from workflows.licenses.reference import DATA_SETS
from workflows.licenses.tables import Usage, Verdict
from workflows.model import Value
from workflows.people import Person

#: What is kept of an inventory: enough for every line that a message can show, and no more.
MOST_LINES = 30
_MOST_NAMES, _LONGEST_NAME, _LONGEST_LICENSE, _LONGEST_REASON = 3, 60, 200, 200


class InventoryRule(Value):
    """Whether requests of a kind have a third-party inventory: the button's words, and the use it is looked up for.

    ``into`` names the fields with the license of the product that the components become part of: the first that is
    answered counts, options that are no license (such as "another") aside. ``clears`` names the checklist item that an
    inventory ticks by itself, once nothing in it needs a person.
    """

    label: str = Constrained("Attach inventory", min_length=1, max_length=30)
    usage: Usage = Usage.SHIPPED
    into: tuple[str, ...] = ()
    clears: str = ""


class InventoryLine(Value):
    """One license of the inventory: the verdict, its first reason, how many components, and some of their names."""

    verdict: Verdict
    license: str
    because: str
    components: int
    names: tuple[str, ...]


class AttachedInventory(Value):
    """What an attached file held, and what policy said of it. ``before`` are the counts of the one it replaced."""

    number: int = 1
    at: datetime
    by: Person
    sha256: str
    size: int
    format: str
    usage: Usage
    into: str
    counts: dict[Verdict, int]
    before: dict[Verdict, int] = {}
    lines: tuple[InventoryLine, ...]
    licenses: int
    differing: int
    policy: str
    statement: str
    data: str

    @property
    def components(self) -> int:
        """How many components it has."""
        return sum(self.counts.values())

    @property
    def concerns(self) -> str:
        """What in it needs a person, in words such as *1 deny, 2 review*; empty when nothing does.

        A file that says two things of a component is a concern: one of them may have been written to please. So is a
        product without a known license: then nothing was compared with it.
        """
        found = sorted(self.counts.items(), key=lambda one: -one[0].rank)
        said = [f"{number:,} {verdict}" for verdict, number in found if number and verdict.rank >= Verdict.REVIEW.rank]
        said += [f"{self.differing:,} of which the file says two things"] if self.differing else []
        said += [] if self.into else ["no known license of the product to compare with"]
        return ", ".join(said)


def attached(found: Assessment, data: bytes, *, by: Person, at: datetime) -> AttachedInventory:
    """What is kept of an answer on a file's bytes."""
    return AttachedInventory(
        at=at, by=by, sha256=hashlib.sha256(data).hexdigest(), size=len(data), format=found.inventory.format,
        usage=found.usage, into=found.into, counts=dict(found.counts),
        lines=tuple(_lines(found)), licenses=len(found.lines), differing=len(found.differing), policy=found.policy,
        statement=found.statement, data="; ".join(f"{one.title} {one.version} of {one.date}" for one in DATA_SETS),
    )  # fmt: skip


def attached_data(one: AttachedInventory) -> dict[str, Any]:
    """Of an inventory: identifiers and numbers."""
    return {
        "inventory": one.number, "sha256": one.sha256, "size": one.size, "format": one.format, "usage": one.usage.value,
        "counts": {verdict.value: number for verdict, number in one.counts.items()}, "licenses": one.licenses,
        "before": {verdict.value: number for verdict, number in one.before.items()},
        "differing": one.differing, "policy": one.policy, "statement": one.statement, "data": one.data,
    }  # fmt: skip


def attached_texts(one: AttachedInventory) -> dict[str, str]:
    """Of an inventory: what somebody wrote into the file, names of components among it."""
    lines = [line.model_dump(mode="json") for line in one.lines]
    return {"lines": json.dumps(lines, ensure_ascii=False, sort_keys=True), "into": one.into}


def _lines(found: Assessment) -> Iterator[InventoryLine]:
    for line in found.lines[:MOST_LINES]:
        yield InventoryLine(
            verdict=line.advice.verdict,
            license=_cut(line.advice.expression or line.advice.input, _LONGEST_LICENSE),
            because=_cut(line.advice.because[0].text if line.advice.because else "", _LONGEST_REASON),
            components=len(line.members),
            names=tuple(_names(line)),
        )


def _names(line: Line) -> Iterator[str]:
    return (_cut(one.component.shown, _LONGEST_NAME) for one in line.members[:_MOST_NAMES])


def _cut(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
