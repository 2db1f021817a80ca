# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Groups of which nobody can be reached: found before a request waits for them, with what will happen to its steps."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from workflows.organization import Organization
from workflows.staffing import Staff


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A configured group with nobody there: all of them are away (``back_on``), or nobody is left in it.

    ``decides`` is the group that new steps go to: itself where they wait, empty where nobody decides them. ``private``:
    it decides a private lane, which goes to nobody else.
    """

    group: str
    decides: str
    back_on: date | None = None
    private: bool = False

    @property
    def cause(self) -> str:
        """What is told once: the same cause again is known."""
        return f"away until {self.back_on.isoformat()}" if self.back_on else "empty"


def unreachable(organization: Organization, staff: Staff, private: Collection[str]) -> Iterator[Unreachable]:
    """Every such group, by name. One of which Slack has told nothing for too long is not known to be empty."""
    for name in sorted(organization.groups):
        if not organization.group(name).configured or name in staff.stale or _there(name, staff):
            continue
        members = staff.members.get(name, frozenset())
        back_on = min((staff.absent[one].back_on for one in members), default=None)
        yield Unreachable(name, _decides(name, organization, staff), back_on, name in private)


def _there(name: str, staff: Staff) -> bool:
    return any(one not in staff.absent for one in staff.members.get(name, ()))


def _decides(name: str, organization: Organization, staff: Staff) -> str:
    """As a submission of somebody in no group would find it (staffing.py)."""
    able = [one for one in organization.chain(name) if staff.members.get(one)]
    return next((one for one in able if organization.waits(one) or _there(one, staff)), able[0] if able else "")
