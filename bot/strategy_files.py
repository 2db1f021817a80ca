# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy as a terminal writes it: from the database, with people's names where Slack may be asked for them."""

import asyncio
from collections.abc import Collection
from pathlib import Path

from bot.catalog import LiveCatalog
from bot.record import opened_record, workspace_of
from bot.services.digest_contents import DigestContents
from bot.services.names import Names
from bot.services.people import PeopleService
from bot.services.strategy_documents import StrategyDocuments
from bot.settings import Settings
from bot.stopping import CannotRun
from bot.timing import WallTime
from messages.strategy.markdown import document_text
from workflows.registers.rights import THE_OFFICE
from workflows.strategy.document import StrategyDocument


def exported(settings: Settings, workspace: str = "", *, drafts: bool = False) -> str:
    """The document. Raises CannotRun, and StorageError."""
    return asyncio.run(_exported(settings, workspace, drafts=drafts))


def write(file: Path, text: str) -> None:
    """Write it. Raises CannotRun."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotRun(f"{file} cannot be written: {error.strerror}.") from error


async def _exported(settings: Settings, workspace: str, *, drafts: bool) -> str:
    document = await _document(settings, workspace, drafts=drafts)
    names = await _names(settings, document.people)
    return document_text(document, lambda user: names.get(user, user))


async def _document(settings: Settings, workspace: str, *, drafts: bool) -> StrategyDocument:
    timing = WallTime()
    catalog = LiveCatalog(settings.ospo_organization, timing.now)
    async with opened_record(settings.database_url) as database:
        wanted = await workspace_of(database, workspace)
        contents = DigestContents(catalog, PeopleService(database, catalog, timing))
        documents = StrategyDocuments(catalog, contents)
        async with database.reading() as tx:
            return await documents.whole(tx, wanted, THE_OFFICE, timing.now(), drafts=drafts)


async def _names(settings: Settings, users: Collection[str]) -> dict[str, str]:
    token = settings.slack_bot_token.get_secret_value()
    if not token or not users:
        return {}
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415 - 0.1 s, only where Slack is asked

    return await Names(AsyncWebClient(token=token, base_url=settings.slack_api_url, retry_handlers=[])).of(users)
