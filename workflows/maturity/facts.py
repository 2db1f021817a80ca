# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Facts: figures of the office's own records, and the rules by which they prove an item of a model."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workflows.maturity.evidence import Proof
from workflows.maturity.models import Rule

#: Figures that are numbers, by name, with what is counted in the days that are looked at.
COUNTS = MappingProxyType(
    {
        "requests_tracked": "requests of any kind that were made",
        "contributions_cleared": "requests to contribute that were approved",
        "inventories_advised": "third-party inventories that were looked up component by component",
        "projects_supported": "approved sponsorships of projects",
        "trainings_recorded": "people who took part in trainings that a second person confirmed",
    }
)
#: Figures that are shares: so many, of so many that were counted.
SHARES = MappingProxyType(
    {
        "answered_in_time": "requests that people decided, and of these how many within their service level",
        "license_questions_answered": "license questions that were asked, and of these how many were answered",
        "releases_with_checklist": "releases that were approved, and of these how many with a settled checklist",
        "obligations_kept": "obligations that fell due, and of these how many were met",
    }
)
#: What the log of maturity itself counts, and not the requests.
TRAININGS = "trainings_recorded"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure. ``value`` is how many; of a share, ``of`` is of how many (0 for a plain number, or when none were).

    ``since`` and ``until`` are the first and the last day looked at; ``query`` says in words what was counted.
    """

    name: str
    value: int
    of: int
    since: date
    until: date
    query: str


def judged(rule: Rule, fact: Fact) -> Proof:
    """What a figure says under a rule. A share of too few shows nothing, and neither does a number of none."""
    if rule.fact in SHARES:
        holds = fact.of >= rule.of_at_least and fact.value >= rule.at_least * fact.of
    else:
        holds = fact.value >= max(rule.at_least, 1)
    return Proof(fact.name, fact.value, fact.of, fact.since, fact.until, fact.query, holds)
