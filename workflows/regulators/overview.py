# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is open with regulators: what is due next, what nobody has checked, and which plans are missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.registers.entry import Entry
from workflows.regulators.calendar import Due, closing, due_of

#: What falls within this time is told of in digests.
SOON = timedelta(days=30)
_CONCERN = frozenset({"yes", "partly"})


@dataclass(frozen=True, slots=True)
class Regulators:
    """The registers around regulators, as far as somebody may read them; None of those that are not for them."""

    regulators: Sequence[Entry]
    deadlines: Sequence[Entry]
    plans: Sequence[Entry] | None = None
    positions: Sequence[Entry] | None = None
    briefings: Sequence[Entry] | None = None

    @property
    def due(self) -> tuple[Due, ...]:
        """Everything that falls on a day and is open, consultations among them, the earliest first."""
        found = (*due_of(self.deadlines), *closing(self.positions or ()))
        return tuple(sorted(found, key=lambda one: (one.on, one.entry.title)))

    def overdue(self, today: date) -> tuple[Due, ...]:
        """What somebody should have done by now. A day from which rules apply is not overdue: it has come."""
        return tuple(one for one in self.due if one.on < today and one.sort != "begins")

    def next(self, today: date) -> tuple[Due, ...]:
        """What falls on a day that has not gone by."""
        return tuple(one for one in self.due if one.on >= today)

    @property
    def concerning(self) -> tuple[Entry, ...]:
        """The regulators that apply to us."""
        return tuple(one for one in self.regulators if one.values.get("applies") in _CONCERN)

    @property
    def unchecked(self) -> tuple[Entry, ...]:
        """The regulators of which nobody has said yet whether they apply."""
        return tuple(one for one in self.regulators if one.values.get("applies", "unchecked") == "unchecked")

    @property
    def without_plan(self) -> tuple[Entry, ...]:
        """The regulators that apply to us and that no plan is about; none where plans are not for the reader."""
        if self.plans is None:
            return ()
        planned = {key for plan in self.plans for key in _names(plan.values.get("regulator"))}
        return tuple(one for one in self.concerning if not planned & {one.name, one.title.casefold()})

    def about(self, regulator: Entry) -> Mapping[str, tuple[Entry, ...]]:
        """What the registers hold of one regulator, by register: its deadlines, plan, positions and briefing notes."""
        kept = {
            "deadlines": self.deadlines,
            "regulator-plans": self.plans or (),
            "positions": self.positions or (),
            "briefings": self.briefings or (),
        }
        return {name: of_regulator(entries, regulator) for name, entries in kept.items()}


def of_regulator(entries: Iterable[Entry], regulator: Entry) -> tuple[Entry, ...]:
    """The entries that name a regulator, by its short name or its title."""
    wanted = {regulator.name, regulator.title.casefold()}
    return tuple(one for one in entries if wanted & set(_names(one.values.get("regulator"))))


def soon(due: Iterable[Due], today: date) -> tuple[Due, ...]:
    """What falls within the next thirty days, today among them."""
    return tuple(one for one in due if today <= one.on <= today + SOON)


def _names(value: object) -> tuple[str, ...]:
    return (value.strip(), value.strip().casefold()) if isinstance(value, str) and value.strip() else ()
