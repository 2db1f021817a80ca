# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the library: entries of the register ``recommendations``, each with a condition on the facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflows.conditions import ConditionProblem, Conditions, Variable, names_in
from workflows.recommendations.facts import FACTS, Facts
from workflows.registers.entry import Entry

#: The register of the rules, and that of what became of their advice.
RULES, ADVICE = "recommendations", "advice"
_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``weight`` 5 is the most pressing; ``makes`` says what accepting it drafts, under ``goal``."""

    name: str
    title: str
    text: str
    because: str
    petal: str
    when: str
    makes: str
    goal: str
    item: str
    weight: int


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds now, with the figures that it rests on in words."""

    rule: Rule
    figures: tuple[str, ...]


def rules_of(entries: Iterable[Entry]) -> tuple[Rule, ...]:
    """The rules that are in force, the most pressing first."""
    made = (_rule(one) for one in entries if one.visible)
    return tuple(sorted(made, key=lambda one: (-one.weight, one.name)))


def problem_of(condition: str) -> str:
    """What is wrong with a condition, or the empty text."""
    if not names_in(condition):
        return "names no fact, such as facts.overdue, so that it would hold always or never"
    try:
        Conditions(_variables(), {"when": condition})
    except ConditionProblem as problem:
        return str(problem)
    return ""


def holding(rules: Iterable[Rule], facts: Facts) -> Iterator[Held]:
    """The rules that hold. One that rests on what is unknown, or cannot be read, does not."""
    rules = tuple(rules)
    outcomes = _evaluated({rule.name: rule.when for rule in rules}, facts)
    for rule in rules:
        if outcomes.get(rule.name):
            yield Held(rule, tuple(facts.said(name) for name in facts_in(rule.when)))


def facts_in(condition: str) -> tuple[str, ...]:
    """The facts that a condition looks at, in the order in which they are declared."""
    named = {name.partition(".")[2] for name in names_in(condition)}
    return tuple(name for name in FACTS if name in named)


def _evaluated(conditions: dict[str, str], facts: Facts) -> Mapping[str, bool | None]:
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


def _rule(entry: Entry) -> Rule:
    said = {name: str(entry.values.get(name) or "") for name in ("because", "when", "makes", "goal", "item")}
    weight = entry.values.get("weight")
    return Rule(
        name=entry.name,
        title=entry.title,
        text=entry.text,
        petal=entry.petal,
        weight=weight if isinstance(weight, int) else _WEIGHT,
        **said,
    )
