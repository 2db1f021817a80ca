# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a values poll shows: how far units agree with each statement, and where they are too far apart.

Pure arithmetic on the scale from 1 to 5. Nothing is shown of fewer than ``SMALLEST`` answers (domain.md §5), also not
by subtraction: units that are too small are added up, and if their sum is too small the smallest unit joins them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflows.values.poll import Ballot, Poll

#: Answers without which no mean is shown of a unit.
SMALLEST = 5
#: Units whose means are so far apart see a statement differently: one whole step of the scale.
APART = 1.0
#: From this mean on in every unit a statement is shared; up to that one in every unit it is not.
SHARED_FROM, REFUSED_TO = 3.5, 2.5
#: What the units that are too small are called together.
TOGETHER = "Smaller units together"


class Finding(StrEnum):
    """What the poll says of a statement."""

    SHARED = "shared"
    DIFFERS = "differs"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The finding as people read it."""
        return {
            Finding.SHARED: "units share it",
            Finding.DIFFERS: "units differ",
            Finding.REFUSED: "no unit agrees",
            Finding.UNDECIDED: "undecided everywhere",
            Finding.UNKNOWN: "not enough data",
        }[self]


@dataclass(frozen=True, slots=True)
class Group:
    """A unit, or several together, with the mean of each statement among ``count`` answers."""

    title: str
    count: int
    means: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One statement: what the poll says of it, how far units are apart (None: too few), and how many want it most."""

    name: str
    title: str
    finding: Finding
    apart: float | None
    most: int


@dataclass(frozen=True, slots=True)
class Result:
    """A whole poll. ``answers`` are those that are shown in some group, ``asked`` who was asked personally."""

    answers: int
    asked: int
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]

    def of(self, finding: Finding) -> tuple[Outcome, ...]:
        """The statements of which the poll says that."""
        return tuple(one for one in self.outcomes if one.finding is finding)


def result_of(poll: Poll, ballots: Sequence[Ballot], asked: int) -> Result:
    """What the answers show, in groups that are large enough; without any group nothing is shown but that."""
    groups = tuple(_group(poll, title, members) for title, members in _folded(poll, ballots))
    shown = sum(one.count for one in groups)
    most = Counter(one.most for one in ballots) if groups else Counter[str]()
    outcomes = tuple(
        Outcome(one.name, one.title, *_found([group.means[one.name] for group in groups]), most[one.name])
        for one in poll.statements
    )
    return Result(shown, asked, groups, outcomes)


def _folded(poll: Poll, ballots: Iterable[Ballot]) -> list[tuple[str, list[Ballot]]]:
    """The answers by unit, in groups of at least ``SMALLEST``, that have all answers or, where too few, none."""
    by_unit: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        by_unit.setdefault(ballot.unit, []).append(ballot)
    large = sorted(
        (unit for unit, found in by_unit.items() if len(found) >= SMALLEST), key=lambda u: poll.units.get(u, u)
    )
    small = [ballot for unit, found in by_unit.items() if unit not in large for ballot in found]
    if small and len(small) < SMALLEST and large:
        joining = min(large, key=lambda unit: len(by_unit[unit]))
        large.remove(joining)
        small += by_unit[joining]
    groups = [(poll.units.get(unit, unit), by_unit[unit]) for unit in large]
    return [*groups, (TOGETHER, small)] if len(small) >= SMALLEST else groups


def _group(poll: Poll, title: str, ballots: Sequence[Ballot]) -> Group:
    means = {
        one.name: round(sum(ballot.scale[one.name] for ballot in ballots) / len(ballots), 2) for one in poll.statements
    }
    return Group(title, len(ballots), means)


def _found(means: Sequence[float]) -> tuple[Finding, float | None]:
    if len(means) < 2:  # noqa: PLR2004 - one unit alone can neither agree nor differ
        return Finding.UNKNOWN, None
    apart = round(max(means) - min(means), 2)
    if apart >= APART:
        return Finding.DIFFERS, apart
    if min(means) >= SHARED_FROM:
        return Finding.SHARED, apart
    return (Finding.REFUSED if max(means) <= REFUSED_TO else Finding.UNDECIDED), apart
