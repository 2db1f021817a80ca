# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching a third-party inventory: the button, and the form with a file or a pasted text."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.inventories import InventoryService
from messages.buttons import clicked
from messages.inventories import ATTACH, attach_modal, given_in
from messages.inventory_news import being_read
from workflows.errors import MalformedExpression, UnreadableFile


def register(app: AsyncApp) -> None:
    """Listen to the button and to its form."""
    app.action(ATTACH)(ask)
    app.view(ATTACH)(attach)


async def ask(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    inventories: InventoryService,
) -> None:
    """Open the form."""
    request, _ = await inventories.attachable(clicked(value(body)).number, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=attach_modal(request, files=installation.reads_files))
    await ack()


async def attach(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, inventories: InventoryService
) -> None:
    """Read, look up and store it, or keep it to be read; what is wrong stands under its field, and the form stays."""
    given = given_in(body["view"])
    if bool(given.file) == bool(given.pasted):
        sentence = "Please give either a file or a pasted inventory, one of the two."
        await ack(response_action="errors", errors={given.field: sentence})
        return
    try:
        found = await inventories.attach(
            given.about.number, requester=actor(body, installation), file=given.file, pasted=given.pasted
        )
    except (UnreadableFile, MalformedExpression) as refusal:
        await ack(response_action="errors", errors={given.field: refusal.sentence})
    else:
        await (ack() if found else ack(response_action="update", view=being_read(given.about.number)))
