# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is owed after an approval: ticked off, said to be not needed, reminded of, and listed."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database
from workflows import forms, owing
from workflows.errors import GroupsUnknown, NotTheOwner
from workflows.items import REQUESTER
from workflows.obligations import Obligation
from workflows.people import Person
from workflows.request import Request
from workflows.staffing import Staff

Check: TypeAlias = Callable[[Request, str, Person, Collection[str]], Obligation]
Transition: TypeAlias = Callable[[Request, Collection[str], datetime], Request]
_AT_ONCE = 100
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Owing:
    """What somebody owes: the first due first, and how much there is in all."""

    first: list[tuple[Request, Obligation]]
    total: int


class ObligationService:
    """Rights are asked of the newest groups; every change is one unit with its event and its notices."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    @again_on_conflict
    async def tick(self, number: int, obligation: str, *, by: Person, evidence: str = "") -> None:
        """Tick something off; ``evidence`` is an https address. Raises like owing.tick, and FormProblems."""
        link = forms.address(evidence) if evidence else ""
        calendar = self._catalog.current.organization.calendar
        await self._changed(
            number,
            by,
            lambda found, groups, now: owing.tick(
                found, obligation, by=by, groups=groups, calendar=calendar, now=now, evidence=link
            ),
        )

    @again_on_conflict
    async def waive(self, number: int, obligation: str, reason: str, *, by: Person) -> None:
        """Say that something is not needed. Raises like owing.waive."""
        await self._changed(
            number,
            by,
            lambda found, groups, now: owing.waive(found, obligation, reason, by=by, groups=groups, now=now),
        )

    async def tickable(self, number: int, obligation: str, by: Person) -> tuple[Request, Obligation]:
        """What this person may tick off, asked before a form opens. Raises like tick."""
        return await self._open_to(number, obligation, by, owing.tickable)

    async def waivable(self, number: int, obligation: str, by: Person) -> tuple[Request, Obligation]:
        """What this person may say not to be needed, asked before a form opens. Raises like waive."""
        return await self._open_to(number, obligation, by, owing.waivable)

    async def owed_by(self, person: Person) -> Owing:
        """What a person owes, as a requester or in a group."""
        staff = await self._members.staff_for(person)
        groups = staff.rights_of(person)
        async with self._database.reading() as tx:
            found, total = await tx.obligations.owed_by(person.workspace, groups, person.id, _LISTED)
        return Owing([(one.request, owing.obligation(one.request, one.obligation)) for one in found], total)

    async def remind(self) -> int:
        """Remind of everything whose time has come, once whatever happens, and say of how many requests."""
        reminded = 0
        while True:
            async with self._database.reading() as tx:
                page = await tx.obligations.to_remind(self._timing.now(), _AT_ONCE)
            for workspace, number in page:
                await self._remind_one(workspace, number)
            reminded += len(page)
            if len(page) < _AT_ONCE:
                return reminded

    @again_on_conflict
    async def _remind_one(self, workspace: str, number: int) -> None:
        staff = await self._people.staff(workspace)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(workspace, number)
            after = owing.remind(before, self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)

    async def _open_to(self, number: int, which: str, by: Person, check: Check) -> tuple[Request, Obligation]:
        staff = await self._members.staff_for(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, number)
        check_seen(found, by, staff)
        with self._titles(found, staff):
            return found, check(found, which, by, staff.rights_of(by))

    async def _changed(self, number: int, by: Person, transition: Transition) -> None:
        staff = await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            check_seen(before, by, staff)
            with self._titles(before, staff):
                after = transition(before, staff.rights_of(by), self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)

    @contextmanager
    def _titles(self, request: Request, staff: Staff) -> Iterator[None]:
        """Let a refusal call the owner as people do; it is none while nobody knows who is in the group."""
        try:
            yield
        except NotTheOwner as refused:
            if refused.owner in staff.stale:
                raise GroupsUnknown from refused
            title = self._catalog.current.organization.title_of(refused.owner)
            named = request.requester.mention if refused.owner == REQUESTER else title
            raise NotTheOwner(refused.name, named) from refused
