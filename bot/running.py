# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Running the office: one process that does all, or web and worker processes beside each other."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator

import uvloop
from fastapi import FastAPI

from bot.bootstrap import Office, build_office
from bot.http import build_http
from bot.server import Server, listening
from bot.settings import Settings
from bot.socket_mode import socket_mode
from bot.stopping import CannotStart
from bot.ticking import ticks, watching
from bot.timing import Timing
from storage.errors import StorageError
from storage.schema import SchemaState

logger = logging.getLogger(__name__)


def serve(settings: Settings, *, web_only: bool = False, timing: Timing | None = None) -> None:
    """Serve Slack, and unless ``web_only`` also deliver and tick, until the process is told to stop."""
    settings.check_slack(serves=True)
    uvloop.run(_serve(settings, timing, web_only=web_only))


def work(settings: Settings, *, timing: Timing | None = None) -> None:
    """Deliver and tick, without serving Slack, until the process is told to stop."""
    settings.check_slack(serves=False)
    uvloop.run(_work(settings, timing))


async def _serve(settings: Settings, timing: Timing | None, *, web_only: bool) -> None:
    async with opened(settings, migrate=settings.uses_sqlite, timing=timing) as office:
        application = web_application(office, works=not web_only)
        with listening(settings) as sockets:
            await Server(application, settings).serve(sockets)


async def _work(settings: Settings, timing: Timing | None) -> None:
    async with opened(settings, migrate=settings.uses_sqlite, timing=timing) as office, working(office) as delivering:
        stopped = asyncio.create_task(_until_stopped())
        await asyncio.wait({stopped, delivering}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if delivering.done():
            await delivering  # whatever has ended it ends the process, so that its supervisor starts it again


@contextlib.asynccontextmanager
async def opened(settings: Settings, *, migrate: bool, timing: Timing | None = None) -> AsyncIterator[Office]:
    """An office with its database open and migrated. Raises CannotStart when the schema does not fit."""
    office = await build_office(settings, timing=timing)
    try:
        await office.database.start()
        state = await office.database.schema_state()
        if state is not SchemaState.CURRENT and not migrate:
            raise CannotStart(_schema_sentence(state))
        if state is not SchemaState.CURRENT:
            await office.database.migrate()
        _spare_the_collector()
        yield office
    finally:
        await office.session.close()
        await office.database.stop()


def _spare_the_collector() -> None:
    """Turn garbage collection on, for what is made from now on: what was made at start stays.

    Each full pass would go through that. Until this moment there was none (bot/terminal.py): they would be a fifth of
    a start, for one megabyte. Young objects are looked at less often than by default, as a request makes thousands that
    reference counts free.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


def _schema_sentence(state: SchemaState) -> str:
    if state is SchemaState.AHEAD:
        return "The database was migrated by a newer version of the office. Please install that version."
    return "The database needs to be migrated first. Please run: ospo migrate"


@contextlib.asynccontextmanager
async def working(office: Office) -> AsyncIterator[asyncio.Task[None]]:
    """Delivery and ticks, running beside whatever else the process does. Gives the task that delivers."""
    learning = asyncio.create_task(_learned(office))
    delivering = asyncio.create_task(office.delivery.run())
    clock = ticks(office)
    clock.start()
    try:
        yield delivering
    finally:
        clock.stop()
        await _ended(learning, delivering)


def web_application(office: Office, *, works: bool) -> FastAPI:
    """The HTTP application of an opened office, which works as well unless told not to."""
    delivering: list[asyncio.Task[None]] = []

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            if works:
                delivering.append(await stack.enter_async_context(working(office)))
            else:
                await stack.enter_async_context(_knowing(office))
            if office.settings.socket_mode:
                await stack.enter_async_context(socket_mode(office))
            yield

    async def readiness() -> dict[str, str]:
        missing = {} if office.installation.known else {"slack": office.installation.problem}
        if any(task.done() for task in delivering):
            missing["delivery"] = "Delivery has ended. Please restart the process."
        database = await _database_problem(office)
        return missing | ({"database": database} if database else {})

    async def figures() -> bytes:
        await office.delivery.measure()
        return office.metrics.text()

    in_socket_mode = office.settings.socket_mode
    return build_http(None if in_socket_mode else office.slack, readiness, figures, lifespan)


async def _learned(office: Office) -> None:
    """Who we are, then who is in the reviewing groups: until they were read once, nobody may decide."""
    await office.installation.learn()
    try:
        await office.upkeep.refresh_groups(office.workspace)
    except StorageError:
        logger.exception("the user groups could not be copied yet; the next tick does it")


@contextlib.asynccontextmanager
async def _knowing(office: Office) -> AsyncIterator[None]:
    """What a process needs that serves beside workers: who we are, and the policy of the newest files."""
    learning = asyncio.create_task(_learned(office))
    clock = watching(office)
    clock.start()
    try:
        yield
    finally:
        clock.stop()
        await _ended(learning)


async def _database_problem(office: Office) -> str:
    try:
        state = await office.database.schema_state()
    except StorageError as error:
        return str(error)
    return "" if state is SchemaState.CURRENT else _schema_sentence(state)


async def _ended(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    await stopped.wait()
