# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with the checklist of a request and with its launch: clear, open again, schedule, publish."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database
from workflows import checklist, forms, launching, owing
from workflows.errors import GroupsUnknown, NotInCharge, UnknownForm
from workflows.items import REQUESTER, Item, ItemState
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.staffing import Staff

Transition: TypeAlias = Callable[[Request, Reviewer, datetime], Request]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A request with the groups of the person who looks at its checklist."""

    request: Request
    groups: frozenset[str]


class ChecklistService:
    """Rights are asked of the newest groups; every change is one unit with its event and its notices."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    @again_on_conflict
    async def mark(
        self,
        number: int,
        revision: int,
        item: str,
        state: ItemState,
        *,
        by: Person,
        evidence: str = "",
        note: str = "",
    ) -> Checklist:
        """Say where an item stands; ``evidence`` is an https address. Raises like checklist.mark, and Refusal."""
        link = forms.address(evidence) if evidence else ""
        return await self._changed(
            number,
            by,
            revision,
            lambda found, who, now: checklist.mark(found, item, state, by=who, now=now, evidence=link, note=note),
        )

    @again_on_conflict
    async def schedule(self, number: int, day: str, *, by: Person) -> None:
        """Set the day of the launch, such as 2026-12-01. Raises like launching.schedule, and UnknownForm."""
        try:
            planned = date.fromisoformat(day)
        except ValueError as malformed:
            raise UnknownForm from malformed
        await self._changed(number, by, 0, lambda found, who, now: launching.schedule(found, planned, by=who, now=now))

    @again_on_conflict
    async def publish(self, number: int, address: str, *, by: Person) -> None:
        """Say where it is public; what is owed after the launch begins. Raises like launching.publish, and Refusal."""
        link = forms.address(address)
        organization = self._catalog.current.organization

        def published(found: Request, who: Reviewer, now: datetime) -> Request:
            after = launching.publish(found, link, by=who, now=now)
            return after if after is found else owing.begun(after, "public", organization, now)

        await self._changed(number, by, 0, published)

    async def seen_by(self, number: int, viewer: Person) -> Checklist:
        """A request with its checklist, for somebody who may see it. Raises UnknownRequest."""
        staff = await self._members.staff_for(viewer)
        async with self._database.reading() as tx:
            found = await tx.requests.get(viewer.workspace, number)
        check_seen(found, viewer, staff)
        return Checklist(found, staff.rights_of(viewer))

    async def markable(
        self, number: int, revision: int, item: str, state: ItemState, by: Person
    ) -> tuple[Request, Item]:
        """The item, if this person may say so of it: asked before a form opens. Raises like mark."""
        staff = await self._members.staff_for(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, number)
        check_seen(found, by, staff)
        with self._titles(staff):
            return found, checklist.permitted(found, item, state, _who(by, staff, revision))

    async def launchable(self, number: int, by: Person) -> Request:
        """The request, if this person may say when it becomes public: asked before a form opens."""
        staff = await self._members.staff_for(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, number)
        check_seen(found, by, staff)
        with self._titles(staff):
            launching.launchable(found, by=_who(by, staff, found.revision))
        return found

    async def _changed(self, number: int, by: Person, revision: int, transition: Transition) -> Checklist:
        staff = await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            check_seen(before, by, staff)
            with self._titles(staff):
                after = transition(before, _who(by, staff, revision), self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)
        return Checklist(after, staff.rights_of(by))

    @contextmanager
    def _titles(self, staff: Staff) -> Iterator[None]:
        """Let a refusal call the group as people do; it is none while nobody knows who is in the group."""
        try:
            yield
        except NotInCharge as refused:
            if refused.group in staff.stale:
                raise GroupsUnknown from refused
            if refused.group == REQUESTER:
                raise
            raise NotInCharge(self._catalog.current.organization.title_of(refused.group)) from refused


def _who(person: Person, staff: Staff, revision: int) -> Reviewer:
    return Reviewer(person, staff.rights_of(person), revision)
