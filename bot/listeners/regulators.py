# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``/ospo regulators``: what is due and what is missing; and marking a deadline as done."""

from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.register_views import entry_view
from bot.listeners.views import open_over, show_beneath
from bot.services.registers import RegisterService
from bot.services.regulators import RegulatorService
from messages.registers.about import about
from messages.regulators import DONE, done_modal, overview_modal, said_done
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the button of a deadline, and to its form."""
    app.action(DONE)(open_done)
    app.view(DONE)(finish)


async def show(person: Person, trigger_id: str, client: AsyncWebClient, regulators: RegulatorService) -> None:
    """Open what is due and what is missing, as far as the person may see it."""
    seen = await regulators.overview(person)
    await client.views_open(trigger_id=trigger_id, view=overview_modal(seen.found, seen.registers, seen.today))


async def open_done(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    regulators: RegulatorService,
) -> None:
    """Open the form that says what a deadline was done with; whether the person may is asked again when it comes."""
    seen = await regulators.deadline(about(value(body)).entry, actor(body, installation))
    await open_over(done_modal(seen.entry, seen.today), body, client)
    await ack()


async def finish(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    registers: RegisterService,
    regulators: RegulatorService,
) -> None:
    """Keep that a deadline was met, and show in the entry beneath whether it comes again."""
    said, person = said_done(body["view"]), actor(body, installation)
    of = said.about
    await regulators.finish(of.entry, said.evidence, said.on, by=person, seen=of.version)
    await show_beneath(await entry_view(registers, person, replace(of, version=0)), body, client)
    await ack()
