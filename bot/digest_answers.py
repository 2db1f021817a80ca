# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests as a terminal shows them: what one would say now, and when each comes. Reads the record, changes nothing."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.catalog import LiveCatalog
from bot.charting import CannotDraw, draw
from bot.record import opened_record, workspace_of
from bot.services import digest_words as words
from bot.services.digest_contents import DigestContents
from bot.services.people import PeopleService
from bot.services.schedules import standings_of
from bot.stopping import CannotRun
from bot.timing import Timing
from workflows.digests.document import Digest, Executive
from workflows.rescheduling import ScheduleStanding


def told_now(database_url: str, catalog: LiveCatalog, timing: Timing, name: str, workspace: str) -> Digest | Executive:
    """What a digest would say now. Raises CannotRun, and StorageError."""
    return asyncio.run(_told_now(database_url, catalog, timing, name, workspace))


def in_words(told: Digest | Executive, catalog: LiveCatalog) -> str:
    """A digest as text."""
    return words.text_of(told, catalog.current)


def draw_into(folder: Path, told: Digest | Executive) -> list[Path]:
    """Write the pictures of a digest into a folder, the first that of its post. Raises CannotRun."""
    charts = words.charts_of(told)
    try:
        drawn = asyncio.run(draw([chart.spec for chart in charts])) if charts else []
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{chart.name}.png" for chart in charts]
        for file, picture in zip(files, drawn, strict=True):
            file.write_bytes(picture)
    except CannotDraw as failed:
        raise CannotRun(f"The pictures could not be drawn: {failed}.") from failed
    except OSError as failed:
        raise CannotRun(f"The pictures could not be written to {folder}: {failed.strerror}.") from failed
    return files


def scheduled(database_url: str, catalog: LiveCatalog, timing: Timing, workspace: str) -> tuple[ScheduleStanding, ...]:
    """How each schedule stands. Raises CannotRun, and StorageError."""
    return asyncio.run(_scheduled(database_url, catalog, timing, workspace))


def lines(standings: Iterable[ScheduleStanding]) -> Iterator[str]:
    """The schedules as people read them; times are those of each schedule's zone."""
    empty = True
    for one in standings:
        empty = False
        schedule = one.schedule
        slack = " (changed in Slack)" if schedule.changed else "" if schedule.in_files else " (planned in Slack)"
        when = f"{schedule.rhythm}, {schedule.timezone}{slack}"
        yield f"{schedule.name}: {schedule.digest} digest to {schedule.channel}, {when}"
        yield f"  last {_last(one)}"
        yield f"  next {_instant(one.following.at, one)}" if one.following else "  paused"
    if empty:
        yield "No digest is planned. Name a channel for digests in organization.toml: channels.digest."


def as_json(standings: Iterable[ScheduleStanding]) -> str:
    """The schedules for programs; times are UTC."""
    return json.dumps([_as_json(one) for one in standings], indent=2)


async def _told_now(
    database_url: str, catalog: LiveCatalog, timing: Timing, name: str, workspace: str
) -> Digest | Executive:
    async with opened_record(database_url) as database:
        place = await workspace_of(database, workspace)
        contents = DigestContents(catalog, PeopleService(database, catalog, timing))
        async with database.reading() as tx:
            standings = await standings_of(tx, catalog.current.organization, place, timing.now())
            found = next((one.schedule for one in standings if one.schedule.name == name), None)
            if found is None:
                known = ", ".join(one.schedule.name for one in standings) or "none"
                raise CannotRun(f"No digest is planned under the name {name!r}. There is: {known}.")
            _, told = await contents.now(tx, place, found, timing.now())
    return told


async def _scheduled(
    database_url: str, catalog: LiveCatalog, timing: Timing, workspace: str
) -> tuple[ScheduleStanding, ...]:
    async with opened_record(database_url) as database:
        place = await workspace_of(database, workspace)
        async with database.reading() as tx:
            return await standings_of(tx, catalog.current.organization, place, timing.now())


def _last(one: ScheduleStanding) -> str:
    if one.last is None:
        return "none yet"
    said = f"{one.last.period}, {_instant(one.last.until, one)}"
    if one.problem is None:
        return f"{said}, on its way"
    return f"{said}, not there yet: {one.problem}" if one.problem else said


def _instant(at: datetime, one: ScheduleStanding) -> str:
    return f"{at.astimezone(one.schedule.zone):%Y-%m-%d %H:%M}"


def _as_json(one: ScheduleStanding) -> dict[str, Any]:
    schedule, last = one.schedule, one.last
    return {
        "name": schedule.name,
        "digest": schedule.digest,
        "channel": schedule.channel,
        "when": str(schedule.rhythm),
        "timezone": schedule.timezone,
        "missed": schedule.missed,
        "paused": schedule.paused,
        "changed_in_slack": schedule.changed,
        "in_files": schedule.in_files,
        "last": {"period": last.period, "since": _utc(last.since), "until": _utc(last.until)} if last else None,
        "problem": one.problem,
        "next": {"period": one.following.period, "at": _utc(one.following.at)} if one.following else None,
    }


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
