# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``/ospo digest``: when digests come, and changing that."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.replies import answer
from bot.services.schedules import ScheduleService
from messages import schedules as words
from messages.blocks import Message
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons of the list, and to the form."""
    for verb in (words.PAUSE, words.RESUME, words.RESET):
        app.action(verb)(rest)
    app.action(re.compile(f"^{words.TURN}:(back|on)$"))(turn)
    app.action(words.CHANGE)(open_form)
    app.view(words.CHANGE)(change)
    app.action(words.ADD)(open_new)
    app.view(words.ADD)(add)


async def listed(person: Person, schedules: ScheduleService, page: int = 1) -> Message:
    """When digests come, with buttons for the OSPO."""
    may_change = await schedules.may_change(person)
    return words.schedule_list(await schedules.standings(person.workspace), may_change=may_change, page=page)


async def turn(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    schedules: ScheduleService,
) -> None:
    """Show another page of the list."""
    page = words.page_named(value(body))
    await answer(await listed(actor(body, installation), schedules, page), body, context, client, instead=True)
    await ack()


async def rest(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    schedules: ScheduleService,
) -> None:
    """Let a digest rest, go on, or be as in the files again; the answer is that page of the list as it is now."""
    person, about, verb = actor(body, installation), words.schedule_named(value(body)), body["actions"][0]["action_id"]
    page = words.page_with(await schedules.standings(person.workspace), about)
    if verb == words.RESET:
        await schedules.reset(about, by=person)
    else:
        await schedules.pause(about, paused=verb == words.PAUSE, by=person)
    await answer(await listed(person, schedules, page), body, context, client, instead=True)
    await ack()


async def open_form(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    schedules: ScheduleService,
) -> None:
    """Open the form; whether the person may is asked when it comes back too."""
    found = await schedules.to_change(words.schedule_named(value(body)), by=actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=words.schedule_form(found))
    await ack()


async def change(ack: AsyncAck, body: dict[str, Any], installation: Installation, schedules: ScheduleService) -> None:
    """Keep what the form says, and show when the digest comes now."""
    name, said = words.schedule_said(body["view"])
    saved = await schedules.change(name, said, by=actor(body, installation))
    await ack(response_action="update", view=words.schedule_saved(saved))


async def open_new(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    schedules: ScheduleService,
) -> None:
    """Open the form of another digest."""
    calendar = await schedules.form_of(by=actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=words.addition_form(calendar.timezone))
    await ack()


async def add(ack: AsyncAck, body: dict[str, Any], installation: Installation, schedules: ScheduleService) -> None:
    """Plan what the form says, and show when it comes."""
    saved = await schedules.add(words.addition_said(body["view"]), by=actor(body, installation))
    await ack(response_action="update", view=words.schedule_saved(saved))
