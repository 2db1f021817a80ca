# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The facts that recommendations rest on: declared with their types, so that a rule is checked before it is used.

Numbers alone, never a title or a person. A fact of too little data is unknown, and a rule over it does not hold.
docs/recommendations.md lists them; a test compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Type: TypeAlias = Literal["int", "double", "bool", "strings"]
FactValue: TypeAlias = int | float | bool | tuple[str, ...]
#: For how many days figures of what was decided look back: a quarter says more than a busy week.
WINDOW_DAYS = 90
#: Of a list of names so many are said.
_NAMES = 8


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact: its type, what it says, and the unit in which people read it (empty: a plain number)."""

    name: str
    type: Type
    says: str
    unit: Literal["", "%", "days"] = ""


_FACTS = (
    Declared("policy_adopted", "bool", "the company made the policy its own"),
    Declared("one_person_groups", "int", "groups of the organization that have one person only"),
    Declared("units", "int", "units of the organization"),
    Declared("open", "int", "requests that are open"),
    Declared("overdue", "int", "open requests that are overdue"),
    Declared("old", "int", "requests that are open for 30 days or longer"),
    Declared("old_share", "double", "share of open requests that are 30 days old or older", "%"),
    Declared("unanswered_questions", "int", "license questions that are open"),
    Declared("lapsing", "int", "standing clearances that end within 30 days"),
    Declared("decided", "int", "requests that people decided in 90 days"),
    Declared("days_to_decision", "double", "days until half of people's decisions were made", "days"),
    Declared("slow_days", "double", "days within which nine of ten of people's decisions were made", "days"),
    Declared("in_time_share", "double", "share of people's decisions within the promised time", "%"),
    Declared("fast_share", "double", "share of decisions that policy made at once", "%"),
    Declared("reworked_share", "double", "share of people's decisions before which the request was edited", "%"),
    Declared("declined_share", "double", "share of decisions that were declines", "%"),
    Declared("overturned", "int", "decisions that were overturned or appealed in 90 days"),
    Declared("contributors", "int", "people with an approved contribution in 90 days, five or more"),
    Declared("top_team_share", "double", "share of approved contributions from the team with most of them", "%"),
    Declared("items_shown", "strings", "items of the checklist that are evidenced"),
    Declared("items_lost", "int", "items of the checklist whose evidence lapsed"),
    Declared("items_lapsing", "int", "items of the checklist whose evidence lapses within 30 days"),
    Declared("empty_registers", "strings", "registers in which nothing is published"),
    Declared("reviews_overdue", "int", "entries of registers whose review is overdue"),
    Declared("setup_gaps", "int", "gaps that the guided setup shows"),
    Declared("roles_without_deputy", "int", "roles of the office that nobody stands in for"),
    Declared("actions_overdue", "int", "actions of the action plan that are past their quarter"),
    Declared("critical_unmaintained", "int", "critical upstreams at which nobody of us is a maintainer"),
    Declared("critical_unsponsored", "int", "critical upstreams without a plan of support"),
    Declared("questions_open", "int", "questions asked of the office that nobody answered yet"),
    Declared("questions_repeated", "int", "answers that were asked for four times or more in 90 days"),
    Declared("polls", "int", "values polls that were held"),
    Declared("days_since_poll", "int", "days since the last values poll closed", "days"),
    Declared("values_differing", "int", "statements of the last values poll on which units differ"),
    Declared("principles", "int", "principles that are published"),
    Declared("units_not_following", "int", "units that were asked twice and do not follow the principles"),
)
#: Every fact by its name.
FACTS: Mapping[str, Declared] = MappingProxyType({one.name: one for one in _FACTS})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the program now, by name, and of how many each figure is (where it is one of several)."""

    values: Mapping[str, FactValue]
    of: Mapping[str, int]

    def known(self) -> dict[str, FactValue]:
        """The facts as conditions name them."""
        return {f"facts.{name}": value for name, value in self.values.items()}

    def said(self, name: str) -> str:
        """A fact as people read it: Share of …: 42 % of 19."""
        declared, value = FACTS[name], self.values.get(name)
        of = f" of {self.of[name]:,}" if self.of.get(name) and not isinstance(value, tuple) else ""
        return f"{declared.says[0].upper()}{declared.says[1:]}: {_written(declared, value)}{of}"


def _written(declared: Declared, value: FactValue | None) -> str:
    if value is None:
        return "not enough data"
    if isinstance(value, tuple):
        more = f" and {len(value) - _NAMES} more" if len(value) > _NAMES else ""
        return f"{', '.join(value[:_NAMES])}{more}" if value else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if declared.unit == "%":
        return f"{value * 100:.0f}\N{NO-BREAK SPACE}%"
    number = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
    return f"{number} {declared.unit}".strip()
