# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Facts: figures of the office's own records, and the rules by which they prove an item of a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from workflows.maturity.boards import ItemState, Standing
from workflows.maturity.entries import Act, Entry
from workflows.maturity.evidence import Proof
from workflows.maturity.models import Rule

#: Figures that are numbers, by name, with what is counted in the days that are looked at.
COUNTS = MappingProxyType(
    {
        "requests_tracked": "requests of any kind that were made",
        "contributions_cleared": "requests to contribute that were approved",
        "inventories_advised": "decided releases whose third-party inventory was looked up component by component",
        "projects_supported": "approved sponsorships of projects",
        "maintainers_employed": "maintainers whom we employ, by the upstream register as somebody looked at it since",
        "program_branded": "the program's name and its page, as the registers have them and somebody looked at them",
        "structure_agreed": "deputies for the OSPO and legal, the approved budget, and the stakeholders, as registered",
        "actions_planned": "open actions with an owner who is here, in this quarter or a later one",
        "trainings_recorded": "people who took part in trainings that a second person confirmed",
    }
)
#: Figures that are shares: so many, of so many that were counted.
SHARES = MappingProxyType(
    {
        "answered_in_time": "requests that people decided, and of these how many within their service level",
        "license_questions_answered": "license questions that were asked, and of these how many were answered",
        "releases_with_checklist": "releases that were approved, and of these how many with a settled checklist",
        "principles_followed": "units and subsidiaries, and of these how many follow the published principles",
        "obligations_kept": "obligations that fell due, and of these how many were met",
    }
)
#: What the setup of the office tells, and not the requests.
OF_SETUP = frozenset({"program_branded", "structure_agreed", "actions_planned"})
#: What the registers tell, and not the requests.
FOLLOWED = "principles_followed"
#: What the log of maturity itself counts, and not the requests.
TRAININGS = "trainings_recorded"
#: What the upstream register says, and not the requests.
MAINTAINERS = "maintainers_employed"
#: Figures that hold are looked at daily, and noted anew when they are so old.
FRESH = timedelta(days=7)


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


def trained(entries: Sequence[Entry], since: date, until: date) -> Fact:
    """How many people took part in trainings of some days, by what a second person confirmed and nobody took back."""
    claimed: dict[int, Entry] = {}
    people: dict[str, list[tuple[date, int]]] = {}
    for entry in entries:
        if entry.act is Act.CLAIMED and entry.data.get("people"):
            claimed[entry.sequence] = entry
        elif entry.act is Act.CONFIRMED and not entry.data.get("alone"):
            if claim := claimed.get(int(entry.data["claim"])):
                on, count = date.fromisoformat(str(claim.data["on"])), int(claim.data["people"])
                people.setdefault(entry.item, []).append((on, count))
        elif entry.act is Act.REOPENED:
            people.pop(entry.item, None)
    count = sum(count for trainings in people.values() for on, count in trainings if on >= since)
    return Fact(TRAININGS, count, 0, since, until, COUNTS[TRAININGS])


def to_note(standing: Standing, fact: Fact, now: datetime) -> Proof | None:
    """What is to be noted of an item whose rule was looked at; None while there is nothing new to say of it.

    What holds is noted anew once a week, so that the figures beside it are fresh.
    """
    rule, shown = standing.item.evidence, standing.evidence.proof if standing.evidence else None
    if rule is None or not standing.applies:
        return None
    proof = judged(rule, fact)
    holding = shown is not None and shown.holds and standing.state is ItemState.EVIDENCED
    if proof.holds:
        fresh = holding and shown is not None and now.date() - shown.until < FRESH
        return None if fresh else proof
    return proof if holding else None
