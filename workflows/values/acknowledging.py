# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which unit follows the principles as they are, which is asked, asked again, or open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflows.program import Unit
from workflows.registers.entry import Entry

#: Who has not answered is asked once more after so long.
AGAIN = timedelta(days=14)
#: How often a unit is asked before it is listed as open.
TIMES = 2
#: Nobody is asked before the newest publication is so old: principles are mostly published several in a row.
SETTLED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands to one version of the principles. ``lead`` is a Slack id, or empty."""

    unit: str
    title: str
    lead: str
    asked: int = 0
    asked_on: date | None = None
    followed_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether it was asked often enough, or has nobody to be asked, and does not follow."""
        return self.followed_on is None and (not self.lead or self.asked >= TIMES)


def standings(units: Mapping[str, Unit], entries: Iterable[Entry], version: str) -> tuple[Standing, ...]:
    """How every unit stands to this version; what was said of another counts no more."""
    known = {one.name: one.values for one in entries if one.visible and one.values.get("principles") == version}
    return tuple(_standing(name, unit, known.get(name, {})) for name, unit in units.items())


def settled(principles: Sequence[Entry], now: datetime) -> bool:
    """Whether nobody published another principle just now."""
    newest = max((one.changed_at for one in principles if one.changed_at), default=None)
    return newest is None or now - newest >= SETTLED


def to_ask(found: Iterable[Standing], today: date) -> tuple[Standing, ...]:
    """The units whose leads are asked now: for the first time, or once more."""
    return tuple(one for one in found if one.lead and one.followed_on is None and _due(one, today))


def share(found: Sequence[Standing]) -> tuple[int, int]:
    """How many units follow, of how many."""
    return sum(one.followed_on is not None for one in found), len(found)


def _due(one: Standing, today: date) -> bool:
    if one.asked_on is None:
        return True
    return one.asked < TIMES and today >= one.asked_on + AGAIN


def _standing(name: str, unit: Unit, values: Mapping[str, object]) -> Standing:
    asked = values.get("asked")
    return Standing(
        name,
        unit.title or name,
        unit.lead or "",
        asked if isinstance(asked, int) else 0,
        _day(values.get("asked_on")),
        _day(values.get("followed_on")),
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
