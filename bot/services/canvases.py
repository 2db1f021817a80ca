# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Documents as canvases of Slack: one for each document, brought up to date instead of made anew."""

import asyncio
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.refused_calls import code_of
from bot.services.recording import again_on_conflict
from bot.services.register_entries import doing_now, entry_of, keep
from bot.timing import Timing
from storage.database import Database
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.entry import Content
from workflows.registers.rights import THE_OFFICE
from workflows.strategy.refusals import NoCanvas

REGISTER = "documents"
#: Slack takes so many characters of Markdown for a canvas (docs.slack.dev, canvases.create).
CANVAS_TEXT = 1_048_576
#: Seconds for all calls together: a person waits.
_PATIENCE = 10
_GONE = frozenset({"canvas_not_found", "canvas_deleted", "file_not_found"})
#: What Slack answers where there are no canvases (docs.slack.dev, canvases.create and canvases.edit), in words.
_WHY = {
    "missing_scope": "There is no canvas: the app lacks the scope canvases:write.",
    "not_allowed_token_type": "There is no canvas: the app lacks the scope canvases:write.",
    "canvas_disabled_user_team": "There is no canvas: canvases are switched off in this workspace.",
    "free_teams_cannot_create_non_tabbed_canvases": "There is no canvas: Slack has them on paid plans only.",
    "free_teams_cannot_edit_standalone_canvases": "There is no canvas: Slack has them on paid plans only.",
    "restricted_action": "There is no canvas: this workspace does not let apps make them.",
    "ratelimited": "There is no canvas now: Slack asks us to wait a minute.",
}
_UNREACHABLE = "There is no canvas now: Slack did not take it."


class Canvases:
    """Keeps canvases. Which one is whose stands in a register, so that a restart makes no second one."""

    def __init__(self, client: AsyncWebClient, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._client = client
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def show(self, name: str, title: str, markdown: str, person: Person) -> None:
        """Make the canvas of that name say this, and send its address to somebody, who may read it. Raises NoCanvas."""
        if len(markdown) > CANVAS_TEXT:
            raise NoCanvas(f"There is no canvas: Slack takes {CANVAS_TEXT:,} characters for one.")
        content = {"type": "markdown", "markdown": markdown}
        try:
            async with asyncio.timeout(_PATIENCE):
                canvas = await self._kept(name, title, content, person.workspace)
                await self._sent(canvas, title, person)
        except SlackApiError as error:
            raise NoCanvas(_WHY.get(code_of(error), _UNREACHABLE)) from error
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise NoCanvas(_UNREACHABLE) from error

    async def _kept(self, name: str, title: str, content: dict[str, str], workspace: str) -> str:
        """The id of the canvas, which says what it should; one that somebody deleted is made anew."""
        async with self._database.reading() as tx:
            entry = await entry_of(tx, self._catalog.current, workspace, REGISTER, name)
        known = str(entry.values.get("canvas", "")) if entry else ""
        if known:
            try:
                await self._client.canvases_edit(
                    canvas_id=known, changes=[{"operation": "replace", "document_content": content}]
                )
            except SlackApiError as error:
                if code_of(error) not in _GONE:
                    raise
            else:
                return known
        made = await self._client.canvases_create(title=title, document_content=content)
        return await self._remember(name, title, str(made["canvas_id"]), workspace)

    @again_on_conflict
    async def _remember(self, name: str, title: str, canvas: str, workspace: str) -> str:
        current = self._catalog.current
        register = current.registers[REGISTER]
        async with self._database.transaction() as tx:
            entry = await entry_of(tx, current, workspace, REGISTER, name)
            doing = await doing_now(tx, current, register, workspace, THE_OFFICE, self._timing.now())
            content = Content(title=title, petal=register.petal, values={"canvas": canvas})
            if entry is None:
                done = acts.make(doing, content, name=name)
            else:
                done = acts.change(doing, entry, replace(entry.content, values={"canvas": canvas}))
            await keep(tx, register, entry, *done)
        return canvas

    async def _sent(self, canvas: str, title: str, person: Person) -> None:
        """Slack gives somebody access to a canvas only after its address was sent to them."""
        identity = await self._client.auth_test()
        address = f"{str(identity['url']).rstrip('/')}/docs/{identity['team_id']}/{canvas}"
        opened = await self._client.conversations_open(users=person.id)
        await self._client.chat_postMessage(
            channel=opened["channel"]["id"], text=f"{title}, as a canvas that you can read: {address}"
        )
        await self._client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=[person.id])
