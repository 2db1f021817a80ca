# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits for a person, and whose turn it is in what a person looks at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.turns import turns_of
from bot.timing import Timing
from storage.database import Database
from workflows.bulk import steps_together
from workflows.people import Person
from workflows.queue import EVERYTHING, Waiting, Wanted
from workflows.request import Request, Step
from workflows.turns import Turns

#: Requests of one page: a view or message holds them all, and nobody reads more at once.
ROWS = 10


class QueueService:
    """Reads queues as they are at this moment."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def waiting_for(self, reviewer: Person, wanted: Wanted = EVERYTHING) -> Waiting:
        """The requests of others that wait for this person; a page that is not there any more is the last one."""
        staff = await self._members.staff_for(reviewer)
        groups, now = staff.groups_of(reviewer), self._timing.now()
        if wanted.group not in groups:
            wanted = replace(wanted, group="")
        holders = groups | {f"@{one.id}" for one in staff.deputised(reviewer)}
        organization = self._catalog.current.organization
        async with self._database.reading() as tx:
            found, total = await tx.queues.waiting_for(reviewer, holders, wanted, now=now, rows=ROWS)
            if total and not found:
                wanted = wanted.on((total - 1) // ROWS)
                found, total = await tx.queues.waiting_for(reviewer, holders, wanted, now=now, rows=ROWS)
            turns = await turns_of(tx, found, organization, now)
        return Waiting(found, total, groups, wanted, turns, first=wanted.page * ROWS + 1)

    async def together(self, reviewer: Person, wanted: Wanted) -> Sequence[tuple[Request, Step]]:
        """What of a page this person can decide together: steps of one group."""
        waiting = await self.waiting_for(reviewer, wanted)
        kinds = {name: policy.kind for name, policy in self._catalog.current.policies.items()}
        return steps_together(waiting.requests, kinds, waiting.deciding)

    async def turns(self, requests: Iterable[Request]) -> Mapping[int, Turns]:
        """Whose turn it is in these requests now, by number."""
        async with self._database.reading() as tx:
            return await turns_of(tx, requests, self._catalog.current.organization, self._timing.now())
