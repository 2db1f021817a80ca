# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Maturity models as data: stages of items, each with what good evidence is and what of the office produces it."""

import hashlib
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Constrained

from workflows.model import Value

Name = Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]


class Rule(Value):
    """What proves an item by the office's own records: a figure (facts.py) that is high enough.

    ``at_least`` is a share from 0 to 1 for figures that are shares, else a number. ``of_at_least``: of how many a
    share must be counted before it says anything. ``days``: how far back is looked.
    """

    fact: str
    at_least: float = Constrained(1, ge=0)
    of_at_least: int = Constrained(1, ge=1)
    days: int = Constrained(90, ge=1, le=730)


class Item(Value):
    """One thing that a program can show. ``text`` says what, ``hint`` what good evidence looks like.

    ``feature`` names what of the office produces its evidence; ``outside`` says that nothing does. The evidence of
    a ``policy`` text holds for 12 months instead of 180 days. ``needs`` are items that come before it.
    """

    id: Name
    text: str = Constrained(min_length=1, max_length=300)
    hint: str = Constrained("", max_length=500)
    source: str = Constrained("", max_length=200)
    feature: str = Constrained("", max_length=120)
    outside: bool = False
    policy: bool = False
    needs: tuple[Name, ...] = ()
    evidence: Rule | None = None


class Stage(Value):
    """A step of a model, which counts as reached with all of its items and all stages before it.

    ``target`` is the share of its items in percent that the organization wants: higher is not always better.
    """

    name: Name
    title: str = Constrained(min_length=1, max_length=60)
    summary: str = Constrained("", max_length=300)
    target: int = Constrained(100, ge=0, le=100)
    items: tuple[Item, ...] = Constrained(min_length=1)


class MaturityModel(Value):
    """A model. ``scope``: the program as a whole, or each unit of the organization by itself."""

    name: Name
    title: str = Constrained(min_length=1, max_length=60)
    scope: Literal["program", "unit"] = "program"
    summary: str = Constrained("", max_length=600)
    source: str = Constrained("", max_length=300)
    stages: tuple[Stage, ...] = Constrained(min_length=1)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with anything that the model says."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id, in the model's order."""
        return {item.id: item for stage in self.stages for item in stage.items}

    @cached_property
    def stage_of(self) -> dict[str, Stage]:
        """The stage of every item, by the item's id."""
        return {item.id: stage for stage in self.stages for item in stage.items}
