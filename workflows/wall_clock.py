# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the clocks of a zone show, as instants (UTC), across the nights on which they change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """When the clocks show a time on a day: the first of two, and an hour later by the wall for one left out."""
    return datetime.combine(day, wall, zone).astimezone(UTC)


def next_at(wall: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first instant after another at which the clocks of a zone show a time."""
    day = after.astimezone(zone).date()
    at = instant(day, wall, zone)
    return at if at > after else instant(day + timedelta(days=1), wall, zone)
