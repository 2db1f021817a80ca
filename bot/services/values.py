# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Values polls: begun by the OSPO, answered without a name, and closed into sums."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.catalog import LiveCatalog
from bot.services.acting import OFFICE, acting_for_the_office
from bot.services.members import Members, Standing
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict
from bot.services.registers import doing_now, entries_of, keep, names_of
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.entry import Entry
from workflows.registers.rights import THE_OFFICE
from workflows.values import notices, report
from workflows.values.poll import (
    FEWEST,
    REMINDED,
    Ballot,
    Invitation,
    Poll,
    Statement,
    check_plan,
    checked,
    statements_of,
    to_remind,
    token_of,
)
from workflows.values.polled import Polled
from workflows.values.principles import POLLS, STATEMENTS
from workflows.values.refusals import NoPollOpen, NothingToAsk, NotInPoll, PollOpen
from workflows.values.results import result_of

#: What only the OSPO does: polls, and drafting principles from them.
RUNS_POLLS = "runs values polls"
_NOT_ASKED = frozenset({Standing.GUEST, Standing.OUTSIDER, Standing.BOT, Standing.NOBODY})
_UNITS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new poll would ask, of which units, with the lead of each; which day it is."""

    statements: tuple[Statement, ...]
    units: Mapping[str, str]
    leads: Mapping[str, str]
    today: date


@dataclass(frozen=True, slots=True)
class Asked:
    """The open poll as somebody answers it: their unit, where it is known, and what they answered before."""

    poll: Poll
    unit: str = ""
    before: Ballot | None = None


class ValuesService:
    """Each use case is one unit. Who answered what nobody is shown (docs/values.md)."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def seen(self, person: Person) -> Polled:
        """Where polls stand. Raises Outsider."""
        staff = await self._members.colleagues_for(person)
        async with self._database.reading() as tx:
            found = await tx.polls.open(person.workspace)
            invited = await tx.polls.invitations(person.workspace) if found else ()
            ballots = await tx.polls.ballots(person.workspace) if found else ()
            mine = await self._mine(tx, person, found[1]) if found else None
            last = await newest_result(tx, person.workspace)
        may = found is not None and (bool(found[0].channel) or any(one.person == person.id for one in invited))
        office = person in staff.members.get(OFFICE, frozenset())
        poll = found[0] if found else None
        return Polled(office, poll, may, mine is not None, len(ballots), len(invited), last)

    async def plan(self, person: Person) -> Plan:
        """What a new poll would ask. Raises ForTheOffice, PollOpen, NothingToAsk, Outsider."""
        await acting_for_the_office(self._members, person, RUNS_POLLS)
        async with self._database.reading() as tx:
            return await self._plan(tx, person.workspace)

    @again_on_conflict
    async def begin(
        self, closes_on: date | None, people: Mapping[str, tuple[str, ...]], channel: str, *, by: Person
    ) -> Poll:
        """Begin a poll among people of units (ids by unit), a channel, or both. Raises like plan, and FormProblems."""
        await acting_for_the_office(self._members, by, RUNS_POLLS)
        invited = await self._invitations(people, by)
        async with self._database.transaction() as tx:
            plan = await self._plan(tx, by.workspace)
            if not invited and not channel:
                raise FormProblems({"poll_channel": "Please choose a channel, or at least one person of a unit."})
            poll = Poll(
                by.workspace,
                f"values-{self._timing.now():%Y-%m-%dT%H%M%S}",
                check_plan(closes_on, plan.today),
                plan.statements,
                plan.units,
                channel,
                by.id,
            )
            await tx.polls.begin(poll, secrets.token_bytes(32), invited)
            await tx.outbox.add(*notices.begun(poll, invited))
        return poll

    async def form(self, person: Person) -> Asked:
        """The poll for somebody who answers it. Raises NoPollOpen, NotInPoll, Outsider."""
        await self._members.check(person)
        async with self._database.reading() as tx:
            poll, secret, unit = await self._open_for(tx, person)
            before = await tx.polls.answered(person.workspace, token_of(secret, person.id))
        return Asked(poll, unit, before)

    @again_on_conflict
    async def answer(self, name: str, unit: str, scale: Mapping[str, int], most: str, *, by: Person) -> Poll:
        """Keep an answer, in the place of an earlier one. Raises NoPollOpen, NotInPoll, FormProblems, Outsider."""
        await self._members.check(by)
        async with self._database.transaction() as tx:
            poll, secret, own = await self._open_for(tx, by)
            if poll.name != name:
                raise NoPollOpen
            ballot = checked(poll, own or unit, scale, most)
            await tx.polls.answer(by.workspace, by.id, token_of(secret, by.id), ballot)
        return poll

    @again_on_conflict
    async def close(self, *, by: Person) -> None:
        """Close the open poll before its day. Raises ForTheOffice, NoPollOpen, Outsider."""
        await acting_for_the_office(self._members, by, RUNS_POLLS)
        async with self._database.transaction() as tx:
            found = await tx.polls.open(by.workspace)
            if found is None:
                raise NoPollOpen
            await self._close(tx, found[0])

    @again_on_conflict
    async def tick(self, workspace: str) -> None:
        """Remind of the open poll once, and close it after its last day."""
        if not workspace:
            return
        async with self._database.transaction() as tx:
            found = await tx.polls.open(workspace)
            if found is None:
                return
            poll, _, told = found
            if self._today > poll.closes_on:
                await self._close(tx, poll)
                return
            waiting = to_remind(poll, await tx.polls.invitations(workspace), self._today)
            if not told and (waiting or poll.channel) and self._today >= poll.closes_on - REMINDED:
                await tx.polls.reminded(workspace)
                await tx.outbox.add(*notices.reminded(poll, waiting))

    async def _close(self, tx: UnitOfWork, poll: Poll) -> None:
        workspace, current = poll.workspace, self._catalog.current
        invited, register = await tx.polls.invitations(workspace), current.registers[POLLS]
        result = result_of(poll, await tx.polls.ballots(workspace), len(invited))
        doing = await doing_now(tx, current, register, workspace, THE_OFFICE, self._timing.now())
        taken = await names_of(tx, current, workspace, POLLS)
        entry, change = acts.make(doing, report.content_of(poll, result, self._today), taken=taken)
        await keep(tx, register, None, entry, change)
        await tx.polls.end(workspace)
        office = (await self._people.staff(workspace)).members.get(OFFICE, frozenset())
        await tx.outbox.add(*notices.closed(poll, entry.name, invited, current.organization, office))

    async def _plan(self, tx: UnitOfWork, workspace: str) -> Plan:
        open_ = await tx.polls.open(workspace)
        if open_ is not None:
            raise PollOpen(open_[0].closes_on.isoformat())
        units = self._catalog.current.organization.units
        statements = statements_of(await entries_of(tx, self._catalog.current, workspace, STATEMENTS))
        if len(statements) < FEWEST:
            raise NothingToAsk(f"a poll asks at least {FEWEST} statements, and there are {len(statements)}")
        if len(units) < _UNITS:
            raise NothingToAsk("organization.toml names fewer than two units, so that there is nothing to compare")
        titles = {name: unit.title or name for name, unit in units.items()}
        leads = {name: unit.lead or "" for name, unit in units.items()}
        return Plan(statements, titles, leads, self._today)

    async def _invitations(self, people: Mapping[str, tuple[str, ...]], by: Person) -> tuple[Invitation, ...]:
        """Whom the form names, each once and in a unit that there is. Raises FormProblems."""
        found: dict[str, Invitation] = {}
        for unit, ids in people.items():
            for one in ids:
                if one in found and found[one].unit != unit:
                    raise FormProblems({f"unit-{unit}": "Somebody here is named for another unit too."})
                if await self._members.standing(Person(by.workspace, one)) in _NOT_ASKED:
                    raise FormProblems({f"unit-{unit}": "Please name colleagues only: no guests and no bots."})
                found[one] = Invitation(one, unit)
        units = self._catalog.current.organization.units
        return tuple(one for one in found.values() if one.unit in units)

    async def _open_for(self, tx: UnitOfWork, person: Person) -> tuple[Poll, bytes, str]:
        """The open poll, its secret, and the unit for which the person is asked by name (or empty)."""
        found = await tx.polls.open(person.workspace)
        if found is None or self._today > found[0].closes_on:
            raise NoPollOpen
        invited = await tx.polls.invitations(person.workspace)
        unit = next((one.unit for one in invited if one.person == person.id), "")
        if not unit and not found[0].channel:
            raise NotInPoll
        return found[0], found[1], unit

    async def _mine(self, tx: UnitOfWork, person: Person, secret: bytes) -> Ballot | None:
        return await tx.polls.answered(person.workspace, token_of(secret, person.id))

    @property
    def _today(self) -> date:
        return self._catalog.current.today(self._timing.now())


async def newest_result(tx: UnitOfWork, workspace: str) -> Entry | None:
    """The result of the last poll; None before the first."""
    closed = [one for one in await tx.registers.of(workspace, POLLS) if one.visible]
    return max(closed, key=lambda one: (str(one.values.get("closed_on")), one.name), default=None)
