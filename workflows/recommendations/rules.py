# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the library: entries of the register ``recommendations``, each with a condition on the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.recommendations.conditions import evaluated, facts_in
from workflows.recommendations.facts import Facts
from workflows.registers.entry import Entry

#: The register of what became of the advice of rules.
ADVICE = "advice"
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


def holding(rules: Iterable[Rule], facts: Facts) -> Iterator[Held]:
    """The rules that hold. One that rests on what is unknown, or cannot be read, does not."""
    rules = tuple(rules)
    outcomes = evaluated({rule.name: rule.when for rule in rules}, facts)
    for rule in rules:
        if outcomes.get(rule.name):
            yield Held(rule, tuple(facts.said(name) for name in facts_in(rule.when)))


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
