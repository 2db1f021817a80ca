# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The steps of the setup in their order: groups and channels first, for nothing works without; the plan last."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from workflows.maturity.facts import COUNTS, Fact
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


def board(given: Ingredients) -> tuple[Standing, ...]:
    """How every step stands."""
    reasons = {one.name: one.text for one in given.of(ASIDE)}
    return tuple(standing(step, look(given), reasons) for step, look in STEPS)


def step_named(name: str) -> Step | None:
    """The step of that name."""
    return next((step for step, _ in STEPS if step.name == name), None)


def setup_fact(name: str, given: Ingredients) -> Fact:
    """What the registers and groups prove today; what should have been looked at again proves nothing.

    ``name`` is one of OF_SETUP (workflows/maturity/facts.py); raises KeyError for another.
    """
    entries = {register: [one for one in rows if _holds(one, given)] for register, rows in given.entries.items()}
    return Fact(name, _FIGURES[name](replace(given, entries=entries)), 0, given.today, given.today, COUNTS[name])


def _structure(given: Ingredients) -> int:
    """How many of the three parts of the structure are whole."""
    parts = (ingredients.deputised(given), not ingredients.budget(given).gaps, not ingredients.stakeholders(given).gaps)
    return sum(parts)


def _holds(entry: Entry, given: Ingredients) -> bool:
    return entry.review_on is None or entry.review_on >= given.today


_FIGURES: dict[str, Callable[[Ingredients], int]] = {
    "program_branded": lambda given: len(ingredients.branding(given).there),
    "structure_agreed": _structure,
    "actions_planned": lambda given: len(ingredients.planned(given)),
}
