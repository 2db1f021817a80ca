# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Legal holds: placed and lifted by legal or the OSPO, each with its reason in the record."""

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database
from workflows import holding
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer


class HoldService:
    """Rights are asked of the newest groups; a group that Slack told nothing of for too long gives none."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def of(self, request: Request, person: Person) -> bool | None:
        """Whether a request is on hold, for somebody who may change that; None for everybody else."""
        staff = await self._members.reviewing_staff(person)
        mine = staff.rights_of(person)
        if person == request.requester or person in staff.guests or mine.isdisjoint(holding.holders(request)):
            return None
        async with self._database.reading() as tx:
            if request.forgotten and await tx.retained.over(request.id):  # there is nothing left to hold
                return None
            return await tx.retained.held(request.id)

    @again_on_conflict
    async def change(self, number: int, reason: str, *, then_held: bool, by: Person) -> None:
        """Place a hold, or lift it. Raises UnknownRequest, and like holding.hold."""
        staff = await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            check_seen(before, by, staff)
            now_held = await tx.retained.held(before.id)
            over = before.forgotten and await tx.retained.over(before.id)
            reviewer = Reviewer(by, staff.rights_of(by), before.revision)
            now = self._timing.now()
            after = holding.hold(
                before, reason, now_held=now_held, then_held=then_held, by=reviewer, now=now, over=over
            )
            await record(tx, after, before, self._catalog.current.organization, staff)
            if after is not before:
                await tx.retained.hold(before.id, then_held=then_held)
