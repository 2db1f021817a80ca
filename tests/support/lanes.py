# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a delivery worker does with a lane: lease it, begin what is due, and say where it stands."""

from datetime import timedelta

from storage.database import Database
from storage.delivery import Due, Lease, Message

MINUTE = timedelta(minutes=1)


async def leased(database: Database, lanes: int = 10) -> list[Lease]:
    return await database.lanes.lease(lanes, MINUTE)


async def only_lease(database: Database) -> Lease:
    [lease] = await leased(database)
    return lease


async def begun(database: Database, lease: Lease, due: Due) -> Due:
    current = await database.lanes.begin(lease, due)
    assert current is not None
    return current


def standing(due: Due, ts: str = "1.0") -> Message:
    return Message(due.notice.message, due.notice.to, ts, due.notice_id)


def keys(lease: Lease) -> list[str]:
    return [due.notice.key for due in lease.dues]
