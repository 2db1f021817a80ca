# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a digest tells of: figures, how far the program has come, and goals, brought together from the record."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalog import LiveCatalog
from bot.services.asked_figures import asked_figures
from bot.services.maturity import program_board, units_spread
from bot.services.outside import outside_of
from bot.services.people import PeopleService
from bot.services.petals import as_registered
from bot.services.principles import followed_now
from bot.services.reading import next_for_office
from bot.services.recommendations import first_advice
from bot.services.register_figures import register_figures
from bot.services.strategy_news import strategy_news
from storage.digests import Made
from storage.unit_of_work import UnitOfWork
from workflows.digests.document import Digest, Executive, Progress, UnitLevels
from workflows.digests.monthly import summarise_for_executives
from workflows.digests.progress import progress_of, unit_levels
from workflows.digests.storing import earlier
from workflows.digests.weekly import summarise
from workflows.figures import SUPPRESS_BELOW
from workflows.schedules import DigestPlan, Run, Schedule, run_of


class DigestContents:
    """Computes digests. Nothing is stored by it."""

    def __init__(self, catalog: LiveCatalog, people: PeopleService) -> None:
        self._catalog = catalog
        self._people = people

    async def of(
        self, tx: UnitOfWork, workspace: str, schedule: Schedule, run: Run, last: Made | None
    ) -> Digest | Executive:
        """The digest of a run, after the last one of its schedule. What is open is counted as of the run's end."""
        organization, counting = self._catalog.current.organization, self._catalog.current.counting
        plan = organization.digests.get(schedule.name, DigestPlan())
        if schedule.digest == "executive":
            return await self.executive(tx, workspace, run, schedule.timezone, plan.suppress_below, last)
        figures = await tx.figures.of(workspace, run.since, run.until, run.until, counting)
        figures = replace(figures, petals=await as_registered(tx, self._catalog.current, workspace, figures.petals))
        progress = await self._progress(tx, workspace, run, schedule.timezone)
        outside = await outside_of(tx, self._catalog.current, workspace, run.until, schedule.zone)
        advice, _ = await first_advice(tx, workspace)
        told = summarise(
            figures,
            organization,
            zone=schedule.timezone,
            progress=progress,
            last=earlier(last.document, Digest) if last and last.digest == "maturity" else None,
            people=await tx.figures.by_person(workspace, run.since, run.until) if plan.people else (),
            units=await self._units(tx, workspace, run.until),
            outside=outside,
        )
        reading = await next_for_office(tx, workspace, self._catalog, run.until)
        followed = await followed_now(tx, workspace, self._catalog)
        open_units = tuple(one.title for one in followed.standings if one.open) if followed.principles else ()
        return replace(
            told,
            advice=advice.title if advice else "",
            unfollowed=open_units,
            reading=reading,
            registers=await register_figures(tx, self._catalog.current, workspace, run),
            asked=await asked_figures(tx, self._catalog.current, workspace, run.since, run.until, schedule.zone),
        )

    async def executive(
        self,
        tx: UnitOfWork,
        workspace: str,
        run: Run,
        zone: str,
        suppress_below: int = SUPPRESS_BELOW,
        last: Made | None = None,
    ) -> Executive:
        """What executives read of the time of a run, without figures of fewer people than ``suppress_below``."""
        current = self._catalog.current
        outside = await outside_of(tx, current, workspace, run.until, ZoneInfo(zone))
        told = summarise_for_executives(
            await tx.figures.of(workspace, run.since, run.until, run.until, current.counting),
            await self._groups(workspace),
            zone=zone,
            progress=await self._progress(tx, workspace, run, zone),
            goals=current.organization.goals,
            last=earlier(last.document, Executive) if last and last.digest == "executive" else None,
            suppress_below=suppress_below,
            outside=outside,
        )
        return replace(told, strategy=await strategy_news(tx, current, workspace, run.since, run.until))

    async def now(
        self, tx: UnitOfWork, workspace: str, schedule: Schedule, now: datetime
    ) -> tuple[Run, Digest | Executive]:
        """What a digest would say if it came at this moment, and of which time it would tell."""
        last = await tx.digests.last(workspace, schedule.name)
        following = schedule.rhythm.following(schedule.zone, now)
        run = replace(run_of(schedule, following, last.run if last else None, now), until=now)
        return run, await self.of(tx, workspace, schedule, run, last)

    async def _progress(self, tx: UnitOfWork, workspace: str, run: Run, zone: str) -> Progress | None:
        """From the board at the beginning of a run to that at its end; None where the office has no model."""
        before = await program_board(tx, workspace, self._catalog, run.since)
        after = await program_board(tx, workspace, self._catalog, run.until)
        return progress_of(before, after, zone) if before and after else None

    async def _units(self, tx: UnitOfWork, workspace: str, at: datetime) -> UnitLevels | None:
        model, spread = self._catalog.current.maturity.engagement, await units_spread(tx, workspace, self._catalog, at)
        return unit_levels(spread, model) if spread and model else None

    async def _groups(self, workspace: str) -> dict[str, frozenset[str]]:
        """The people of the groups of which it is known who is in them: of others nothing is told."""
        staff = await self._people.staff(workspace)
        known = ((name, members) for name, members in staff.members.items() if name not in staff.stale)
        return {name: frozenset(one.id for one in members) for name, members in known}
