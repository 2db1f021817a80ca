# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy brought together from registers and figures within a unit: for Slack, the export and the digest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.catalog import Catalog, LiveCatalog
from bot.services.digest_contents import DigestContents
from bot.services.register_entries import entries_of
from messages.digests.maturity import stage_line
from messages.digests.risks import asked, risk_words
from storage.unit_of_work import UnitOfWork
from workflows.digests.document import Progress
from workflows.figures import SUPPRESS_BELOW
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.rights import Actor, may_see, may_see_proposed
from workflows.schedules import Run
from workflows.strategy.document import (
    SECTIONS,
    ExecutivePage,
    Further,
    Published,
    StrategyDocument,
    few,
    goals_of,
    in_force,
    published_in,
    sections_of,
)
from workflows.strategy.goals import GOALS, GoalStanding, StrategyGoal, by_objective, counted

CHAMPIONS, QUESTIONS, GUIDES = "champions", "questions", "guides"
#: What executives read of is this long.
_MONTH = timedelta(days=30)


class StrategyDocuments:
    """Composes the document. Nothing is stored by it."""

    def __init__(self, catalog: LiveCatalog, contents: DigestContents) -> None:
        self._catalog = catalog
        self._contents = contents

    async def overview(self, tx: UnitOfWork, workspace: str, actor: Actor, now: datetime) -> StrategyDocument:
        """Every section and goal that the actor may read, however far it is; without figures and answers."""
        return await self._document(tx, workspace, actor, now, drafts=False, every=True)

    async def whole(
        self, tx: UnitOfWork, workspace: str, actor: Actor, now: datetime, *, drafts: bool = False
    ) -> StrategyDocument:
        """All of it as it is exported: what is in force; with ``drafts`` also what the actor may read of those."""
        document = await self._document(tx, workspace, actor, now, drafts=drafts, every=False)
        page = await self._executive(tx, workspace, document.goals, now)
        return replace(
            document,
            executive=page,
            questions=await self._further(tx, workspace, QUESTIONS, actor),
            guides=await self._further(tx, workspace, GUIDES, actor),
        )

    async def executive(self, tx: UnitOfWork, workspace: str, actor: Actor, now: datetime) -> StrategyDocument:
        """The page for executives, with the sections in force."""
        document = await self._document(tx, workspace, actor, now, drafts=False, every=False)
        return replace(document, executive=await self._executive(tx, workspace, document.goals, now))

    async def _document(
        self, tx: UnitOfWork, workspace: str, actor: Actor, now: datetime, *, drafts: bool, every: bool
    ) -> StrategyDocument:
        catalog = self._catalog.current
        today = catalog.today(now)
        sections = tuple(await readable(tx, catalog, workspace, SECTIONS, actor))
        goals = tuple(await readable(tx, catalog, workspace, GOALS, actor))
        published = await self._published(tx, workspace)
        shown = goals_of(goals, today, drafts=drafts or every)
        return StrategyDocument(
            program=catalog.organization.program.name,
            on=today,
            sections=sections_of(sections, published, drafts=drafts, every=every),
            goals=shown,
            executive=ExecutivePage(counts=counted(goals_of(goals, today))),
            published=published,
            drafts=drafts,
            drafted_goals=frozenset(one.name for one in goals if one.proposed is not None or not in_force(one)),
        )

    async def _published(self, tx: UnitOfWork, workspace: str) -> tuple[Published, ...]:
        found = [
            *await tx.registers.published(workspace, SECTIONS),
            *await tx.registers.published(workspace, GOALS),
        ]
        return published_in(found)

    async def _executive(
        self, tx: UnitOfWork, workspace: str, goals: Iterable[StrategyGoal], now: datetime
    ) -> ExecutivePage:
        organization = self._catalog.current.organization
        run = Run("strategy", now - _MONTH, now)
        told = await self._contents.executive(tx, workspace, run, organization.calendar.timezone)
        going = [goal for goal in goals if goal.standing is not GoalStanding.DROPPED]
        champions = await entries_of(tx, self._catalog.current, workspace, CHAMPIONS)
        count = sum(one.visible for one in champions)
        return ExecutivePage(
            objectives=tuple((objective, tuple(found)) for objective, found in by_objective(going).items()),
            counts=counted(going),
            stage=_stage(told.progress) if told.progress else "",
            risks=tuple(risk_words(risk, organization) for risk in told.risks),
            decision=asked(told.risks, organization),
            champions=few(count, SUPPRESS_BELOW) if count else "",
        )

    async def _further(self, tx: UnitOfWork, workspace: str, register: str, actor: Actor) -> tuple[Further, ...]:
        """The published entries of a register, those that somebody of the company has looked at first."""
        found = await readable(tx, self._catalog.current, workspace, register, actor)
        kept = sorted((one for one in found if one.visible), key=lambda one: (one.shipped, one.petal, one.title))
        return tuple(Further(one.title, one.text, one.petal, one.source, one.as_of, one.shipped) for one in kept)


async def readable(tx: UnitOfWork, catalog: Catalog, workspace: str, register: str, actor: Actor) -> Iterator[Entry]:
    """The entries of a register that somebody may read, each without a draft that they may not."""
    definition = catalog.registers.get(register)
    if definition is None:
        return iter(())
    entries = await entries_of(tx, catalog, workspace, register)
    shipped = catalog.register_catalog.contents(register)
    return (
        _as_known(one if may_see_proposed(definition, one, actor) else replace(one, pending=None), shipped)
        for one in entries
        if one.state is not EntryState.RETIRED and may_see(definition, one, actor)
    )


def _as_known(entry: Entry, shipped: Mapping[str, Content]) -> Entry:
    """The entry as shipped where its text still is: that somebody began to change it makes it nobody's own yet."""
    template = shipped.get(entry.name)
    if template is not None and entry.approved_by is None and entry.text == template.text:
        return replace(entry, version=0)
    return entry


def _stage(progress: Progress) -> str:
    """How far the program is, whatever was new in the last month."""
    return stage_line(replace(progress, stage_before=progress.stage, replaced=False)).text
