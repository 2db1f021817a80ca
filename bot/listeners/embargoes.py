# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What those who decide do with an embargo, and how its requester goes on once it is over."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.forms import open_form
from bot.listeners.reading import actor, value
from bot.services.embargoes import EmbargoService
from bot.services.requests import RequestService
from messages.buttons import clicked
from messages.embargoes import (
    LIFT,
    NOT_YET,
    ONWARDS,
    PEOPLE,
    SHOW,
    embargo_modal,
    not_yet_in,
    not_yet_modal,
    people_in,
)
from workflows.errors import UnknownForm
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of embargoes."""
    app.action(SHOW)(show)
    app.action(LIFT)(lift)
    app.action(NOT_YET)(ask_for_day)
    app.action(ONWARDS)(go_on)
    app.view(PEOPLE)(set_participants)
    app.view(NOT_YET)(postpone)


async def show(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, embargoes: EmbargoService
) -> None:
    """Open the embargo, for who may change it."""
    found, _ = await embargoes.steered(clicked(value(body)).number, actor(body, installation))
    if found.embargo is None:
        raise UnknownForm
    await client.views_open(trigger_id=body["trigger_id"], view=embargo_modal(found, found.embargo))
    await ack()


async def lift(ack: AsyncAck, body: dict[str, Any], installation: Installation, embargoes: EmbargoService) -> None:
    """Lift it; the button asked for confirmation."""
    await embargoes.lift(clicked(value(body)).number, by=actor(body, installation))
    await ack()


async def ask_for_day(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, embargoes: EmbargoService
) -> None:
    """Open the form for putting it off, for who may."""
    about = clicked(value(body))
    found, today = await embargoes.steered(about.number, actor(body, installation))
    if found.embargo is None:
        raise UnknownForm
    opened = client.views_push if body.get("view") else client.views_open
    await opened(trigger_id=body["trigger_id"], view=not_yet_modal(about, found.embargo, today))
    await ack()


async def go_on(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    embargoes: EmbargoService,
    requests: RequestService,
) -> None:
    """Open an ordinary form with what the requester said, for them alone."""
    person = actor(body, installation)
    kind, given = await embargoes.disclosed(clicked(value(body)).number, person)
    await open_form(requests, client, kind=kind, given=given, person=person, body=body)
    await ack()


async def set_participants(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, embargoes: EmbargoService
) -> None:
    """Save who takes part."""
    about, chosen = people_in(body["view"])
    by = actor(body, installation)
    await embargoes.set_participants(about.number, [Person(by.workspace, one) for one in chosen], by=by)
    await ack()


async def postpone(ack: AsyncAck, body: dict[str, Any], installation: Installation, embargoes: EmbargoService) -> None:
    """Put it off."""
    about, day, reason = not_yet_in(body["view"])
    await embargoes.postpone(about.number, day, reason, by=actor(body, installation))
    await ack()
