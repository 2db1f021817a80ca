# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Marking the Homes that a change makes untrue, when its notices go out and not while somebody waits for an answer."""

from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict
from bot.timing import Timing
from storage.database import Database
from storage.delivery import Lease
from workflows.concern import OFFICE, concerned
from workflows.errors import UnknownRequest
from workflows.notice import Template
from workflows.people import Person

#: Messages after which the program stands differently.
_OF_THE_PROGRAM: frozenset[Template] = frozenset({"digest", "maturity", "advice"})


class HomeMarking:
    """Called for each leased lane: the change is committed by then, and a lane whose worker died is leased again."""

    def __init__(self, database: Database, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._people = people
        self._timing = timing

    @again_on_conflict
    async def mark(self, lease: Lease) -> None:
        """Have the Homes looked at of all whom the notices of a lane concern. Those of later tries were already."""
        fresh = [due.notice for due in lease.dues if due.attempts == 0]
        fresh = [one for one in fresh if one.request_id or one.template in _OF_THE_PROGRAM]
        if not fresh:
            return
        people = {Person(lease.workspace, one.to) for one in fresh}  # a channel's id is nobody's
        async with self._database.reading() as tx:
            if not await tx.homes.any(lease.workspace):
                return
            staff = await self._people.staff(lease.workspace)
            if any(one.template in _OF_THE_PROGRAM for one in fresh):
                people |= staff.members.get(OFFICE, frozenset())
            for id_ in {one.request_id for one in fresh if one.request_id}:
                try:
                    people |= concerned(await tx.requests.by_id(id_), staff)
                except UnknownRequest:
                    continue  # its notice will be parked with why
        async with self._database.transaction() as tx:
            await tx.homes.changed(people, self._timing.now())
