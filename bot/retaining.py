# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Retention from the command line: the same as the office's own tick, on the record alone."""

import asyncio
from pathlib import Path

from bot.catalog import LiveCatalog
from bot.record import opened, there
from bot.services.retention import Line, RetentionReport, RetentionService
from bot.stopping import CannotRun
from bot.timing import WallTime
from storage.schema import SchemaState


def retained(database_url: str, folder: Path | None, *, apply: bool) -> RetentionReport:
    """Find what was kept long enough, and erase it if told to. Raises CannotRun, StorageError."""
    if not there(database_url):
        raise CannotRun("There is no record at DATABASE_URL yet, so that nothing is kept.")
    return asyncio.run(_retained(database_url, folder, apply=apply))


def lines(report: RetentionReport) -> list[str]:
    """The report for people: each request with why, what a hold keeps, and how much else is forgotten."""
    done = "erased" if report.applied else "would be erased"
    said = [_words(line, done) for line in report.lines]
    held = len(report.lines) - len(report.erased)
    said.append(f"Requests without people and texts from now on: {len(report.erased)}; kept by a legal hold: {held}.")
    said.append(f"People whose habits are not remembered any more: {report.remembered}.")
    said.append(f"Entries of the maturity board without people and texts from now on: {report.entries}.")
    said.append(f"Acts on entries of registers without people and texts from now on: {report.acts}.")
    return said if report.applied else [*said, "Nothing was changed: this was a dry run."]


def _words(line: Line, done: str) -> str:
    what = "kept: it is on legal hold" if line.held else done
    return f"{line.request} ({line.kind}, {line.state}): {what}; due since {line.due_on}, {line.because}."


async def _retained(database_url: str, folder: Path | None, *, apply: bool) -> RetentionReport:
    timing = WallTime()
    catalog = LiveCatalog(folder, timing.now)
    async with opened(database_url) as database:
        if await database.schema_state() is not SchemaState.CURRENT:
            raise CannotRun("The database is not at the schema of this version. Please run `ospo migrate` first.")
        return await RetentionService(database, catalog, timing).run(apply=apply)
