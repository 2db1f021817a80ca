# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Erasing one person from the command line, on the record alone, in words for who answers for it."""

import asyncio
import re
from pathlib import Path

from bot.catalog import LiveCatalog
from bot.record import opened_record, workspace_of
from bot.services.erasing import ErasureReport, ErasureService
from bot.stopping import CannotRun
from bot.timing import WallTime
from workflows.people import Person

_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_KEPT = """\
What stays of the requests without them is the fact of the decision (kind, lane, groups, days, options chosen), and what
reviewers gave as its reasons: the company has to be able to prove it. `ospo retention` erases that in its time.
Yours to do: organization.toml and people.csv, Slack itself, whose user groups are copied from it anew, and backups
until they expire."""


def forgotten(
    database_url: str, folder: Path | None, person: str, workspace: str = "", *, apply: bool
) -> ErasureReport:
    """Find everything of a person, and erase it if told to. Raises CannotRun, StorageError."""
    if not _PERSON.fullmatch(person):
        raise CannotRun(f"{person!r} is no id of a person, such as U0123ABCD: Slack shows it in their profile.")
    return asyncio.run(_forgotten(database_url, folder, person, workspace, apply=apply))


def lines(report: ErasureReport) -> list[str]:
    """The report for people."""
    erased, deleted, numbered = (
        ("erased from it", "Deleted", "with")
        if report.applied
        else ("would be erased from it", "Would be deleted", "that would have")
    )
    said = [
        f"{one.request} ({one.kind}, {one.state}): {f'they stay, {one.kept}' if one.kept else erased}."
        for one in report.requests
    ]
    said += [f"{one}: {erased}." for one in report.entries]
    said.append(f"Entries of the maturity board {numbered} a number in their place: {report.board}.")
    said += [f"{deleted}, {words}: {count}." for words, count in report.alone.items()]
    if report.notes:
        said.append(f"Notes of side rooms by them, which stay as advice to the company: {report.notes}.")
    said.append(_KEPT)
    return said if report.applied else [*said, "Nothing was changed: say --yes to do it."]


async def _forgotten(
    database_url: str, folder: Path | None, person: str, workspace: str, *, apply: bool
) -> ErasureReport:
    timing = WallTime()
    catalog = LiveCatalog(folder, timing.now)
    async with opened_record(database_url) as database:
        who = Person(await workspace_of(database, workspace), person)
        return await ErasureService(database, catalog, timing).run(who, apply=apply)
