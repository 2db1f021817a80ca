# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The conditions of rules: what is wrong with one, and which of them hold."""

from collections.abc import Mapping

from workflows.conditions import ConditionProblem, Conditions, Variable, names_in
from workflows.recommendations.facts import FACTS, Facts

#: The register of the rules.
RULES = "recommendations"


def problem_of(condition: str) -> str:
    """What is wrong with a condition, or the empty text."""
    if not names_in(condition):
        return "names no fact, such as facts.overdue, so that it would hold always or never"
    try:
        Conditions(_variables(), {"when": condition})
    except ConditionProblem as problem:
        return str(problem)
    return ""


def facts_in(condition: str) -> tuple[str, ...]:
    """The facts that a condition looks at, in the order in which they are declared."""
    named = {name.partition(".")[2] for name in names_in(condition)}
    return tuple(name for name in FACTS if name in named)


def evaluated(conditions: dict[str, str], facts: Facts) -> Mapping[str, bool | None]:
    """The conditions' outcomes, compiled together; one that is wrong is left out: the register says so."""
    conditions = {name: text for name, text in conditions.items() if names_in(text)}
    while conditions:
        try:
            return Conditions(_variables(), conditions).evaluate(facts.known())
        except ConditionProblem as problem:
            del conditions[problem.key]
    return {}


def _variables() -> dict[str, Variable]:
    return {f"facts.{one.name}": Variable(one.type) for one in FACTS.values()}
