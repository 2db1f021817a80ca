# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When the office works, and a group of it that keeps other hours. What follows from them stands in calendar.py."""

from datetime import time
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator
from pydantic import Field as Constrained

from workflows.model import Value


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of all time zones: finding them looks at 600 files, for each calendar anew."""
    return frozenset(available_timezones())


def known_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    return name in zone_names()


def _existing_zone(name: str) -> str:
    if not known_zone(name):
        raise ValueError(f"there is no time zone `{name}`; use a name such as Europe/Berlin")
    return name


ZoneName = Annotated[str, AfterValidator(_existing_zone)]
Workdays: TypeAlias = Annotated[
    tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...], Constrained(min_length=1)
]
Holidays = Annotated[str, Constrained(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")]


def _opens_before_it_closes(hours: tuple[time, time]) -> tuple[time, time]:
    if hours[0] >= hours[1]:
        raise ValueError("the office has to open before it closes, on the same day")
    return hours


Hours = Annotated[tuple[time, time], AfterValidator(_opens_before_it_closes)]


class Calendar(Value):
    """When the office works; business time counts only these hours."""

    timezone: ZoneName = "UTC"
    workdays: Workdays = ("mon", "tue", "wed", "thu", "fri")
    hours: Hours = (time(9), time(17))
    holidays: Holidays = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)


class GroupCalendar(Value):
    """Where a group's calendar differs from the office's."""

    timezone: ZoneName | None = None
    workdays: Workdays | None = None
    hours: Hours | None = None
    holidays: Holidays | None = None
