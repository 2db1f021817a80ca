# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A person's own settings: the form, opened from Home, and what comes back from it."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor
from bot.services.daily import DailyService
from bot.services.preferences import PreferenceService
from messages.daily import daily_modal
from messages.settings import OPEN_SETTINGS, SETTINGS, SHOW_DAILY, said_in, settings_modal
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the button and the form."""
    app.action(OPEN_SETTINGS)(open_form)
    app.action(SHOW_DAILY)(show_daily)
    app.view(SETTINGS)(save)


async def open_form(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    preferences: PreferenceService,
) -> None:
    """Open the form from Home."""
    await show(actor(body, installation), str(body.get("trigger_id", "")), client, preferences)
    await ack()


async def save(ack: AsyncAck, body: dict[str, Any], installation: Installation, preferences: PreferenceService) -> None:
    """Keep what the form says."""
    await preferences.save(said_in(body["view"]), by=actor(body, installation))
    await ack()


async def show_daily(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    daily: DailyService,
    catalog: LiveCatalog,
) -> None:
    """Show on top of the form what the list of the day would say now."""
    today, current = await daily.today(actor(body, installation)), catalog.current
    kinds = {name: policy.kind for name, policy in current.policies.items()}
    view = daily_modal(today, kinds)
    await client.views_push(trigger_id=str(body.get("trigger_id", "")), view=view)
    await ack()


async def show(person: Person, trigger_id: str, client: AsyncWebClient, preferences: PreferenceService) -> None:
    """Open the form, filled with what holds now."""
    found, zone = await preferences.of(person)
    await client.views_open(trigger_id=trigger_id, view=settings_modal(found, zone))
