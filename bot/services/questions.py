# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions that wait for people: sent to a petal, answered, passed on, and made into answers and guides for others."""

from dataclasses import dataclass

from bot.catalog import LiveCatalog
from bot.services.asking import guide_name, people_of, source_of
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict
from bot.services.register_entries import doing_now, entries_of, entry_of, keep, names_of, petal_titles
from bot.services.searching import SearchService
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.asking import asked
from workflows.asking.asked import NotOfThePetal
from workflows.asking.notices import answered, waiting
from workflows.asking.people import PetalPeople
from workflows.asking.reply import ASKED, GUIDES, LONGEST_QUESTION, QUESTIONS, asks_something
from workflows.people import Person
from workflows.petals import petal_title
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.entry import Content, Entry
from workflows.registers.refusals import NotYourEntry, UnknownEntry, UnknownRegister
from workflows.registers.register import Register
from workflows.registers.rights import THE_OFFICE, Actor, may_make, may_see
from workflows.search.documents import Key
from workflows.staffing import Staff
from workflows.text import cleaned

#: As near as this, two questions are one that was asked twice.
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Petal:
    """A petal that can be asked: its name, how it is called, and what it is for."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ForOthers:
    """The answer in words for everybody: it becomes a draft, which an editor publishes."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A question that went to people. ``again``: it waited already, asked by somebody."""

    entry: Entry
    again: bool


class QuestionService:
    """Each use case is one unit: the entry with its history, who waits, and the notices."""

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

    async def petals(self, workspace: str) -> tuple[Petal, ...]:
        """The petals that can be asked, by the register."""
        async with self._database.reading() as tx:
            found = await entries_of(tx, self._catalog.current, workspace, "petals")
        return tuple(Petal(one.name, one.title) for one in found if one.visible) or (
            Petal("ospo", petal_title("ospo")),
        )

    @again_on_conflict
    async def send(self, question: str, petal: str, person: Person) -> Sent:
        """Send a question to the people of a petal, once however many ask it. Raises NoQuestion, Outsider."""
        await self._members.check(person)
        question = cleaned(question)[:LONGEST_QUESTION]
        if not asks_something(question):
            raise asked.NoQuestion
        workspace = person.workspace
        name = await self._search.like(question, workspace, _SAME)
        staff, unfit = await self._people.staff(workspace), await self._people.no_members(workspace)
        async with self._database.transaction() as tx:
            before = await tx.registers.get(workspace, ASKED, name) if name else None
            again = before is not None and asked.is_open(before)
            of = await people_of(tx, self._catalog, workspace, before.petal if again and before else petal, unfit)
            doing = await self._doing(tx, workspace, THE_OFFICE)
            if again and before is not None:
                done = asked.again(doing, before)
            else:
                taken = await names_of(tx, self._catalog.current, workspace, ASKED)
                done = asked.made(doing, question, petal, taken, next(iter(of.people), None))
            entry = await self._kept(tx, doing, before if again else None, done)
            await tx.asking.wait(person, entry.name)
            await self._tell(tx, entry, of, staff)
        return Sent(entry, again)

    async def readable(self, name: str, person: Person) -> Entry:
        """A question, for one of its petal's people. Raises UnknownEntry, NotOfThePetal, Outsider."""
        staff, unfit = await self._staff(person)
        async with self._database.reading() as tx:
            entry, _ = await self._of_petal(tx, name, person, staff, unfit)
        return entry

    @again_on_conflict
    async def answer(self, name: str, text: str, by: Person, others: ForOthers | None = None) -> Entry:
        """Answer a question: who asked is told, and what is for others becomes a draft that an editor publishes.

        Raises UnknownEntry, NotOfThePetal, AnsweredAlready, TextNeeded, FormProblems, Outsider.
        """
        staff, unfit = await self._staff(by)
        async with self._database.transaction() as tx:
            before, of = await self._of_petal(tx, name, by, staff, unfit)
            draft = await self._draft(tx, before, others, by) if others else None
            done = asked.answered(await self._acting(tx, by), before, text, draft.name if draft else "")
            return await self._ended(tx, before, done, of, staff)

    @again_on_conflict
    async def close(self, name: str, reason: str, by: Person) -> Entry:
        """End a question without an answer; who asked is told why. Raises like ``answer``."""
        staff, unfit = await self._staff(by)
        async with self._database.transaction() as tx:
            before, of = await self._of_petal(tx, name, by, staff, unfit)
            return await self._ended(tx, before, asked.closed(await self._acting(tx, by), before, reason), of, staff)

    @again_on_conflict
    async def pass_on(self, name: str, petal: str, by: Person) -> Entry:
        """Give a question to the people of another petal. Raises UnknownEntry, NotOfThePetal, AnsweredAlready."""
        staff, unfit = await self._staff(by)
        async with self._database.transaction() as tx:
            before, former = await self._of_petal(tx, name, by, staff, unfit)
            doing = await self._acting(tx, by)
            entry = await self._kept(tx, doing, before, asked.passed_on(doing, before, petal))
            await self._tell(tx, entry, former, staff)
            await self._tell(tx, entry, await people_of(tx, self._catalog, by.workspace, petal, unfit), staff)
        return entry

    @again_on_conflict
    async def make_guide(self, key: Key, by: Person) -> Entry:
        """Make the draft of a guide from what is asked for often; the one that is there, if it was made before.

        Raises UnknownEntry, UnknownRegister, NotYourEntry, FormProblems, Outsider.
        """
        staff = await self._members.colleagues_for(by)
        actor, workspace, catalog = Actor(by, staff.rights_of(by)), by.workspace, self._catalog.current
        register, of = catalog.registers.get(GUIDES), catalog.registers.get(key.register)
        if register is None:
            raise UnknownRegister(GUIDES)
        async with self._database.transaction() as tx:
            entry = await entry_of(tx, catalog, workspace, key.register, key.name)
            if of is None or entry is None or not may_see(of, entry, actor):
                raise UnknownEntry(key.register)
            if not may_make(register, actor):
                raise NotYourEntry(register.editors)
            there = await tx.registers.get(workspace, GUIDES, guide_name(key))
            if there is not None:
                return there
            doing = await doing_now(tx, catalog, register, workspace, actor, self._timing.now())
            content = Content(
                title=entry.title,
                text=entry.text,
                petal=entry.petal,
                source=source_of(entry),
                values=_audience(register),
            )
            return await self._kept(tx, doing, None, acts.make(doing, content, name=guide_name(key), draft=True))

    async def _draft(self, tx: UnitOfWork, before: Entry, others: ForOthers, by: Person) -> Entry | None:
        """The draft of an answer for others: of whoever wrote it, in the register of answers."""
        catalog = self._catalog.current
        register = catalog.registers.get(QUESTIONS)
        if register is None:
            return None
        staff = await self._members.colleagues_for(by)
        actor = Actor(by, staff.rights_of(by))
        if not may_make(register, actor):
            return None
        doing = await doing_now(tx, catalog, register, by.workspace, actor, self._timing.now())
        titles = await petal_titles(tx, catalog, by.workspace)
        source = f"Answered by {petal_title(before.petal, titles)}"
        content = Content(
            title=others.question, text=others.answer, petal=before.petal, source=source, as_of=doing.today
        )
        taken = await names_of(tx, catalog, by.workspace, QUESTIONS)
        return await self._kept(tx, doing, None, acts.make(doing, content, taken=taken, draft=True))

    async def _ended(self, tx: UnitOfWork, before: Entry, done: Done, of: PetalPeople, staff: Staff) -> Entry:
        doing = await self._doing(tx, before.workspace, THE_OFFICE)
        entry = await self._kept(tx, doing, before, done)
        await tx.outbox.add(*answered(entry, await tx.asking.waiting(entry.workspace, entry.name)))
        await tx.asking.told(entry.workspace, entry.name)
        await self._tell(tx, entry, of, staff)
        return entry

    async def _of_petal(
        self, tx: UnitOfWork, name: str, person: Person, staff: Staff, unfit: frozenset[Person]
    ) -> tuple[Entry, PetalPeople]:
        entry = await tx.registers.get(person.workspace, ASKED, name)
        if entry is None:
            raise UnknownEntry(ASKED)
        of = await people_of(tx, self._catalog, person.workspace, entry.petal, unfit)
        if not of.may_answer(person, staff.rights_of(person)):
            raise NotOfThePetal
        return entry, of

    async def _tell(self, tx: UnitOfWork, entry: Entry, of: PetalPeople, staff: Staff) -> None:
        await tx.outbox.add(*waiting(entry, of.recipients(self._catalog.current.organization, staff)))

    async def _staff(self, person: Person) -> tuple[Staff, frozenset[Person]]:
        return await self._members.colleagues_for(person), await self._people.no_members(person.workspace)

    async def _acting(self, tx: UnitOfWork, by: Person) -> Doing:
        """Whoever sees to a petal answers its questions, whether an editor of the register or not."""
        register = self._register()
        return await self._doing(tx, by.workspace, Actor(by, frozenset(register.editors)))

    async def _doing(self, tx: UnitOfWork, workspace: str, actor: Actor) -> Doing:
        return await doing_now(tx, self._catalog.current, self._register(), workspace, actor, self._timing.now())

    def _register(self) -> Register:
        return self._catalog.current.registers[ASKED]

    async def _kept(self, tx: UnitOfWork, doing: Doing, before: Entry | None, done: Done) -> Entry:
        entry, change = done
        await keep(tx, doing.register, before, entry, change)
        return entry


def _audience(register: Register) -> dict[str, str]:
    """Whom a guide is for, where the register wants that said: everybody, until an editor says otherwise."""
    field = register.by_name.get("audience")
    return {"audience": "everybody"} if field is not None and "everybody" in field.values else {}
