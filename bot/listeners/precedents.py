# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What those who answer do with precedents: make one of an answer, withdraw it, and answer as in one."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.reviews import chosen
from bot.services.precedents import PrecedentService
from bot.services.reviews import ReviewService
from messages.answer_forms import ruling_as_in
from messages.buttons import clicked
from messages.precedent_forms import FORM, precedent_modal, shown_in
from messages.precedents import APPLY, MAKE, WITHDRAW


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form of precedents."""
    app.action(MAKE)(ask_for_version)
    app.action(WITHDRAW)(withdraw)
    app.action(re.compile(rf"^{APPLY}:\d+$"))(apply)
    app.view(FORM)(make)


async def ask_for_version(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    precedents: PrecedentService,
    catalog: LiveCatalog,
) -> None:
    """Open the form in which the version for others is written, for somebody who may make a precedent."""
    click = clicked(value(body))
    found, review_on = await precedents.possible(chosen(click), actor(body, installation))
    view = precedent_modal(click, found, catalog.current.kind_of(found), review_on)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def make(ack: AsyncAck, body: dict[str, Any], installation: Installation, precedents: PrecedentService) -> None:
    """Make the precedent."""
    click, shown, ticked = shown_in(body["view"])
    await precedents.make(chosen(click), shown, may_be_shown=ticked, by=actor(body, installation))
    await ack()


async def withdraw(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, precedents: PrecedentService
) -> None:
    """Take the precedent back; the button asked for confirmation."""
    click = clicked(value(body))
    await precedents.withdraw(chosen(click), click.precedent, by=actor(body, installation))
    await ack()


async def apply(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    precedents: PrecedentService,
    reviews: ReviewService,
    catalog: LiveCatalog,
) -> None:
    """Open the answer filled with a precedent, for somebody who may answer."""
    click, person = clicked(value(body)), actor(body, installation)
    found, today = await reviews.answerable(chosen(click), person)
    precedent = await precedents.usable(click.precedent, person.workspace)
    view = ruling_as_in(precedent, click, catalog.current.kind_of(found), today)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
