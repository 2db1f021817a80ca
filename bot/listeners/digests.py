# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``/ospo digest``: when digests come, what one would say now, and trying one out."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.replies import answer
from bot.listeners.schedules import listed
from bot.services.digests import DigestService
from bot.services.schedules import ScheduleService
from messages.blocks import Message
from messages.schedules import PREVIEW, TRIAL, schedule_named, trial_sent
from workflows.errors import Refusal
from workflows.people import Person

_HOW = "`/ospo digest` shows when digests come, and `/ospo digest preview maturity` what one would say now."


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the list that show a digest."""
    app.action(PREVIEW)(preview)
    app.action(TRIAL)(try_out)


async def typed(rest: str, person: Person, schedules: ScheduleService, digests: DigestService) -> tuple[Message, ...]:
    """What is typed behind the verb: nothing, or ``preview`` with the name of a schedule. Raises Refusal."""
    verb, _, name = rest.partition(" ")
    if not verb:
        return (await listed(person, schedules),)
    if verb.lower() != "preview":
        raise Refusal(_HOW)
    return await digests.preview(name.strip() or await schedules.first(person.workspace), by=person)


async def preview(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    digests: DigestService,
) -> None:
    """Show what a digest would say now, to this person alone."""
    for message in await digests.preview(schedule_named(value(body)), by=actor(body, installation)):
        await answer(message, body, context, client)
    await ack()


async def try_out(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    digests: DigestService,
) -> None:
    """Send the digest to this person, as a direct message."""
    schedule = await digests.try_out(schedule_named(value(body)), by=actor(body, installation))
    await answer(trial_sent(schedule), body, context, client)
    await ack()
