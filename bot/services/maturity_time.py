# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What time does to the maturity board: figures are looked at, one question is asked a week, new models are noted."""

from datetime import date, timedelta

from bot.catalog import LiveCatalog
from bot.services.ingredients import ingredients
from bot.services.people import PeopleService
from bot.services.principles import followed_fact
from bot.services.recording import again_on_conflict
from bot.services.upstreams import maintainers_employed
from bot.timing import Timing
from storage.database import Database
from workflows.calendar import works_at
from workflows.maturity import asking, notices
from workflows.maturity.boards import Board
from workflows.maturity.entries import Act, Entry
from workflows.maturity.evidence import written_proof
from workflows.maturity.facts import FOLLOWED, MAINTAINERS, OF_SETUP, TRAININGS, Fact, to_note, trained
from workflows.maturity.folding import board_at, boards_at, version_at
from workflows.maturity.models import MaturityModel, Rule
from workflows.setup.steps import setup_fact


class MaturityTime:
    """Idempotent ticks: what was noted or asked stands in the log, so that any number of replicas do it once."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing
        self._looked: tuple[str, date, tuple[str, ...]] | None = None

    async def tick(self, workspace: str) -> None:
        """Note new versions of models, look at the figures once a day, and ask the question of the week."""
        if not workspace:
            return  # Slack has not told yet whom we serve
        models = self._catalog.current.maturity
        for model in models.used:
            await self._note_version(workspace, model)
        today = self._catalog.current.today(self._timing.now())
        if models.program is not None and self._looked != (workspace, today, models.versions):
            await self._look_at_figures(workspace, models.program)
            self._looked = (workspace, today, models.versions)  # to spare the database; the log keeps it exact
        await self.ask_weekly(workspace)

    @again_on_conflict
    async def ask_weekly(self, workspace: str) -> bool:
        """Ask the owner of one item, once in each ISO week of the office's zone; whether anybody was asked now."""
        now, calendar = self._timing.now(), self._catalog.current.organization.calendar
        if not works_at(calendar, now):
            return False
        staff = await self._people.staff(workspace)
        away = {one.id for one in (*staff.absent, *await self._people.no_members(workspace))}
        async with self._database.transaction() as tx:
            newest = await tx.maturity.last(workspace)
            asked = await tx.maturity.asked_at(workspace)
            if asked and asking.week_of(asked, calendar.zone) == asking.week_of(now, calendar.zone):
                return False
            boards: list[Board] = []
            for model in self._catalog.current.maturity.used:
                entries = await tx.maturity.entries(workspace, model.name, None)
                units = [unit for one, unit in self._catalog.current.maturity.boards() if one is model]
                boards += boards_at(model, entries, now, units)
            found = asking.to_ask(boards, away, now)
            if found is None:
                return False
            board, standing = found
            entry = Entry(board.model.name, Act.ASKED, now, standing.item.id, board.unit, data={"of": standing.owner})
            await tx.maturity.append(workspace, newest, entry)
            await tx.outbox.add(notices.question(board, standing, now, workspace))
        return True

    @again_on_conflict
    async def _note_version(self, workspace: str, model: MaturityModel) -> None:
        async with self._database.transaction() as tx:
            newest, now = await tx.maturity.last(workspace), self._timing.now()
            if version_at(await tx.maturity.entries(workspace, model.name), model.name, now) == model.version:
                return
            await tx.maturity.keep(workspace, model)
            await tx.maturity.append(
                workspace, newest, Entry(model.name, Act.MODEL, now, data={"version": model.version})
            )

    async def _look_at_figures(self, workspace: str, model: MaturityModel) -> None:
        rules = {item.evidence for item in model.items.values() if item.evidence}
        figures = {rule: await self._fact(workspace, model, rule) for rule in rules}
        await self._note_figures(workspace, model, figures)

    @again_on_conflict
    async def _note_figures(self, workspace: str, model: MaturityModel, figures: dict[Rule, Fact]) -> None:
        now = self._timing.now()
        async with self._database.transaction() as tx:
            newest = await tx.maturity.last(workspace)
            board = board_at(model, await tx.maturity.entries(workspace, model.name), now)
            noted = [
                Entry(model.name, Act.FACTS, now, one.item.id, data=written_proof(proof))
                for one in board.standings
                if one.item.evidence and (proof := to_note(one, figures[one.item.evidence], now))
            ]
            await tx.maturity.append(workspace, newest, *noted)

    async def _fact(self, workspace: str, model: MaturityModel, rule: Rule) -> Fact:
        catalog, now = self._catalog.current, self._timing.now()
        if rule.fact in OF_SETUP:
            return setup_fact(rule.fact, await ingredients(self._database, catalog, self._people, workspace, now))
        async with self._database.reading() as tx:
            if rule.fact == TRAININGS:
                today = catalog.today(now)
                since = today - timedelta(days=rule.days)
                return trained(await tx.maturity.entries(workspace, model.name), since, today)
            if rule.fact == MAINTAINERS:
                return await maintainers_employed(tx, catalog, workspace, rule.days, now)
            if rule.fact == FOLLOWED:
                today = catalog.today(now)
                return await followed_fact(tx, workspace, self._catalog, today)
            return await tx.facts.of(workspace, rule.fact, rule.days, now, catalog.counting)
