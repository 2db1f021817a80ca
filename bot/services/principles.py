# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Principles: drafted from a values poll, and followed by units, whose leads are asked anew for each version."""

from dataclasses import dataclass
from datetime import date

from bot.catalog import LiveCatalog
from bot.services.acting import acting_for_the_office
from bot.services.members import Members
from bot.services.recording import again_on_conflict
from bot.services.registers import doing_now, entries_of, keep, names_of
from bot.services.values import RUNS_POLLS, newest_result
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.facts import Answers
from workflows.maturity.facts import FOLLOWED, SHARES, Fact
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.entry import Content, Entry
from workflows.registers.rights import THE_OFFICE, Actor
from workflows.values import notices
from workflows.values.acknowledging import Standing, settled, share, standings, to_ask
from workflows.values.principles import (
    ACKNOWLEDGEMENTS,
    PRINCIPLES,
    STATEMENTS,
    drafts_of,
    listed,
    published,
    version_of,
)
from workflows.values.refusals import NoPrinciplesFound, NotYoursToFollow, PrinciplesChanged

_NOTE = "From the values poll"


@dataclass(frozen=True, slots=True)
class Followed:
    """The published principles, their version, and how every unit stands to it."""

    principles: tuple[Entry, ...]
    version: str
    standings: tuple[Standing, ...]


class PrincipleService:
    """Each use case is one unit; what was asked and said stands in the register of acknowledgements."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def now(self, workspace: str) -> Followed:
        """How the units stand to the principles that are published now."""
        async with self._database.reading() as tx:
            return await followed_now(tx, workspace, self._catalog)

    @again_on_conflict
    async def tick(self, workspace: str) -> None:
        """Ask the leads whose turn it is whether their units follow the principles."""
        if not workspace:
            return
        now, today = self._timing.now(), self._today
        async with self._database.transaction() as tx:
            found = await followed_now(tx, workspace, self._catalog)
            if not found.principles or not settled(found.principles, now):
                return
            for one in to_ask(found.standings, today):
                times = one.asked + 1
                values: Answers = {"principles": found.version, "asked_on": today.isoformat(), "asked": times}
                await self._keep(tx, workspace, one, values, THE_OFFICE)
                await tx.outbox.add(notices.asked_to_follow(one, found.version, times, workspace))

    @again_on_conflict
    async def follow(self, unit: str, version: str, *, by: Person) -> Followed:
        """Say that a unit follows the principles of a version.

        Raises NotYoursToFollow, PrinciplesChanged, Outsider.
        """
        await self._members.check(by)
        workspace = by.workspace
        async with self._database.transaction() as tx:
            found = await followed_now(tx, workspace, self._catalog)
            one = next((one for one in found.standings if one.unit == unit), None)
            if one is None or one.lead != by.id:
                raise NotYoursToFollow(Person(workspace, one.lead).mention if one and one.lead else "")
            if version != found.version:
                raise PrinciplesChanged
            if one.followed_on is not None:
                return found
            today = self._today.isoformat()
            asked: Answers = {"asked_on": (one.asked_on or self._today).isoformat(), "asked": max(one.asked, 1)}
            values: Answers = {"principles": version, "followed_on": today, **asked}
            await self._keep(tx, workspace, one, values, Actor(by))
            await tx.outbox.add(*notices.followed(one, version, workspace))
        return found

    @again_on_conflict
    async def draft(self, *, by: Person) -> tuple[Entry, ...]:
        """Draft principles from the last poll, those that are not there yet. Raises NoPrinciplesFound, ForTheOffice."""
        actor = await acting_for_the_office(self._members, by, RUNS_POLLS)
        workspace, current = by.workspace, self._catalog.current
        register = current.registers[PRINCIPLES]
        async with self._database.transaction() as tx:
            last = await newest_result(tx, workspace)
            said = last.values if last else {}
            statements = await entries_of(tx, current, workspace, STATEMENTS)
            there = {one.values.get("statement") for one in await tx.registers.of(workspace, PRINCIPLES)}
            found = drafts_of(listed(said.get("agreed_on")), listed(said.get("differing_on")), statements)
            found = tuple(one for one in found if one.statement not in there)
            if not found:
                raise NoPrinciplesFound
            doing = await doing_now(tx, current, register, workspace, actor, self._timing.now())
            taken, made = set(await names_of(tx, current, workspace, PRINCIPLES)), list[Entry]()
            for one in found:
                content = Content(
                    title=one.title, text=one.text, values={"place": one.place, "statement": one.statement}
                )
                entry, change = acts.make(doing, content, owner=by, taken=taken, draft=True, note=_NOTE)
                await keep(tx, register, None, entry, change)
                taken.add(entry.name)
                made.append(entry)
        return tuple(made)

    @property
    def _today(self) -> date:
        return self._catalog.current.today(self._timing.now())

    async def _keep(self, tx: UnitOfWork, workspace: str, one: Standing, values: Answers, actor: Actor) -> None:
        """Keep how a unit stands, as its own entry, which its lead owns."""
        current, lead = self._catalog.current, Person(workspace, one.lead)
        register, now = current.registers[ACKNOWLEDGEMENTS], self._timing.now()
        office = await doing_now(tx, current, register, workspace, THE_OFFICE, now)
        entry = await tx.registers.get(workspace, ACKNOWLEDGEMENTS, one.unit)
        before, content = entry, Content(title=one.title, values=values)
        if entry is None:
            made, change = acts.make(office, content, name=one.unit, owner=lead)
            await keep(tx, register, None, made, change)
            return
        if not entry.visible:
            entry, change = acts.restore(office, entry)
            await keep(tx, register, before, entry, change)
        if entry.owner != lead:
            entry, change = acts.hand_over(office, entry, lead)
            await keep(tx, register, before, entry, change)
        doing = await doing_now(tx, current, register, workspace, actor, now)
        after, change = acts.change(doing, entry, content)
        await keep(tx, register, entry, after, change)


async def followed_now(tx: UnitOfWork, workspace: str, catalog: LiveCatalog) -> Followed:
    """The principles of a workspace, and how every unit stands to them."""
    principles = published(await tx.registers.of(workspace, PRINCIPLES))
    version = version_of(principles)
    said = await tx.registers.of(workspace, ACKNOWLEDGEMENTS)
    return Followed(principles, version, standings(catalog.current.organization.units, said, version))


async def followed_fact(tx: UnitOfWork, workspace: str, catalog: LiveCatalog, today: date) -> Fact:
    """How many units follow the published principles, of how many; of none before there are any."""
    found = await followed_now(tx, workspace, catalog)
    count, of = share(found.standings) if found.principles else (0, 0)
    return Fact(FOLLOWED, count, of, today, today, SHARES[FOLLOWED])
