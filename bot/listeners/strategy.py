# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy in Slack: opened with a command, walked and exported with buttons."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor
from bot.listeners.views import present
from bot.services.strategy import StrategyService
from messages.blocks import Block
from messages.strategy.about import CHANGED, EXECUTIVE, EXPORT, EXPORT_CANVAS, EXPORT_DRAFTS, EXPORT_FILE, OVERVIEW
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons."""
    app.action(OVERVIEW)(overview)
    app.action(EXECUTIVE)(executive)
    app.action(CHANGED)(changed)
    app.action(EXPORT)(ask_export)
    app.action(re.compile(f"^({EXPORT_FILE}|{EXPORT_DRAFTS}|{EXPORT_CANVAS})$"))(export)


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
    from messages.strategy.overview import executive_modal  # noqa: PLC0415 - a start does not wait for it

    await present(executive_modal(await strategy.executive(actor(body, installation))), body, client)
    await ack()


async def changed(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Show what was published."""
    from messages.strategy.overview import changed_modal  # noqa: PLC0415 - a start does not wait for it

    seen = await strategy.overview(actor(body, installation))
    await present(changed_modal(seen.document), body, client)
    await ack()


async def ask_export(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Offer the ways to export."""
    from messages.strategy.overview import export_modal  # noqa: PLC0415 - a start does not wait for it

    office = await strategy.office(actor(body, installation))
    await present(export_modal(canvas=installation.writes_canvases, drafts=office), body, client)
    await ack()


async def export(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, strategy: StrategyService
) -> None:
    """Say where the document comes, and send it."""
    from messages.strategy.overview import under_way_modal  # noqa: PLC0415 - a start does not wait for it

    person, wanted = actor(body, installation), body["actions"][0].get("action_id")
    await present(under_way_modal(), body, client)
    if wanted == EXPORT_CANVAS:
        await strategy.send_canvas(person)
    else:
        await strategy.send_file(person, drafts=wanted == EXPORT_DRAFTS)
    await ack()


async def _overview(person: Person, strategy: StrategyService) -> Block:
    from messages.strategy.overview import overview_modal  # noqa: PLC0415 - a start does not wait for it

    seen = await strategy.overview(person)
    return overview_modal(seen.document, seen.newest, seen.today)
