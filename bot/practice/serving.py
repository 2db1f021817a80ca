# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``ospo serve --practice``: an office and a practice workspace in one process, on this machine only."""

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.bootstrap import Office
from bot.practice.board import past_board
from bot.practice.demo import seed
from bot.practice.history import History
from bot.practice.practice import Practice
from bot.practice.sample import sample_practice
from bot.practice.sample_entries import sample_entries
from bot.practice.server import practice_app
from bot.running import opened, web_application
from bot.server import Server, listening
from bot.settings import Settings
from bot.side_room_keys import new_key
from storage.digests import Known
from workflows.request import Request
from workflows.schedules import SETTLED, UNCHANGED

logger = logging.getLogger(__name__)
HOST = "127.0.0.1"
#: How long the office has been at work when the practice workspace opens, and how much it is asked in a week.
_PAST, _A_WEEK, _SOON = timedelta(weeks=13), 14, timedelta(days=2)


async def serve_practice(port: int, *, seeded: bool = True) -> None:
    """Serve a fresh practice workspace and the office that works in it, until the process is told to stop."""
    address = f"http://{HOST}:{port}"
    practice = sample_practice(base_url=f"{address}/practice", request_url=f"{address}/slack/events")
    with tempfile.TemporaryDirectory(prefix="ospo-practice-") as folder, organization() as policy:
        settings = practice_settings(practice, Path(folder), policy, port)
        async with opened(settings, migrate=True) as office:
            application = web_application(office, works=True)
            application.mount("/practice", practice_app(practice))
            server = Server(application, settings)
            with listening(settings) as sockets:
                async with _welcoming(server, office, practice, address, seeded=seeded):
                    await server.serve(sockets)
    await practice.close()


def practice_settings(practice: Practice, folder: Path, policy: Path, port: int) -> Settings:
    """Settings for an office in this practice workspace, with secrets that were made for it."""
    return Settings(
        slack_bot_token=SecretStr(practice.bot_token),
        slack_signing_secret=SecretStr(practice.signing_secret),
        slack_api_url=practice.api_url,
        database_url=f"sqlite:///{folder / 'practice.sqlite3'}",
        ospo_organization=policy,
        ospo_side_room_keys=SecretStr(new_key()),
        host=HOST,
        port=port,
    )


@contextlib.contextmanager
def organization() -> Iterator[Path]:
    """The folder of the sample organization."""
    with as_file(files("bot.practice") / "organization") as folder:
        yield folder


@contextlib.asynccontextmanager
async def _welcoming(
    server: Server, office: Office, practice: Practice, address: str, *, seeded: bool
) -> AsyncIterator[None]:
    task = asyncio.create_task(_welcome(server, office, practice, address, seeded=seeded))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _welcome(server: Server, office: Office, practice: Practice, address: str, *, seeded: bool) -> None:
    while not (server.started and office.workspace):  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.05)
    if seeded:
        async with _past(office):
            await seed(practice)
    typer.echo(f"\nThe practice workspace is open: {address}/practice/\n")
    if seeded:
        await _digests(office)


@contextlib.asynccontextmanager
async def _past(office: Office) -> AsyncIterator[None]:
    """A quarter of a year of work before anything else, so that no chart is empty; what of it is open is told last."""
    staff, now = await office.people.staff(office.workspace), office.timing.now()
    past = History(
        office.database, office.catalog.current, staff, office.workspace, ["U0DANA", "U0PRIYA"], secrets=False
    )
    await past_board(office.database, office.catalog.current, staff, office.workspace, now)
    await sample_entries(office.database, office.catalog.current, office.workspace, now)
    made = await past.fill(now - _PAST, now - timedelta(hours=1), _A_WEEK)
    await office.maturity.tick(office.workspace)
    yield
    for request in made:
        if request.state.open or reminded_soon(request, now):
            await past.tell(request)
    office.delivery.wake()


def reminded_soon(request: Request, now: datetime) -> bool:
    """Whether a reminder of what is owed after an approval comes soon, in a thread that has to be there then."""
    return any(one.remind_at is not None and one.remind_at <= now + _SOON for one in request.open_obligations)


async def _digests(office: Office) -> None:
    """Let the digests come that would have come last, as after a machine was down at their time.

    They tell of what has settled, so that it has to settle first.
    """
    since = office.timing.now() - _PAST
    await office.timing.sleep(SETTLED.total_seconds())
    async with office.database.transaction() as tx:
        for schedule in office.catalog.current.organization.schedules:
            await tx.digests.change(office.workspace, schedule.name, Known(since, UNCHANGED))
    await office.digests.send_due(office.workspace)
    office.delivery.wake()
