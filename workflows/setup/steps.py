# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The steps of the setup in their order: groups and channels first, for nothing works without; the plan last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from workflows.registers.entry import Entry
from workflows.setup import ingredients, structure
from workflows.setup.board import Found, Ingredients, Standing, Step, standing

_Look: TypeAlias = Callable[[Ingredients], Found]
#: The register whose entries say why a gap does not apply; each has the id of the gap, or the name of a step.
ASIDE = "setup"
STEPS: tuple[tuple[Step, _Look], ...] = (
    (Step("groups", "Groups", "Who decides. A missing group is a gap, also where another steps in."), structure.groups),
    (Step("channels", "Channels", "Where cards, digests and what is private go."), structure.channels),
    (Step("roles", "Roles and deputies", "Who answers for what, and who steps in.", "roles"), ingredients.roles),
    (Step("tools", "Technology", "What the office works with.", "tools"), ingredients.tools),
    (Step("budget", "Budget", "What it may spend this year.", "budget"), ingredients.budget),
    (
        Step("stakeholders", "Stakeholders", "Whose word decides whether it lasts.", "stakeholders"),
        ingredients.stakeholders,
    ),
    (Step("branding", "Name and branding", "Under which name people find it.", "branding"), ingredients.branding),
    (Step("petals", "Petals", "Who to talk to in each area of work.", "petals"), ingredients.petals),
    (Step("units", "Units and their petals", "Which petals concern which part of us.", "units"), structure.units),
    (Step("plan", "Action plan", "What is done next, by whom, until when.", "actions"), ingredients.plan),
)
#: Every register that the board reads.
REGISTERS = ("roles", "tools", "budget", "stakeholders", "branding", "petals", "units", "actions", ASIDE)


@dataclass(frozen=True, slots=True)
class Proven:
    """Figures of the setup that evidence of maturity rests on, by their names in workflows/maturity/facts.py."""

    program_branded: int
    structure_agreed: int
    actions_planned: int


def board(given: Ingredients) -> tuple[Standing, ...]:
    """How every step stands."""
    reasons = {one.name: one.text for one in given.of(ASIDE)}
    return tuple(standing(step, look(given), reasons) for step, look in STEPS)


def step_named(name: str) -> Step | None:
    """The step of that name."""
    return next((step for step, _ in STEPS if step.name == name), None)


def proven(given: Ingredients) -> Proven:
    """What the registers and groups prove now; what should have been looked at again proves nothing."""
    fresh = Ingredients(
        given.organization, given.today, given.members, given.unknown, given.left,
        {name: [one for one in rows if _holds(one, given)] for name, rows in given.entries.items()},
    )  # fmt: skip
    parts = (ingredients.deputised(fresh), not ingredients.budget(fresh).gaps, not ingredients.stakeholders(fresh).gaps)
    return Proven(
        program_branded=len(ingredients.branding(fresh).there),
        structure_agreed=sum(parts),
        actions_planned=len(ingredients.planned(fresh)),
    )


def _holds(entry: Entry, given: Ingredients) -> bool:
    return entry.review_on is None or entry.review_on >= given.today
