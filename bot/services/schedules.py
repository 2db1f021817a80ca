# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The schedules of digests: how each stands, and what the OSPO changes of them in Slack."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.refused_calls import code_of
from bot.services.delivery.slack import is_read_outside
from bot.services.delivery.undelivered import retry_parked
from bot.services.members import Members
from bot.timing import Timing
from storage.database import Database, UnitOfWork
from storage.digests import Known
from workflows.digest_notices import digest_key
from workflows.errors import FormProblems, NotInCharge, UnknownSchedule
from workflows.organization import Organization
from workflows.people import Person
from workflows.rescheduling import ScheduleStanding, addition_from, change_from
from workflows.schedules import UNCHANGED, Schedule, added, changed
from workflows.working_hours import Calendar

logger = logging.getLogger(__name__)
#: Seconds that Slack gets to tell of a channel before a form is answered; what it does not tell passes.
_LOOK = 1.0
_INVITE = "The bot is not in this channel. Please invite it there first (/invite and its name), or choose another."
_NOT_THERE = frozenset({"channel_not_found", "not_in_channel"})


class ScheduleService:
    """Everybody may read the schedules, and the OSPO changes them. What Slack says lies over the files."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, members: Members, client: AsyncWebClient, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._client = client
        self._timing = timing

    async def may_change(self, person: Person) -> bool:
        """Whether somebody belongs to the OSPO. Raises Outsider."""
        staff = await self._members.staff_for(person)
        return "ospo" in staff.rights_of(person)

    async def standings(self, workspace: str) -> tuple[ScheduleStanding, ...]:
        """How each schedule stands now: those of the files in their order, then those of Slack."""
        async with self._database.reading() as tx:
            return await standings_of(tx, self._catalog.current.organization, workspace, self._timing.now())

    async def first(self, workspace: str) -> str:
        """The name of the schedule that comes first. Raises UnknownSchedule when there is none."""
        standings = await self.standings(workspace)
        if not standings:
            raise UnknownSchedule
        return standings[0].schedule.name

    async def one(self, workspace: str, name: str) -> ScheduleStanding:
        """How the schedule of that name stands. Raises UnknownSchedule."""
        found = next((one for one in await self.standings(workspace) if one.schedule.name == name), None)
        if found is None:
            raise UnknownSchedule
        return found

    async def to_change(self, name: str, *, by: Person) -> ScheduleStanding:
        """The same, for who may change it. Raises NotInCharge, UnknownSchedule, Outsider."""
        await self._allowed(by)
        return await self.one(by.workspace, name)

    async def pause(self, name: str, *, paused: bool, by: Person) -> None:
        """Let a digest rest, or go on from now. Raises NotInCharge, UnknownSchedule, Outsider."""
        await self._allowed(by)
        async with self._database.transaction() as tx:
            planned, known = await self._known(tx, by.workspace, name)
            change = known.change.model_copy(update={"paused": paused if paused != planned.paused else None})
            await tx.digests.change(by.workspace, name, Known(self._timing.now(), change, paused))

    async def reset(self, name: str, *, by: Person) -> None:
        """Let a schedule be as the files plan it, or go when it was added in Slack.

        Raises NotInCharge, UnknownSchedule, Outsider.
        """
        await self._allowed(by)
        async with self._database.transaction() as tx:
            planned, _ = await self._known(tx, by.workspace, name)
            if planned.in_files:
                await tx.digests.change(by.workspace, name, Known(self._timing.now(), UNCHANGED))
            else:
                await tx.digests.drop(by.workspace, name)

    async def form_of(self, *, by: Person) -> Calendar:
        """What a new schedule begins with: the office's calendar. Raises NotInCharge, Outsider."""
        await self._allowed(by)
        return self._catalog.current.organization.calendar

    async def add(self, said: Mapping[str, str], *, by: Person) -> ScheduleStanding:
        """Add a schedule, as a form says. Raises FormProblems, NotInCharge and Outsider."""
        await self._allowed(by)
        organization = self._catalog.current.organization
        async with self._database.transaction() as tx:
            taken = {*(one.name for one in organization.schedules), *await tx.digests.known(by.workspace)}
            name, change = addition_from(said, taken)
            await self._check_channel(str(change.channel), "")
            await tx.digests.change(by.workspace, name, Known(self._timing.now(), change))
        return await self.one(by.workspace, name)

    async def change(self, name: str, said: Mapping[str, str], *, by: Person) -> ScheduleStanding:
        """Change when a digest comes and where it goes, as a form says; what could not be sent so far goes there too.

        Raises FormProblems, NotInCharge, UnknownSchedule and Outsider.
        """
        await self._allowed(by)
        async with self._database.transaction() as tx:
            planned, known = await self._known(tx, by.workspace, name)
            change = change_from(said, planned, known.change)
            before = changed(planned, known.change).channel
            await self._check_channel(change.channel or planned.channel, before)
            moved = (change.when, change.timezone) != (known.change.when, known.change.timezone)
            since = self._timing.now() if moved else known.since  # what is due now goes to the other channel
            await tx.digests.change(by.workspace, name, Known(since, change, known.resting))
        await retry_parked(self._database)
        return await self.one(by.workspace, name)

    async def _allowed(self, person: Person) -> None:
        if not await self.may_change(person):
            raise NotInCharge(self._catalog.current.organization.title_of("ospo"))

    async def _known(self, tx: UnitOfWork, workspace: str, name: str) -> tuple[Schedule, Known]:
        known = await tx.digests.known(workspace)
        schedules = schedules_now(self._catalog.current.organization, known)
        planned = next((planned for _, planned in schedules if planned.name == name), None)
        if planned is None:
            raise UnknownSchedule
        return planned, known.get(name) or Known(self._timing.now(), UNCHANGED)

    async def _check_channel(self, channel: str, before: str) -> None:
        """Look whether a digest could be posted there. Raises FormProblems; what Slack does not tell passes."""
        if channel == before:
            return
        try:
            async with asyncio.timeout(_LOOK):
                answer = await self._client.conversations_info(channel=channel)
        except SlackApiError as error:
            if code_of(error) in _NOT_THERE:
                raise FormProblems({"channel": _INVITE}) from error
            logger.info("a channel could not be looked at: %s", code_of(error))
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
            logger.info("a channel could not be looked at: %s", type(error).__name__)
        else:
            if problem := _problem_of(answer.get("channel") or {}):
                raise FormProblems({"channel": problem})


def schedules_now(organization: Organization, known: Mapping[str, Known]) -> Iterator[tuple[Schedule, Schedule]]:
    """Each schedule as it holds, and as it was planned: those of the files, then those that were added in Slack."""
    in_files = {one.name: one for one in organization.schedules}
    of_slack = (
        added(name, one.change, organization.calendar.timezone) for name, one in known.items() if name not in in_files
    )
    for planned in (*in_files.values(), *(one for one in of_slack if one is not None)):
        found = known.get(planned.name)
        yield changed(planned, found.change) if found else planned, planned


async def standings_of(
    tx: UnitOfWork, organization: Organization, workspace: str, now: datetime
) -> tuple[ScheduleStanding, ...]:
    """How each schedule stands: those of the files in their order, then those of Slack."""
    standings = []
    for schedule, planned in schedules_now(organization, await tx.digests.known(workspace)):
        last = await tx.digests.last(workspace, schedule.name)
        problem: str | None = ""
        if last is not None:
            key = digest_key(workspace, schedule.name, last.channel, last.run.period)
            problem = await tx.digests.problem(workspace, key)
        run = last.run if last else None
        standings.append(ScheduleStanding(schedule, planned, run, problem, schedule.following(now)))
    return tuple(standings)


def _problem_of(channel: Mapping[str, object]) -> str:
    if channel.get("is_archived"):
        return "This channel is archived. Please choose another, or unarchive it first."
    if is_read_outside(channel):
        return "Another company reads this channel too. Please choose one of your own company."
    return _INVITE if channel.get("is_member") is False else ""
