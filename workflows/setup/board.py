# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The board of the setup: its steps in order, what is there of each, which gaps it has, and the next thing to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflows.organization import Organization
from workflows.people import Person
from workflows.registers.entry import Entry


class StepState(StrEnum):
    """How far a step is. NOT_APPLICABLE: all that is missing was set aside, with reasons."""

    DONE = "done"
    GAP = "gap"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. ``id`` is stable, so that it can be set aside.

    ``lines`` are what to add to organization.toml; ``register`` is where it is filled in instead, by ``entry`` where
    one is there already.
    """

    id: str
    text: str
    lines: str = ""
    register: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one step looks at: what is there, in words, and what is missing."""

    there: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the setup. ``register`` is what it is filled into; who may not read that does not see the step."""

    name: str
    title: str
    about: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a step stands. ``aside`` are the gaps that do not apply here, each with the reason."""

    step: Step
    there: tuple[str, ...]
    gaps: tuple[Gap, ...]
    aside: tuple[tuple[Gap, str], ...] = ()

    @property
    def state(self) -> StepState:
        """How far it is."""
        if self.gaps:
            return StepState.GAP
        return StepState.NOT_APPLICABLE if self.aside and not self.there else StepState.DONE


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What the board is made from.

    ``members`` is who is in which group now, ``unknown`` the groups of which nobody knows that well enough, ``left``
    the ids of people who are no members of the workspace any more; ``entries`` what is published, by register.
    """

    organization: Organization
    today: date
    members: Mapping[str, frozenset[Person]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def of(self, register: str) -> Sequence[Entry]:
        """What is published in a register."""
        return self.entries.get(register, ())

    def own(self, register: str) -> list[Entry]:
        """What the company itself published there: what came with the product proves nothing."""
        return [one for one in self.of(register) if not one.shipped]


def standing(step: Step, found: Found, reasons: Mapping[str, str]) -> Standing:
    """The step with what was found; ``reasons`` say why a gap, or the whole step, does not apply."""
    whole = reasons.get(step.name)
    aside = tuple((gap, reasons.get(gap.id, whole)) for gap in found.gaps)
    return Standing(
        step,
        found.there,
        tuple(gap for gap, why in aside if why is None),
        tuple((gap, why) for gap, why in aside if why is not None),
    )


def next_gap(board: Iterable[Standing]) -> tuple[Standing, Gap] | None:
    """The one thing to do next: the first gap of the first step that has one."""
    return next(((one, one.gaps[0]) for one in board if one.gaps), None)
