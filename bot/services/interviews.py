# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy interview: rounds are started, questions answered, declined and passed on, each in one unit."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.interview_proposals import propose
from bot.services.members import Members, Standing
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict
from bot.services.register_entries import entries_of
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.absence import today_of
from workflows.errors import FormProblems, GroupsUnknown
from workflows.people import Person
from workflows.registers.refusals import UnknownRegister
from workflows.registers.register import Register
from workflows.strategy import interviewing, notices
from workflows.strategy.interviewing import LEAST_DAYS, MOST_DAYS, Interviewing, Moved
from workflows.strategy.interviews import (
    INTERVIEWS,
    QUESTIONS,
    Asked,
    Question,
    Round,
    overdue,
    questions_of,
    reminders_due,
    rounds_of,
)
from workflows.strategy.refusals import NoRound, OfficeOnly, QuestionClosed

OFFICE = "ospo"
_Moving: TypeAlias = Callable[[UnitOfWork, Interviewing, Round, Sequence[Question]], Awaitable[Moved]]
_CANNOT_ANSWER = frozenset({Standing.GUEST, Standing.OUTSIDER, Standing.BOT, Standing.NOBODY})
_NOT_THEM = "Please choose a colleague of this workspace: a guest or a bot is not asked."


@dataclass(frozen=True, slots=True)
class InterviewSeen:
    """The interview as somebody sees it: all rounds, the questions there are, and whether they are of the OSPO."""

    rounds: tuple[Round, ...]
    questions: tuple[Question, ...]
    person: str
    today: date
    office: bool

    def asked(self, name: str) -> Asked:
        """The question of that entry, for who was asked or the OSPO. Raises QuestionClosed for any other."""
        found = (one for round_ in reversed(self.rounds) for one in round_.asked if one.name == name)
        one = next(found, None)
        if one is None or not (self.office or one.person == self.person):
            raise QuestionClosed("gone, or with somebody else,")
        return one

    def question(self, asked: Asked) -> Question | None:
        """The question as it is put now."""
        return next((one for one in self.questions if one.name == asked.question), None)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answers: in words, the lines that name something, and people."""

    text: str
    named: str = ""
    people: tuple[str, ...] = ()


class InterviewService:
    """Every act is one unit: the entries of the round, what the answer proposes, and the notices."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def seen(self, person: Person) -> InterviewSeen:
        """The interview. Raises Outsider."""
        act = await self._act(person)
        async with self._database.reading() as tx:
            rounds, questions = await self._read(tx, person.workspace)
        return InterviewSeen(rounds, questions, person.id, act.today, act.office)

    @again_on_conflict
    async def start(self, people: Mapping[str, str], days: int, *, by: Person) -> Round:
        """Start a round: who is asked each question, by its name. Raises like interviewing.start, and OfficeOnly.

        Raises FormProblems by the name of a question for somebody who cannot be asked.
        """
        act = await self._act(by)
        if not act.office:
            raise OfficeOnly
        if not LEAST_DAYS <= days <= MOST_DAYS:
            raise FormProblems({"days": f"Please give a number from {LEAST_DAYS} to {MOST_DAYS}."})
        problems = {name: _NOT_THEM for name, user in people.items() if not await self._can(by.workspace, user)}
        if problems:
            raise FormProblems(problems)
        async with self._database.transaction() as tx:
            rounds, questions = await self._read(tx, by.workspace)
            moved = interviewing.start(act, rounds, questions, people, days)
            await self._keep(tx, moved)
            await tx.outbox.add(*notices.after(moved, None, ()))
        return rounds_of([entry for entry, _ in moved.done])[-1]

    async def answer(self, name: str, given: Given, *, by: Person) -> tuple[str, ...]:
        """Answer a question; what it names is proposed in its registers. The entries that were, as register/name.

        Raises like interviewing.answer, and FormProblems.
        """
        problems = [user for user in given.people if not await self._can(by.workspace, user)]
        if problems or by.id in given.people:
            raise FormProblems({"people": "Please choose colleagues of this workspace, and not yourself."})

        async def moved(tx: UnitOfWork, act: Interviewing, round_: Round, questions: Sequence[Question]) -> Moved:
            asked = round_.find(name)
            question = next((one for one in questions if asked and one.name == asked.question), None)
            makes = question.makes if question else "nothing"
            interviewing.answer(act, round_, name, given.text, (), ())  # whoever may not answer proposes nothing
            proposed = await propose(tx, self._catalog.current, act, round_.number, makes, given.named, given.people)
            return interviewing.answer(act, round_, name, given.text, proposed.lines, proposed.made)

        done = await self._moved(name, moved, by=by)
        return next((one.made for one in done.asked if one.name == name), ())

    async def decline(self, name: str, reason: str, *, by: Person) -> None:
        """Decline a question. Raises like interviewing.decline."""

        async def moved(_: UnitOfWork, act: Interviewing, round_: Round, __: Sequence[Question]) -> Moved:
            return interviewing.decline(act, round_, name, reason)

        await self._moved(name, moved, by=by)

    async def pass_on(self, name: str, to: str, reason: str, *, by: Person) -> None:
        """Pass a question on. Raises like interviewing.pass_on, and FormProblems for who cannot be asked."""
        if not to or not await self._can(by.workspace, to):
            raise FormProblems({"person": _NOT_THEM})
        other = Person(by.workspace, to)

        async def moved(_: UnitOfWork, act: Interviewing, round_: Round, __: Sequence[Question]) -> Moved:
            asked = round_.find(name)
            if asked is not None and asked.person == to and asked.open:
                raise FormProblems({"person": "This person is asked already. Please choose somebody else."})
            return interviewing.pass_on(act, round_, name, other, reason)

        await self._moved(name, moved, by=by)

    @again_on_conflict
    async def end(self, *, by: Person) -> None:
        """End the round that runs. Raises NoRound, OfficeOnly."""
        act = await self._act(by)
        if not act.office:
            raise OfficeOnly
        async with self._database.transaction() as tx:
            rounds, _ = await self._read(tx, by.workspace)
            if not rounds or not rounds[-1].runs:
                raise NoRound
            moved = interviewing.end(act, rounds[-1])
            await self._keep(tx, moved)
            await tx.outbox.add(*notices.ended(rounds[-1].asked, [entry for entry, _ in moved.done]))

    async def remind(self, workspace: str) -> int:
        """Remind of answers that are wanted soon or late, each once; how many reminders there were to be."""
        if not workspace:
            return 0
        organization, now = self._catalog.current.organization, self._timing.now()
        today = today_of(organization.calendar, now)
        async with self._database.reading() as tx:
            rounds = rounds_of(await tx.registers.of(workspace, INTERVIEWS))
        if not rounds or not rounds[-1].runs:
            return 0
        told = [notices.reminder(one, days) for one in rounds[-1].asked for days in reminders_due(one, today)]
        late = [one for one in rounds[-1].asked if overdue(one, today)]
        if late:
            office = await self._office(workspace)
            told += [notices.late(one, to) for one in late for to in office]
        if told:
            async with self._database.transaction() as tx:
                await tx.outbox.add(*told)
        return len(told)

    @again_on_conflict
    async def _moved(self, name: str, moving: _Moving, *, by: Person) -> Round:
        act = await self._act(by)
        office = await self._office(by.workspace)
        async with self._database.transaction() as tx:
            rounds, questions = await self._read(tx, by.workspace)
            if not rounds:
                raise NoRound
            round_ = next((one for one in rounds if one.find(name)), rounds[-1])
            if round_ is not rounds[-1]:
                raise QuestionClosed("part of an earlier round")
            moved = await moving(tx, act, round_, questions)
            await self._keep(tx, moved)
            await tx.outbox.add(*notices.after(moved, round_.find(name), office))
        return rounds_of([entry for entry, _ in moved.done])[-1]

    async def _read(self, tx: UnitOfWork, workspace: str) -> tuple[tuple[Round, ...], tuple[Question, ...]]:
        current = self._catalog.current
        rounds = rounds_of(await tx.registers.of(workspace, INTERVIEWS))
        return rounds, questions_of(await entries_of(tx, current, workspace, QUESTIONS))

    async def _keep(self, tx: UnitOfWork, moved: Moved) -> None:
        """Store what an act leaves. Who is told of it the interview says itself, not the register."""
        for entry, change in moved.done:
            await tx.registers.save(entry, change, self._register())

    async def _act(self, person: Person) -> Interviewing:
        staff = await self._members.colleagues_for(person)
        if OFFICE in staff.stale:
            raise GroupsUnknown
        now = self._timing.now()
        today = self._catalog.current.today(now)
        return Interviewing(self._register(), person, now, today, OFFICE in staff.groups_of(person))

    async def _office(self, workspace: str) -> tuple[str, ...]:
        staff = await self._people.colleagues(workspace)
        members = [one.id for one in staff.members.get(OFFICE, frozenset())]
        return notices.office_of(self._catalog.current.organization, members)

    async def _can(self, workspace: str, user: str) -> bool:
        return await self._members.standing(Person(workspace, user)) not in _CANNOT_ANSWER

    def _register(self) -> Register:
        found = self._catalog.current.registers.get(INTERVIEWS)
        if found is None:
            raise UnknownRegister(INTERVIEWS)
        return found
