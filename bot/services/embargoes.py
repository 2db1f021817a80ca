# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Embargoes: who takes part, when somebody is asked to lift one, and what follows when a person has lifted it."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from bot.catalog import LiveCatalog
from bot.services.members import Members, Standing
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database, UnitOfWork
from workflows import embargo_notices, embargoing
from workflows.disclosing import disclosed
from workflows.errors import NotPossibleNow, NotTheRequester, Refusal, UnknownForm
from workflows.facts import Answers
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.staffing import Staff

_AT_ONCE = 100


class EmbargoService:
    """Only the group that decides the request steers its embargo; rights are asked of the newest groups."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def steered(self, number: int, by: Person) -> tuple[Request, date]:
        """The request, when this person may change its embargo now, and today's date: asked before a form opens.

        Raises UnknownRequest, and like embargoing.steered.
        """
        staff = await self._members.staff_for(by)
        async with self._database.reading() as tx:
            found = await tx.requests.get(by.workspace, number)
        check_seen(found, by, staff)
        embargoing.steered(found, _reviewer(by, staff, found))
        return found, self._timing.now().date()

    async def set_participants(self, number: int, people: Collection[Person], *, by: Person) -> None:
        """Let exactly these people take part. Raises like steered, and Refusal for who is no full member."""
        for person in people:
            if await self._members.standing(person) not in {Standing.MEMBER, Standing.UNKNOWN}:
                raise Refusal("Only full members of this workspace can take part: a guest or a bot cannot.")

        def changed(found: Request, steering: Reviewer, now: datetime) -> Request:
            before = embargoing.steered(found, steering).participants
            for person in (one for one in before if one not in people):
                found = embargoing.leave(found, person, by=steering, now=now)
            for person in sorted(people):
                found = embargoing.invite(found, person, by=steering, now=now)
            return found

        await self._changed(number, by, changed)

    async def postpone(self, number: int, day: date, reason: str, *, by: Person) -> None:
        """Say that it is not to be lifted yet. Raises like embargoing.postpone."""
        await self._changed(
            number, by, lambda found, steering, now: embargoing.postpone(found, day, reason, by=steering, now=now)
        )

    async def lift(self, number: int, *, by: Person) -> None:
        """Lift it, and tell the requester how to go on in the open. Raises like embargoing.lift."""
        await self._changed(number, by, lambda found, steering, now: embargoing.lift(found, by=steering, now=now))

    async def disclosed(self, number: int, requester: Person) -> tuple[str, Answers]:
        """The kind of the form with which the requester goes on in the open, and what it opens with.

        Raises NotTheRequester; NotPossibleNow before the embargo is lifted; UnknownForm without its kind.
        """
        async with self._database.reading() as tx:
            found = await tx.requests.get(requester.workspace, number)
        check_seen(found, requester, await self._members.staff_for(requester))
        if found.requester != requester:
            raise NotTheRequester(found.name)
        if found.embargo is None or not found.embargo.lifted:
            raise NotPossibleNow(found.name, "go on in the open", "still under embargo")
        policy = self._catalog.current.policies.get(found.kind)
        if policy is None:
            raise UnknownForm
        return found.kind, disclosed(policy, found.answers, found.facts)

    async def remind(self) -> int:
        """Ask about the embargoes whose day comes, and say how many; none is ever lifted by this."""
        async with self._database.reading() as tx:
            due = await tx.embargoes.due(self._timing.now(), _AT_ONCE)
        return sum([await self._remind_one(request_id) for request_id in due])

    @again_on_conflict
    async def _remind_one(self, request_id: str) -> bool:
        async with self._database.transaction() as tx:
            before = await tx.requests.by_id(request_id)
            staff = await self._people.staff(before.workspace)
            after = embargoing.ask(before, now=self._timing.now())
            await self._store(tx, after, before, staff)
        return after is not before

    @again_on_conflict
    async def _changed(
        self, number: int, by: Person, transition: Callable[[Request, Reviewer, datetime], Request]
    ) -> None:
        staff = await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, number)
            check_seen(before, by, staff)
            after = transition(before, _reviewer(by, staff, before), self._timing.now())
            await self._store(tx, after, before, staff)

    async def _store(self, tx: UnitOfWork, after: Request, before: Request, staff: Staff) -> None:
        organization = self._catalog.current.organization
        await record(tx, after, before, organization, staff)
        await tx.outbox.add(*embargo_notices.after(after, before, organization, staff))


def _reviewer(by: Person, staff: Staff, request: Request) -> Reviewer:
    return Reviewer(by, staff.rights_of(by), request.revision)
