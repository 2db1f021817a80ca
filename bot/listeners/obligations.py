# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with what is owed: tick it off, with a link where one is wanted, or say that it is not needed."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.obligations import ObligationService
from messages.buttons import clicked
from messages.obligations import DONE, SHOW, WAIVE, done_modal, waive_modal
from messages.small_forms import review_form


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of obligations."""
    app.action(DONE)(tick)
    app.action(SHOW)(ask_for_evidence)
    app.action(WAIVE)(ask_for_reason)
    app.view(DONE)(tick_with_evidence)
    app.view(WAIVE)(waive)


async def tick(ack: AsyncAck, body: dict[str, Any], installation: Installation, obligations: ObligationService) -> None:
    """Tick it off at once."""
    about = clicked(value(body))
    await obligations.tick(about.number, about.obligation, by=actor(body, installation))
    await ack()


async def ask_for_evidence(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    obligations: ObligationService,
) -> None:
    """Open the form for the link that shows that it was done."""
    about = clicked(value(body))
    request, owed = await obligations.tickable(about.number, about.obligation, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=done_modal(request, owed))
    await ack()


async def ask_for_reason(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    obligations: ObligationService,
) -> None:
    """Open the form for why it is not needed."""
    about = clicked(value(body))
    request, owed = await obligations.waivable(about.number, about.obligation, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=waive_modal(request, owed))
    await ack()


async def tick_with_evidence(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, obligations: ObligationService
) -> None:
    """Tick it off with its link."""
    form = review_form(body["view"])
    about = form.clicked
    await obligations.tick(about.number, about.obligation, by=actor(body, installation), evidence=form.text)
    await ack()


async def waive(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, obligations: ObligationService
) -> None:
    """Record that it is not needed."""
    form = review_form(body["view"])
    await obligations.waive(form.clicked.number, form.clicked.obligation, form.text, by=actor(body, installation))
    await ack()
