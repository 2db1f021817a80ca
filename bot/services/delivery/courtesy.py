# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When and where a person wants to hear of something: quiet hours, the daily digest, the thread or a direct message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.catalog import LiveCatalog
from bot.timing import Timing
from storage.database import Database
from storage.delivery import Due, Lease
from workflows.errors import UnknownRequest
from workflows.notice import Notice
from workflows.people import Person
from workflows.preferences import COLLECTED, DEFAULTS, IN_THREAD, Preferences, held_until, zone_of

#: Requests of one digest: a message holds them all.
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Held:
    """The lane in which a notice has to wait, and until when."""

    lane: str
    until: datetime


def held_lane(person_id: str) -> str:
    """The lane in which new messages for a person wait, so that they hold up nothing of their requests."""
    return f"held:{person_id}"


def reaches_a_person(notice: Notice) -> bool:
    """Whether it is a direct message."""
    return notice.to.startswith(("U", "W"))


class Courtesy:
    """Knows people's wishes, as they are now. Only messages that are new ever wait: an edit notifies nobody."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def wait(self, due: Due, lane_of_due: str) -> Held | None:
        """Where and until when a new direct message waits; None: it goes now.

        One of which an older notice waits already goes with that, so that it is not posted twice.
        """
        notice = due.notice
        if not reaches_a_person(notice) or due.standing is not None or due.ambiguous:
            return None
        lane, now = held_lane(notice.to), self._timing.now()
        preferences, timezone = await self._wishes(Person(notice.workspace, notice.to))
        zone = zone_of(timezone, self._catalog.current.organization.calendar.zone)
        until = held_until(preferences, notice.template, zone, created_at=due.created_at, now=now)
        if until is None and lane_of_due != lane:
            until = now if await self._database.lanes.held(notice.workspace, lane, notice.message) else None
        return Held(lane, until) if until is not None else None

    async def in_thread(self, due: Due) -> Due:
        """The notice with the card's thread as its place, for a requester who wants to hear of it there.

        Not of what is confidential by now: a thread in the open could say nothing of it.
        """
        notice = due.notice
        if notice.template not in IN_THREAD or not reaches_a_person(notice) or due.standing is not None:
            return due
        preferences, _ = await self._wishes(Person(notice.workspace, notice.to))
        if not preferences.in_thread:
            return due
        card = await self._database.lanes.message(notice.workspace, f"card:{notice.request_id}")
        return replace(due, root=card) if card is not None and await self._open(notice) else due

    async def _open(self, notice: Notice) -> bool:
        try:
            async with self._database.reading() as tx:
                return not (await tx.requests.by_id(notice.request_id)).confidential
        except UnknownRequest:
            return False  # there will be nothing to write, and that is parked with why

    async def digest(self, lease: Lease) -> tuple[Sequence[Due], Notice] | None:
        """What of a lane of waiting messages goes out as one digest now, and that digest's notice."""
        first = lease.dues[0].notice
        if lease.lane != held_lane(first.to):
            return None
        preferences, _ = await self._wishes(Person(first.workspace, first.to))
        if preferences.digest_at is None:
            return None
        ready = [one for one in lease.dues if one.notice.template in COLLECTED and await self._ready(one)]
        about = tuple(dict.fromkeys(one.notice.request_id for one in ready))[:_LISTED]
        gathered = [one for one in ready if one.notice.request_id in about]
        return (gathered, _digest(first, lease.lane, about, gathered[0].id)) if gathered else None

    async def _ready(self, due: Due) -> bool:
        return due.standing is None and not due.ambiguous and await self.wait(due, held_lane(due.notice.to)) is None

    async def _wishes(self, person: Person) -> tuple[Preferences, str]:
        async with self._database.reading() as tx:
            wishes = await tx.preferences.of(person)
        return (wishes.preferences, wishes.timezone) if wishes else (DEFAULTS, "")


def _digest(first: Notice, lane: str, about: Sequence[str], number: int) -> Notice:
    """The digest's notice: ids only. Its number is that of the oldest message that it takes the place of."""
    key = f"news:{first.to}:{number}"
    return Notice(
        key=key,
        workspace=first.workspace,
        lane=lane,
        message=key,
        template="news",
        to=first.to,
        detail={"requests": ",".join(about)},
    )
