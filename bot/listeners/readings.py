# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`/ospo reading`: what to read next, and saying that one has."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.guidance import Guidance
from bot.services.reading import ReadingService
from messages import reading as words
from messages.blocks import Block
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the queue."""
    app.action(words.DONE)(mark)
    app.action(words.AGAIN)(mark)
    app.action(words.SHOW)(show)


async def opened(person: Person, trigger_id: str, client: AsyncWebClient, guidance: Guidance) -> None:
    """Open the queue."""
    await client.views_open(trigger_id=trigger_id, view=await _view(person, guidance.readings))


async def mark(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, readings: ReadingService
) -> None:
    """Mark something as read or not read, and show what comes next."""
    person, name = actor(body, installation), words.named(value(body))
    await readings.mark(name, person, read=body["actions"][0]["action_id"] == words.DONE)
    await client.views_update(view=await _view(person, readings), view_id=body["view"]["id"])
    await ack()


async def show(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, readings: ReadingService
) -> None:
    """Show another one whole."""
    view = await _view(actor(body, installation), readings, words.named(value(body)))
    await client.views_update(view=view, view_id=body["view"]["id"])
    await ack()


async def _view(person: Person, readings: ReadingService, shown: str = "") -> Block:
    shelf = await readings.shelf(person)
    return words.shelf_modal(shelf.left, shelf.read, shelf.wish, shelf.looks, shown)
