# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What figures count and what they leave out, as the kinds and the organization say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.working_hours import Calendar

#: Where policy says nothing shorter (workflows/policy.py).
_STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Counting:
    """How requests are counted.

    Requests that everybody may see are counted all. ``rooms`` are the kinds, with their lanes, whose requests only a
    group may see but whose number is no secret; what is in no such lane is not counted at all, for a count tells that
    there is one. ``questions`` are the kinds that are answered instead of approved, with the field that names the
    license. ``petals`` say for each kind which area of work it belongs to. Times of a week follow ``zone``.
    """

    organization: Organization
    rooms: tuple[tuple[str, str], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    petals: tuple[tuple[str, str], ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.organization.calendar.zone

    def promised(self, group: str, kind: str, lane: str) -> int:
        """Within how many minutes of its working time a group promises to decide a step.

        A business day is as long as the group's office is open: a date so many business days ahead is that much
        working time away, whatever the time of the day.
        """
        days = self.organization.promises.of(kind, lane, group).decision_days
        return days * _workday(self.organization.calendar_of(group))


def counting(kinds: Mapping[str, RequestKind], organization: Organization) -> Counting:
    """How requests of these kinds are counted in this organization."""
    rooms = [(kind.name, lane) for kind in kinds.values() if kind.room for lane in _open_lanes(kind)]
    questions = [(kind.name, kind.license_field) for kind in kinds.values() if kind.answer]
    petals = [(kind.name, kind.petal) for kind in kinds.values()]
    return Counting(organization, tuple(rooms), tuple(questions), tuple(petals))


def _open_lanes(kind: RequestKind) -> list[str]:
    """The lanes of a kind that are no private ones, by name."""
    private = {lane.name for lane in kind.lanes if lane.outcome == "private"}
    return sorted({_STANDARD, *(lane.name for lane in kind.lanes)} - private)


def _workday(calendar: Calendar) -> int:
    opens, closes = (60 * at.hour + at.minute for at in calendar.hours)
    return closes - opens
