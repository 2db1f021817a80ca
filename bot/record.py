# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The record as commands look at it without starting an office: migrating it, and what could not be delivered."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.services.delivery import undelivered
from bot.stopping import CannotRun
from storage.database import Database
from storage.errors import StorageError
from storage.schema import SchemaState

_WORKSPACE = re.compile(r"[TE][A-Z0-9]{1,30}")
_NAME = re.compile(r"(?:OSPO-)?([1-9][0-9]{0,17})", re.IGNORECASE | re.ASCII)


def migrate(database_url: str) -> str:
    """Bring the tables up to date and say so. Raises StorageError."""
    return asyncio.run(_migrated(database_url))


def parked_lines(database_url: str) -> tuple[str, ...]:
    """A line for each cause that holds messages up, with what to do; none where there is no database yet."""
    if not there(database_url):
        return ()
    try:
        return asyncio.run(_undelivered(database_url))
    except StorageError as error:
        return (f"not known: {error}",)


def there(database_url: str) -> bool:
    """False for a SQLite file that nobody made yet: looking must not make it."""
    path = database_url.removeprefix("sqlite:///")
    return path == database_url or Path(path).exists()


def retry(database_url: str) -> str:
    """Let everything that could not be delivered be tried once more, and say so. Raises StorageError."""
    count = asyncio.run(_retried(database_url))
    if count == 0:
        return "Nothing is parked."
    return f"{count} {'message is' if count == 1 else 'messages are'} tried again now. `ospo check` shows what remains."


async def _retried(database_url: str) -> int:
    async with opened(database_url) as database:
        return await undelivered.retry(database)


async def _migrated(database_url: str) -> str:
    async with opened(database_url) as database:
        state = await database.schema_state()
        await database.migrate()
    return "The database was up to date." if state is SchemaState.CURRENT else "The database is up to date now."


async def _undelivered(database_url: str) -> tuple[str, ...]:
    async with opened(database_url) as database:
        if await database.schema_state() is not SchemaState.CURRENT:
            return ()
        return tuple(await undelivered.parked_lines(database))


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Database]:
    """The database of that URL while a command works with it. Raises StorageError."""
    database = Database(database_url)
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


@asynccontextmanager
async def opened_record(database_url: str) -> AsyncIterator[Database]:
    """The same for a command that reads requests. Raises CannotRun where there are none that this version can read."""
    if not there(database_url):
        raise CannotRun("There is no record at DATABASE_URL yet.")
    async with opened(database_url) as database:
        if await database.schema_state() is not SchemaState.CURRENT:
            raise CannotRun("The database is not at the schema of this version. Please run `ospo migrate` first.")
        yield database


async def found_request(database: Database, name: str, workspace: str) -> tuple[str, int]:
    """The workspace and number of a request named as people do, such as OSPO-12. Raises CannotRun."""
    found = _NAME.fullmatch(name.strip())
    if found is None:
        raise CannotRun(f"{name!r} is no request. Name it like OSPO-12.")
    return await one_workspace(database, workspace), int(found[1])


async def one_workspace(database: Database, wanted: str) -> str:
    """The workspace of a command: the one that there is, or the one of several that is ``wanted``. Raises CannotRun."""
    there_are = await database.workspaces()
    if wanted in there_are or (not wanted and len(there_are) == 1):
        return wanted or there_are[0]
    if not there_are:
        raise CannotRun("There is no request yet.")
    raise CannotRun(f"Please say of which workspace with --workspace: {', '.join(there_are)}.")


async def workspace_of(database: Database, wanted: str) -> str:
    """The one workspace, or the one that is wanted; of an office that was asked nothing yet, that of the app.

    Before the app was ever there, it is the one for which registers were imported.
    Where not even that is known, the one that is wanted, if it is the id of one. Raises CannotRun.
    """
    there_are = await database.workspaces()
    if not there_are:
        async with database.reading() as tx:
            there_are = await tx.installations.workspaces()
            if not there_are and not wanted:  # one with a typing error must not keep the right one out
                there_are = await tx.registers.workspaces()
    if wanted in there_are or (not wanted and len(there_are) <= 1):
        return wanted or next(iter(there_are), "")
    if there_are:
        raise CannotRun(f"Please say of which workspace with --workspace: {', '.join(there_are)}.")
    if not _WORKSPACE.fullmatch(wanted):
        raise CannotRun(f"{wanted!r} is no id of a workspace, such as T0123ABCD: Slack shows it in its web address.")
    return wanted
