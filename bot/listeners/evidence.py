# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The button that exports the evidence of a request to the person who clicks it."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.evidence import EvidenceService
from bot.services.uploads import Uploads
from messages.buttons import clicked
from messages.evidence import EXPORT, comment, under_way


def register(app: AsyncApp) -> None:
    """Listen to the button."""
    app.action(EXPORT)(export)


async def export(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    evidence: EvidenceService,
    uploads: Uploads,
) -> None:
    """Record the export, say where the file comes, and send it."""
    person = actor(body, installation)
    pack = await evidence.export(clicked(value(body)).number, by=person)
    show = client.views_push if body.get("view") else client.views_open
    await show(trigger_id=body["trigger_id"], view=under_way(pack.request))
    await uploads.send(person, pack.filename, pack.data, comment(pack.request, withheld=pack.withheld))
    await ack()
