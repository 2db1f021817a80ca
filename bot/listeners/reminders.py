# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with a reminder: put the next ones off for a while."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.replies import answer
from bot.listeners.reviews import chosen
from bot.services.reviews import ReviewService
from messages.buttons import clicked
from messages.reminders import SNOOZE, snoozed


def register(app: AsyncApp) -> None:
    """Listen to the button of reminders."""
    app.action(SNOOZE)(snooze)


async def snooze(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
) -> None:
    """Put the reminders of a step off, and say until when."""
    about = chosen(clicked(value(body)))
    request = await reviews.snooze(about, reviewer=actor(body, installation))
    await answer(snoozed(request, about.step), body, context, client)
    await ack()
