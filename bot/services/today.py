# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits for one person on one day, as it is read for their list and shown before it is sent."""

from datetime import datetime, time

from storage.database import Database
from workflows.daily import Timetable, Today
from workflows.organization import Organization
from workflows.people import Person
from workflows.preferences import zone_of
from workflows.queue import EVERYTHING, Wanted
from workflows.staffing import Staff

#: Requests of one list: more does not fit on the screen of a phone.
ROWS = 5
_LATE = Wanted(overdue=True)


def timetable_of(person: Person, at: time, timezone: str, staff: Staff, organization: Organization) -> Timetable:
    """When somebody gets their list, at a time of theirs: on the workdays of their groups, or of the office."""
    groups = sorted(staff.groups_of(person))
    calendars = list(dict.fromkeys(organization.calendar_of(group) for group in groups)) or [organization.calendar]
    return Timetable(at, zone_of(timezone, organization.calendar.zone), calendars)


async def today_of(database: Database, person: Person, timetable: Timetable, staff: Staff, now: datetime) -> Today:
    """What waits for a person now, and what of it is due by the end of their day."""
    holders = staff.groups_of(person) | {f"@{one.id}" for one in staff.deputised(person)}
    day = timetable.today(now)
    async with database.reading() as tx:
        oldest, total = await tx.queues.waiting_for(person, holders, EVERYTHING, now=now, rows=ROWS)
        if not total:
            return Today(now, day, (), 0, 0, 0)
        _, overdue = await tx.queues.waiting_for(person, holders, _LATE, now=now, rows=1)
        tonight = timetable.ends(day)
        first, due = await tx.queues.waiting_for(person, holders, _LATE, now=tonight, rows=ROWS)
        shown = [*first, *(one for one in oldest if all(one.number != other.number for other in first))][:ROWS]
    return Today(now, day, shown, overdue, due - overdue, total)
