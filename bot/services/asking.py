# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions of people: answered from what is written down, counted without who asked, and voted on."""

from datetime import date, timedelta

from bot.catalog import LiveCatalog
from bot.services.acting import acting
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.register_entries import entry_of, petal_titles
from bot.services.searching import SearchService
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.asking.asked import NoQuestion
from workflows.asking.notices import often
from workflows.asking.people import PetalPeople
from workflows.asking.reply import GUIDES, LONGEST_QUESTION, PRECEDENTS, Certainty, Hit, Reply, asks_something
from workflows.licenses.contradicting import otherwise_of
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.registers.refusals import UnknownEntry
from workflows.registers.rights import may_see
from workflows.search.documents import Key
from workflows.text import cleaned

#: So many askings in so many days say that a guide would help.
OFTEN, OFTEN_DAYS = 4, 30


class AskingService:
    """What is asked is neither logged nor counted with a name; a count says what, and on which day."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        people: PeopleService,
        members: Members,
        search: SearchService,
        timing: Timing,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._search = search
        self._timing = timing

    async def ask(self, question: str, person: Person) -> Reply:
        """What the office says to a question. Raises NoQuestion, Outsider."""
        actor = await acting(self._members, person)
        question = cleaned(question)[:LONGEST_QUESTION]
        if not asks_something(question):
            raise NoQuestion
        reply = Reply(question, await self._search.find(question, person.workspace, actor))
        if reply.certainty is Certainty.ANSWERED:
            await self._count(person.workspace, reply.hits[0])
        return reply

    async def at_once(self, question: str, person: Person) -> Reply | None:
        """The reply where something written down answers and the index is there, else None. Raises Outsider."""
        if not self._search.ready(person.workspace) or not asks_something(question):
            return None
        reply = await self.ask(question, person)
        return reply if reply.certainty is Certainty.ANSWERED else None

    async def show(self, key: Key, person: Person) -> Hit:
        """One thing that was offered, which counts as asked for. Raises UnknownEntry, Outsider."""
        hit = await self._seen(key, person)
        await self._count(person.workspace, hit)
        return hit

    async def vote(self, key: Key, person: Person, *, good: bool) -> None:
        """Keep what somebody says of an answer; the last word of each counts. Raises UnknownEntry, Outsider."""
        await self._seen(key, person)
        async with self._database.transaction() as tx:
            await tx.asking.vote(person, key.register, key.name, good=good)

    async def _seen(self, key: Key, person: Person) -> Hit:
        actor, catalog = await acting(self._members, person), self._catalog.current
        async with self._database.reading() as tx:
            if key.register == PRECEDENTS and key.name.isdigit():
                found = await tx.precedents.get(person.workspace, int(key.name))
                if found is not None and found.holds(self._timing.now().date()):
                    return Hit(key, 1.0, precedent=found)
            register = catalog.registers.get(key.register)
            entry = await entry_of(tx, catalog, person.workspace, key.register, key.name)
            petals = await petal_titles(tx, catalog, person.workspace)
        if register is None or entry is None or not entry.visible or not may_see(register, entry, actor):
            raise UnknownEntry(key.register)
        return Hit(key, 1.0, register, entry, otherwise=otherwise_of(entry, catalog.licenses), petals=petals)

    async def _count(self, workspace: str, hit: Hit) -> None:
        """Count an asking by the day; the fourth in a month is told to who could write a guide."""
        today, staff = self.today, await self._people.staff(workspace)
        unfit = await self._people.no_members(workspace)
        async with self._database.transaction() as tx:
            since = today - timedelta(days=OFTEN_DAYS)
            times = 1 + await tx.asking.times(workspace, hit.key.register, hit.key.name, since)
            await tx.asking.count(workspace, hit.key.register, hit.key.name, today)
            if times < OFTEN or hit.key.register == GUIDES or await guide_made(tx, workspace, hit.key):
                return
            if hit.register is not None and not hit.register.open:
                return  # whoever sees to a petal may not read it, and a guide is for everybody
            petal = await people_of(tx, self._catalog, workspace, hit.petal, unfit)
            to = petal.recipients(self._catalog.current.organization, staff)
            await tx.outbox.add(*often(workspace, hit.key, times, f"{today:%Y-%m}", to))

    @property
    def today(self) -> date:
        """Which day it is at the office."""
        return self._catalog.current.today(self._timing.now())


async def people_of(
    tx: UnitOfWork, catalog: LiveCatalog, workspace: str, petal: str, unfit: frozenset[Person]
) -> PetalPeople:
    """Who sees to a petal; nobody for one that the register does not have."""
    found = await entry_of(tx, catalog.current, workspace, "petals", petal)
    return PetalPeople.of(found, unfit) if found is not None and found.visible else PetalPeople(petal)


def guide_name(key: Key) -> str:
    """What a guide is called that is made of something that was asked for often."""
    return f"guide-{key.name}"[:80]


async def guide_made(tx: UnitOfWork, workspace: str, key: Key) -> bool:
    """Whether a guide was made of it already, in whatever state it is."""
    return await tx.registers.get(workspace, GUIDES, guide_name(key)) is not None


def source_of(entry: Entry) -> str:
    """What a guide that is made of an entry names as its source."""
    return f"Made of the answer “{entry.title}”"[:300]
