# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals in Slack: who to talk to about what, and the flower on request."""

from collections.abc import Sequence
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor
from bot.listeners.replies import answer
from bot.listeners.views import present, update
from bot.services.petals import PetalService
from messages.blocks import Block
from messages.petals import DRAW, SHOW, on_its_way, petals_modal
from messages.registers.beside import ask_button
from workflows.people import Person
from workflows.petal_lines import PetalLine


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the petals."""
    app.action(SHOW)(look)
    app.action(DRAW)(draw)


async def show(person: Person, trigger_id: str, client: AsyncWebClient, petals: PetalService) -> None:
    """Open the petals."""
    await client.views_open(trigger_id=trigger_id, view=_view(await petals.seen(person)))


async def look(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, petals: PetalService
) -> None:
    """Show the petals, in the modal where the click was, else in a new one."""
    await present(_view(await petals.seen(actor(body, installation))), body, client)
    await ack()


async def draw(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    petals: PetalService,
) -> None:
    """Send the flower to who asks for it, and say so where they clicked."""
    person = actor(body, installation)
    await petals.draw(person)
    if body.get("view"):
        await update(_view(await petals.seen(person), drawing=True), body["view"]["id"], client)
    else:
        await answer(on_its_way(), body, context, client)
    await ack()


def _view(lines: Sequence[PetalLine], *, drawing: bool = False) -> Block:
    asks = [ask_button(one.entry.name, one.entry.title) for one in lines]
    return petals_modal(lines, asks, drawing=drawing)
