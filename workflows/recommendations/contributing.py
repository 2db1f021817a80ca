# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How contributions spread over teams: only where enough people contributed that no figure is about somebody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workflows.figures import SUPPRESS_BELOW, Share


@dataclass(frozen=True, slots=True)
class Spread:
    """How many people contributed, and how much of it came from the team with most of it."""

    people: int
    top: Share


def spread_over_teams(counts: Mapping[str, int], teams: Mapping[str, str]) -> Spread | None:
    """The spread of contributions counted by person; None where fewer than five people are of known teams."""
    known = {person: count for person, count in counts.items() if person in teams}
    if len(known) < SUPPRESS_BELOW:
        return None
    by_team = Counter[str]()
    for person, count in known.items():
        by_team[teams[person]] += count
    return Spread(len(known), Share(max(by_team.values()), by_team.total()))
