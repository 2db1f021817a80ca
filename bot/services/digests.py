# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sending digests: each once for its period, whatever the number of processes, restarts and ticks."""

import logging
from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.services.digest_contents import DigestContents
from bot.services.schedules import ScheduleService, schedules_now
from bot.timing import Timing
from messages.blocks import Message
from storage.database import Database
from storage.errors import Conflict
from workflows.digest_notices import digest_notices
from workflows.digests.storing import json_of
from workflows.people import Person
from workflows.schedules import Run, Schedule, due, run_of

logger = logging.getLogger(__name__)
#: For how long a digest is kept, as the keys of its notices are (docs/delivery.md), and a trial can be delivered.
_KEPT, _TRIAL_KEPT = timedelta(days=400), timedelta(days=1)


class DigestService:
    """What is due stands in the database, and so does that it was made: who is second finds it there."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        schedules: ScheduleService,
        contents: DigestContents,
        timing: Timing,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._schedules = schedules
        self._contents = contents
        self._timing = timing

    async def send_due(self, workspace: str) -> int:
        """Make every digest whose time has come, and say how many; one that fails holds up no other."""
        if not workspace:
            return 0
        made = 0
        for schedule, known_since in await self._known(workspace):
            try:
                made += await self._send(workspace, schedule, known_since)
            except Conflict:
                logger.info("digest %s was made by another process", schedule.name)
            except Exception:  # whatever it is, the other digests come, and this one is tried again by the next tick
                logger.exception("digest %s could not be made; the next tick tries it again", schedule.name)
        return made

    async def preview(self, name: str, *, by: Person) -> tuple[Message, ...]:
        """What a digest would say now, as its post and thread; nothing is stored.

        Raises NotInCharge, UnknownSchedule and Outsider.
        """
        from bot.services import digest_words as words  # noqa: PLC0415 - only who looks at digests pays for their words

        schedule = (await self._schedules.to_change(name, by=by)).schedule
        async with self._database.reading() as tx:
            _, told = await self._contents.now(tx, by.workspace, schedule, self._timing.now())
        catalog = self._catalog.current
        shown = words.as_preview(words.post_of(told, catalog), schedule.channel), words.thread_of(told, catalog)
        return tuple(one for one in shown if one is not None)

    async def try_out(self, name: str, *, by: Person) -> Schedule:
        """Send a digest to whoever wants to try it, as a direct message; no period and no window is used up by it.

        Raises NotInCharge, UnknownSchedule and Outsider.
        """
        schedule, now = (await self._schedules.to_change(name, by=by)).schedule, self._timing.now()
        async with self._database.transaction() as tx:
            run, told = await self._contents.now(tx, by.workspace, schedule, now)
            trial = Run(f"trial-{now:%Y%m%dT%H%M%S%f}", run.since, run.until)
            await tx.digests.add(by.workspace, schedule, trial, json_of(told), trial_for=by.id)
            await tx.outbox.add(*digest_notices(by.workspace, schedule, trial.period, by.id))
        return schedule

    async def forget(self) -> None:
        """Drop what was kept long enough: digests of more than a year ago, and trials of yesterday."""
        now = self._timing.now()
        async with self._database.transaction() as tx:
            await tx.digests.forget(now - _KEPT, now - _TRIAL_KEPT)

    async def _known(self, workspace: str) -> list[tuple[Schedule, datetime]]:
        """Every schedule, since when it is known: from now on one that is new, or rested when it was looked at last."""
        organization, now = self._catalog.current.organization, self._timing.now()
        async with self._database.reading() as tx:
            known = await tx.digests.known(workspace)
        schedules = [one for one, _ in schedules_now(organization, known)]
        going = {one.name for one in schedules if not one.paused}
        new = [one.name for one in schedules if one.name not in known]
        moved = [name for name, one in known.items() if one.resting is (name in going)]
        if new or moved:
            async with self._database.transaction() as tx:
                for name in new:
                    await tx.digests.know(workspace, name, now)
                for name in moved:
                    await (
                        tx.digests.go_on(workspace, name, now) if name in going else tx.digests.rest(workspace, name)
                    )
        return [(one, now if one.name in (*new, *moved) else known[one.name].since) for one in schedules]

    async def _send(self, workspace: str, schedule: Schedule, known_since: datetime) -> bool:
        """Make a digest if it is due. Raises Conflict when another process did meanwhile."""
        now = self._timing.now()
        async with self._database.transaction() as tx:
            last = await tx.digests.last(workspace, schedule.name)
            instance = due(schedule, last.run if last else None, now, known_since=known_since)
            if instance is None:
                return False
            run = run_of(schedule, instance, last.run if last else None, now)
            told = await self._contents.of(tx, workspace, schedule, run, last)
            await tx.digests.add(workspace, schedule, run, json_of(told))
            await tx.outbox.add(*digest_notices(workspace, schedule, run.period, schedule.channel))
        logger.info("digest %s of %s was made", schedule.name, run.period)
        return True
