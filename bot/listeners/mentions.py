# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Being mentioned or written to: commands cannot run in threads, so that here the office says what it can do."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import event_actor
from bot.services.upkeep import Upkeep


def register(app: AsyncApp) -> None:
    """Listen to mentions and direct messages."""
    app.event("app_mention")(mentioned)
    app.event("message")(written)


async def mentioned(body: dict[str, Any], installation: Installation, upkeep: Upkeep, catalog: LiveCatalog) -> None:
    """Answer a mention with the help, to the person who wrote."""
    await _help(body, installation, upkeep, catalog)


async def written(body: dict[str, Any], installation: Installation, upkeep: Upkeep, catalog: LiveCatalog) -> None:
    """Answer a direct message with the help; edits, joins and what other apps write are none."""
    event = body.get("event") or {}
    if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
        await _help(body, installation, upkeep, catalog)


async def _help(body: dict[str, Any], installation: Installation, upkeep: Upkeep, catalog: LiveCatalog) -> None:
    person = event_actor(body, installation)
    text = catalog.current.help["text"]
    # Keyed by the event, so that a second delivery of it is not a second answer.
    await upkeep.say(person, f"event:{body.get('event_id', '')}", text)
