# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A past for a practice workspace: requests that were made and decided, by the domain's own rules, in times gone by.

It shows charts and digests something to show. What happens is stored as every change is, but nobody is told of it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random

from bot.catalog import Catalog
from bot.practice.customs import Customs, Next
from bot.practice.shapes import Asked, arrivals, asked
from bot.services.recording import record, record_new
from storage.database import Database, UnitOfWork
from storage.randomness import time_ordered_id
from workflows import lifecycle
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Request
from workflows.staffing import Staff

#: Requests that happen side by side.
_TOGETHER = 16


class _Kept:
    """An outbox that nothing goes out of; what would have is kept by the request that it is about."""

    def __init__(self) -> None:
        self.notices: dict[str, list[Notice]] = {}

    async def add(self, *notices: Notice) -> None:
        """Keep them."""
        for one in notices:
            self.notices.setdefault(one.lane, []).append(one)


@asynccontextmanager
async def _untold(database: Database, kept: _Kept) -> AsyncIterator[UnitOfWork]:
    """A unit that writes everything but its notices."""
    async with database.transaction() as tx:
        tx.__dict__["outbox"] = kept
        yield tx


class History:
    """Lets requests happen, each from its submission to an end or to the present.

    Args:
        workspace: of everything that is stored.
        requesters: ids of those who ask; the groups' members come from ``staff``.
        secrets: whether some of it is about vulnerabilities that are not public.
        seed: what decides all that is left to chance; the same makes the same past.
        seen: called after each unit, with the request as it is stored and the time of the unit.
    """

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        staff: Staff,
        workspace: str,
        requesters: Sequence[str],
        *,
        secrets: bool = True,
        seed: int = 1,
        seen: Callable[[Request, datetime], None] = lambda *_: None,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._staff = staff
        self._workspace = workspace
        self._requesters = requesters
        self._seed = seed
        self._secrets = secrets
        self._seen = seen
        self._kept = _Kept()
        self._customs = Customs(catalog, staff)

    async def fill(
        self, since: datetime, until: datetime, a_week: float, *, now: datetime | None = None
    ) -> list[Request]:
        """Let an office's work of that time happen, with so many requests in an ordinary week.

        What becomes of them is followed until ``now``, which is the end of that time where nothing is said.
        """
        zone = self._catalog.organization.calendar.zone
        present, made = now or until, list[Request]()
        times = arrivals(self._chance(0), since, until, a_week, zone)
        numbers = [await self._database.next_number(self._workspace) for _ in times]
        each = [self.happen(at, present, number) for at, number in zip(times, numbers, strict=True)]
        for first in range(0, len(each), _TOGETHER):  # whose units share a commit
            made += await asyncio.gather(*each[first : first + _TOGETHER])
        return made

    async def tell(self, request: Request) -> None:
        """Let what was to be told of a request go out after all, as messages read now."""
        async with self._database.transaction() as tx:
            await tx.outbox.add(*self._kept.notices.pop(request.id, ()))

    async def happen(self, at: datetime, until: datetime, number: int) -> Request:
        """Let one request be made at a time, and done with what is usually done, as far as that is before ``until``."""
        random = self._chance(number)
        requester = Person(self._workspace, random.choice(self._requesters))
        managers = sorted(person.id for person in self._staff.members.get("managers", ()) if person != requester)
        habits = self._customs.habits(random)
        wanted = asked(random, tuple(managers), secrets=self._secrets)
        request = await self._submitted(wanted, requester, at, number)
        while (following := self._customs.following(request, habits)) is not None and following.at < until:
            request = await self._changed(request, following)
        return request

    def _chance(self, number: int) -> Random:
        return Random(f"{self._seed}:{number}")  # noqa: S311 - the same past each time, no secret

    async def _submitted(self, wanted: Asked, requester: Person, at: datetime, number: int) -> Request:
        policy = self._catalog.policies[wanted.kind]
        proposal = self._customs.proposal(policy, wanted, requester)
        request = lifecycle.submit(
            policy.kind, proposal, id=time_ordered_id(), number=number, requester=requester, now=at
        )
        organization = self._catalog.organization
        async with _untold(self._database, self._kept) as tx:
            await record_new(tx, request, view_id=f"V{number}", organization=organization, staff=self._staff)
        return await self._stored(request, at)

    async def _changed(self, before: Request, following: Next) -> Request:
        async with _untold(self._database, self._kept) as tx:
            found = await tx.requests.by_id(before.id)
            after = following.act(found, following.at)
            await record(tx, after, found, self._catalog.organization, self._staff)
        return await self._stored(after, following.at)

    async def _stored(self, request: Request, at: datetime) -> Request:
        async with self._database.reading() as tx:
            stored = await tx.requests.by_id(request.id)
        self._seen(stored, at)
        return stored
