# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Recommendations: looked at once a day, sent one at a time, and accepted, dismissed or put off by the OSPO."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.acting import OFFICE, acting_for_the_office
from bot.services.ingredients import ingredients
from bot.services.members import Members
from bot.services.people import PeopleService
from bot.services.program_facts import Known, facts_of
from bot.services.recording import again_on_conflict
from bot.services.registers import doing_now, entries_of, keep, names_of
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.facts import Answers
from workflows.people import Person
from workflows.recommendations import advising
from workflows.recommendations.advising import Advice, Stands, advice_of, content_of, looked, to_tell
from workflows.recommendations.conditions import RULES
from workflows.recommendations.notices import notices_of
from workflows.recommendations.refusals import UnknownAdvice
from workflows.recommendations.rules import ADVICE, Rule, holding, rules_of
from workflows.registers import acts
from workflows.registers.entry import Content, Entry
from workflows.registers.rights import THE_OFFICE, Actor
from workflows.setup.steps import board

#: Where what accepting an advice makes is drafted.
_MADE_IN = {"action": "actions", "principle": "principles"}


@dataclass(frozen=True, slots=True)
class Told:
    """An advice with its rule, which may be gone by now."""

    advice: Advice
    rule: Rule | None


class RecommendationService:
    """Every look and every act is one unit; of two at once the second reads what the first left."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing
        self._looked: tuple[str, date] | None = None

    async def tick(self, workspace: str) -> None:
        """Look at the rules once on each day of the office; what was found stands in the database."""
        if not workspace or self._looked == (workspace, self._today):
            return
        await self.look(workspace)
        self._looked = (workspace, self._today)  # to spare the database; the entries keep it exact

    @again_on_conflict
    async def look(self, workspace: str) -> None:
        """Note which rules hold and which do not any more, and send the most pressing advice that was not sent yet."""
        known_now = await self._known(workspace)
        async with self._database.transaction() as tx:
            facts = await facts_of(tx, workspace, self._catalog, known_now, self._timing.now())
            rules = rules_of(await entries_of(tx, self._catalog.current, workspace, RULES))
            entries = {one.name: one for one in await tx.registers.of(workspace, ADVICE)}
            known = {name: advice_of(one) for name, one in entries.items() if one.visible}
            held = [one for one in holding(rules, facts) if one.rule.name in known or one.rule.name not in entries]
            changed = {one.rule: one for one in looked(held, known, self._today)}
            sending = to_tell((known | changed).values(), self._today)
            if sending is not None:
                changed[sending.rule] = replace(sending, told=self._today)
            for name, advice in changed.items():
                await self._keep(tx, entries.get(name), advice, THE_OFFICE, workspace)

    async def _known(self, workspace: str) -> Known:
        """What the facts rest on outside the unit."""
        given = await ingredients(self._database, self._catalog.current, self._people, workspace, self._timing.now())
        gaps = sum(len(step.gaps) for step in board(given))
        return Known(await self._people.staff(workspace), gaps, await asyncio.to_thread(self._catalog.teams))

    async def all(self, person: Person) -> tuple[Told, ...]:
        """All advice that is not over, the most pressing first. Raises ForTheOffice, Outsider."""
        await acting_for_the_office(self._members, person, "reads what the program is advised")
        async with self._database.reading() as tx:
            entries = await tx.registers.of(person.workspace, ADVICE)
            rules = await self._rules(tx, person.workspace)
        found = (advice_of(one) for one in entries if one.visible)
        standing = (one for one in found if one.stands is not Stands.OVER)
        order = list(Stands)
        ordered = sorted(standing, key=lambda one: (order.index(one.stands), -one.weight, one.since, one.rule))
        return tuple(Told(one, rules.get(one.rule)) for one in ordered)

    async def one(self, rule: str, person: Person) -> Told:
        """One advice. Raises UnknownAdvice, ForTheOffice, Outsider."""
        await acting_for_the_office(self._members, person, "reads what the program is advised")
        async with self._database.reading() as tx:
            return Told(
                advice_of(await _found(tx, person.workspace, rule)), (await self._rules(tx, person.workspace)).get(rule)
            )

    async def accept(self, rule: str, *, by: Person) -> Told:
        """Accept an advice: what its rule makes is drafted, and owned by who accepted. Raises like advising.accept."""

        async def accepted(tx: UnitOfWork, advice: Advice, actor: Actor) -> Advice:
            found = (await self._rules(tx, by.workspace)).get(rule)
            settled = advising.accept(advice, "")
            return replace(settled, made=await self._drafted(tx, found, actor, by) if found else "")

        return await self._settle(rule, accepted, by)

    async def dismiss(self, rule: str, reason: str, until: date | None, *, by: Person) -> Told:
        """Dismiss an advice. Raises like advising.dismiss."""
        return await self._settle(rule, _plainly(lambda one: advising.dismiss(one, reason, until, self._today)), by)

    async def put_off(self, rule: str, *, by: Person) -> Told:
        """Have an advice come back in 30 days. Raises like advising.put_off."""
        return await self._settle(rule, _plainly(lambda one: advising.put_off(one, self._today)), by)

    @property
    def _today(self) -> date:
        return self._catalog.current.today(self._timing.now())

    @again_on_conflict
    async def _settle(self, rule: str, settling: "_Settling", by: Person) -> Told:
        actor = await acting_for_the_office(self._members, by, "accepts or dismisses advice")
        async with self._database.transaction() as tx:
            entry = await _found(tx, by.workspace, rule)
            settled = await settling(tx, advice_of(entry), actor)
            await self._keep(tx, entry, settled, actor, by.workspace)
            return Told(settled, (await self._rules(tx, by.workspace)).get(rule))

    async def _drafted(self, tx: UnitOfWork, rule: Rule, actor: Actor, by: Person) -> str:
        """Draft what the rule makes; the register and name of it, or empty."""
        name = _MADE_IN.get(rule.makes, "")
        register = self._catalog.current.registers.get(name)
        if register is None:
            return ""
        values: Answers = {"item": rule.item} if rule.item and "item" in register.by_name else {}
        content = Content(title=rule.goal or rule.title, text=rule.text, petal=rule.petal, values=values)
        doing = await doing_now(tx, self._catalog.current, register, by.workspace, actor, self._timing.now())
        taken = await names_of(tx, self._catalog.current, by.workspace, name)
        entry, change = acts.make(doing, content, owner=by, taken=taken, draft=True, note=f"From advice: {rule.title}")
        await keep(tx, register, None, entry, change)
        return f"{name}/{entry.name}"

    async def _keep(self, tx: UnitOfWork, before: Entry | None, advice: Advice, actor: Actor, workspace: str) -> None:
        current, register = self._catalog.current, self._catalog.current.registers[ADVICE]
        doing = await doing_now(tx, current, register, workspace, actor, self._timing.now())
        content = content_of(advice)
        if before is None:
            entry, change = acts.make(doing, content, name=advice.rule)
        else:
            content = replace(content, review_on=before.review_on)
            entry, change = acts.change(doing, before, content, note=f"{advice.stands.value}")
        await keep(tx, register, before, entry, change)
        members = (await self._people.staff(workspace)).members.get(OFFICE, frozenset())
        await tx.outbox.add(*notices_of(advice, entry.version, current.organization, members, workspace))

    async def _rules(self, tx: UnitOfWork, workspace: str) -> dict[str, Rule]:
        return {one.name: one for one in rules_of(await entries_of(tx, self._catalog.current, workspace, RULES))}


async def first_advice(tx: UnitOfWork, workspace: str) -> tuple[Advice | None, int]:
    """The most pressing advice that is open, and how many there are, for Home and digests."""
    found = [advice_of(one) for one in await tx.registers.of(workspace, ADVICE) if one.visible]
    return advising.first_of(found), sum(one.stands is Stands.OPEN for one in found)


_Settling: TypeAlias = Callable[[UnitOfWork, Advice, Actor], Awaitable[Advice]]


def _plainly(settling: Callable[[Advice], Advice]) -> _Settling:
    async def settled(tx: UnitOfWork, advice: Advice, actor: Actor) -> Advice:
        del tx, actor
        return settling(advice)

    return settled


async def _found(tx: UnitOfWork, workspace: str, rule: str) -> Entry:
    entry = await tx.registers.get(workspace, ADVICE, rule)
    if entry is None or not entry.visible:
        raise UnknownAdvice
    return entry
