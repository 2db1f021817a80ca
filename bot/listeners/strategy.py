# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy in Slack: opened with a command, walked with buttons, exported with a form."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor
from bot.listeners.showing import present
from bot.services.strategy import StrategyService
from messages.blocks import Block
from messages.strategy.about import CHANGED, EXECUTIVE, EXPORT, EXPORT_FORM, OVERVIEW
from messages.strategy.overview import (
    CANVAS,
    changed_modal,
    executive_modal,
    export_modal,
    exported,
    overview_modal,
)
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    app.action(OVERVIEW)(overview)
    app.action(EXECUTIVE)(executive)
    app.action(CHANGED)(changed)
    app.action(EXPORT)(ask_export)
    app.view(EXPORT_FORM)(export)


async def show(person: Person, trigger_id: str, client: AsyncWebClient, strategy: StrategyService) -> None:
    """Open the overview."""
    await client.views_open(trigger_id=trigger_id, view=await _overview(person, strategy))


async def overview(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Go back to the overview, or open it."""
    await present(await _overview(actor(body, installation), strategy), body, client)
    await ack()


async def executive(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Show the page for executives."""
    await present(executive_modal(await strategy.executive(actor(body, installation))), body, client)
    await ack()


async def changed(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Show what was published."""
    seen = await strategy.overview(actor(body, installation))
    await present(changed_modal(seen.document), body, client)
    await ack()


async def ask_export(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Open the export's form over the overview, or by itself."""
    office = await strategy.office(actor(body, installation))
    opened = client.views_push if body.get("view") else client.views_open
    await opened(trigger_id=body["trigger_id"], view=export_modal(canvas=installation.writes_canvases, drafts=office))
    await ack()


async def export(ack: AsyncAck, body: dict[str, Any], installation: Installation, strategy: StrategyService) -> None:
    """Send the document as the form says."""
    wanted, person = exported(body["view"]), actor(body, installation)
    if wanted.form == CANVAS:
        await strategy.send_canvas(person)
    else:
        await strategy.send_file(person, drafts=wanted.drafts)
    await ack()


async def _overview(person: Person, strategy: StrategyService) -> Block:
    seen = await strategy.overview(person)
    return overview_modal(seen.document, seen.newest, seen.today)
