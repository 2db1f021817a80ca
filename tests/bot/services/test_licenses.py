# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""License advice rests on policy alone: what the record adds is never waited for longer than Slack waits."""

import asyncio
from pathlib import Path

from bot.catalog import LiveCatalog
from bot.services.downloads import Downloads
from bot.services.licenses import LicenseService
from bot.services.precedents import PrecedentService
from messages.license_questions import Question
from storage.database import Database
from tests.support.organization import organization
from tests.support.timing import SimulatedTime
from workflows.licenses.policy import Use
from workflows.licenses.tables import Usage, Verdict
from workflows.nearest import Near
from workflows.people import Person
from workflows.precedents import Subject


class Stalled(PrecedentService):
    """Precedents of a record that never answers."""

    def __init__(self) -> None:
        """Nothing of an office is needed for that."""

    async def near(self, workspace: str, subject: Subject) -> tuple[Near, ...]:
        await asyncio.Event().wait()
        raise AssertionError((workspace, subject))


class NoDownloads(Downloads):
    """Slack, of which no file is asked."""

    def __init__(self) -> None:
        """Nothing of an office is needed for that."""


async def test_precedents_that_cannot_be_had_in_time_stop_no_answer(database: Database, tmp_path: Path) -> None:
    catalog = LiveCatalog(organization(tmp_path / "company"), SimulatedTime().now)
    licenses = LicenseService(database, catalog, Stalled(), NoDownloads())
    licenses.patience = 0.05
    async with asyncio.timeout(30):
        found = await licenses.answer_form(Question("MIT", Use(Usage.SAAS)), Person("T0US", "U0DEV"))
    assert (found.advice.verdict, found.near) == (Verdict.ALLOW, ())
