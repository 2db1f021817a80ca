# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Placing and lifting legal holds, from the details of a request."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.holds import HoldService
from messages.buttons import clicked
from messages.holds import LIFT, PLACE, hold_modal, hold_said


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of holds."""
    app.action(PLACE)(ask_for_reason)
    app.action(LIFT)(ask_for_reason)
    app.view(PLACE)(change)
    app.view(LIFT)(change)


async def ask_for_reason(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Open the form; whether the person may is asked when it comes back."""
    placing = body["actions"][0]["action_id"] == PLACE
    view = hold_modal(clicked(value(body)), placing=placing)
    opened = client.views_push if body.get("view") else client.views_open
    await opened(trigger_id=body["trigger_id"], view=view)
    await ack()


async def change(ack: AsyncAck, body: dict[str, Any], installation: Installation, holds: HoldService) -> None:
    """Place the hold, or lift it."""
    about, reason = hold_said(body["view"])
    placing = body["view"].get("callback_id") == PLACE
    await holds.change(about.number, reason, then_held=placing, by=actor(body, installation))
    await ack()
