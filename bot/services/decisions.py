# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What was decided is opened again: undone by its reviewer, reopened with a reason, or appealed."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.services.reviewers import Chosen, groups_titled, reviewer_of
from bot.timing import Timing
from storage.database import Database, UnitOfWork
from workflows import appealing, overturning, precedents
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer

Transition: TypeAlias = Callable[[Request, Reviewer, datetime], Request]


class DecisionService:
    """Rights are asked of the newest groups; what rests on a decision ends in the unit that takes it back."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    @again_on_conflict
    async def undo(self, chosen: Chosen, *, by: Person) -> Request:
        """Take back one's own review of a step. Raises like overturning.undo, UnknownRequest or GroupsUnknown."""
        return await self._overturned(
            chosen,
            by,
            lambda found, reviewer, now: overturning.undo(found, chosen.step, by=reviewer, now=now),
        )

    @again_on_conflict
    async def reopen(self, chosen: Chosen, reason: str, *, by: Person) -> Request:
        """Open a decided step again. Raises like overturning.reopen, UnknownRequest or GroupsUnknown."""
        return await self._overturned(
            chosen,
            by,
            lambda found, reviewer, now: overturning.reopen(found, chosen.step, reason, by=reviewer, now=now),
        )

    async def reopenable(self, chosen: Chosen, by: Person) -> Request:
        """The request, when this person may open the step again: asked before the form opens. Raises like reopen."""
        staff = await self._members.reviewing_staff(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, chosen.number)
        check_seen(found, by, staff)
        with groups_titled(self._catalog.current.organization):
            overturning.reopenable(found, chosen.step, reviewer_of(by, staff, chosen, found))
        return found

    @again_on_conflict
    async def appeal(self, number: int, text: str, *, by: Person) -> Request:
        """Appeal against a decline. Raises like appealing.appeal, and UnknownRequest."""
        organization, staff = self._catalog.current.organization, await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            check_seen(before, by, staff)
            now = self._timing.now()
            after = appealing.appeal(before, text, by=by, organization=organization, staff=staff, now=now)
            after = await _without_precedent(tx, after, by, now)
            await record(tx, after, before, organization, staff)
        return after

    async def appealable(self, number: int, by: Person) -> Request:
        """The request, when this person may appeal now: asked before the form opens. Raises like appeal."""
        organization, staff = self._catalog.current.organization, await self._members.staff_for(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, number)
        check_seen(found, by, staff)
        appealing.appealable(found, by=by, organization=organization, staff=staff, now=self._timing.now())
        return found

    async def _overturned(self, chosen: Chosen, by: Person, transition: Transition) -> Request:
        staff = await self._members.reviewing_staff(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, chosen.number)
            check_seen(before, by, staff)
            now = self._timing.now()
            with groups_titled(self._catalog.current.organization):
                after = transition(before, reviewer_of(by, staff, chosen, before), now)
            after = await _without_precedent(tx, after, by, now)
            await record(tx, after, before, self._catalog.current.organization, staff)
        return after


async def _without_precedent(tx: UnitOfWork, request: Request, by: Person, now: datetime) -> Request:
    """The request without the precedent that was made of its answer, which does not count any more."""
    precedent = await tx.precedents.get(request.workspace, request.precedent) if request.precedent else None
    if precedent is None or not request.state.open:
        return request
    request, ended = precedents.fall(request, precedent, by=by, now=now)
    await tx.precedents.end(ended)
    return request
