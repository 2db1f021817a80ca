# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""``/ospo away`` and ``/ospo back``: telling that one is away, with a line or with a form."""

from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor
from bot.listeners.replies import answer
from bot.services.absences import AbsenceService, Told
from messages import absences as words
from messages.blocks import Message
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the form of an absence."""
    app.view(words.FORM)(go)


async def away(
    rest: str, trigger: str, person: Person, client: AsyncWebClient, absences: AbsenceService, catalog: LiveCatalog
) -> Message | None:
    """Be away until what was typed; without a word, open the form, which shows how it stands."""
    if rest:
        day, deputy = words.typed(rest, absences.today())
        named = Person(person.workspace, deputy) if deputy else None
        return _said(await absences.go(person, day, named), catalog)
    told = await absences.of(person)
    tomorrow = absences.today() + timedelta(days=1)
    view = words.form(told.absence, catalog.current.organization, told.groups, tomorrow)
    await client.views_open(trigger_id=trigger, view=view)
    return None


async def back(person: Person, absences: AbsenceService) -> Message:
    """End the absence."""
    return words.returned(await absences.come_back(person))


async def go(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    absences: AbsenceService,
    catalog: LiveCatalog,
) -> None:
    """Be away as the form says; the answer, with what it means, is a direct message."""
    person = actor(body, installation)
    day, deputy = words.chosen(body["view"])
    told = await absences.go(person, day, Person(person.workspace, deputy) if deputy else None)
    said = _said(told, catalog)
    if said is not None:
        await answer(said, body, context, client)
    await ack()


def _said(told: Told, catalog: LiveCatalog) -> Message | None:
    if told.absence is None:
        return None
    return words.gone(told.absence, catalog.current.organization, told.deputy_in, told.nobody_in)
