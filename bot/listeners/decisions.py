# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with a decided step: undo their own slip, open it again with a reason, appeal, or ask again."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.forms import open_form
from bot.listeners.reading import actor, value
from bot.listeners.reviews import chosen
from bot.services.decisions import DecisionService
from bot.services.requests import RequestService
from messages.appeals import AGAIN, APPEAL, appeal_modal
from messages.buttons import clicked
from messages.overturned import REOPEN, UNDO, reopen_modal
from messages.small_forms import review_form


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of decided steps."""
    app.action(UNDO)(undo)
    app.action(REOPEN)(ask_for_reason)
    app.view(REOPEN)(reopen)
    app.action(APPEAL)(ask_for_appeal)
    app.view(APPEAL)(appeal)
    app.action(AGAIN)(ask_again)


async def undo(ack: AsyncAck, body: dict[str, Any], installation: Installation, decisions: DecisionService) -> None:
    """Take the person's own review back."""
    await decisions.undo(chosen(clicked(value(body))), by=actor(body, installation))
    await ack()


async def ask_for_reason(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, decisions: DecisionService
) -> None:
    """Open the form for the reason, for somebody who may open the step again."""
    click = clicked(value(body))
    found = await decisions.reopenable(chosen(click), actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=reopen_modal(found, click))
    await ack()


async def reopen(ack: AsyncAck, body: dict[str, Any], installation: Installation, decisions: DecisionService) -> None:
    """Open the step again."""
    form = review_form(body["view"])
    await decisions.reopen(chosen(form.clicked), form.text, by=actor(body, installation))
    await ack()


async def ask_for_appeal(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, decisions: DecisionService
) -> None:
    """Open the form for an appeal, for the requester who may appeal."""
    found = await decisions.appealable(clicked(value(body)).number, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=appeal_modal(found))
    await ack()


async def appeal(ack: AsyncAck, body: dict[str, Any], installation: Installation, decisions: DecisionService) -> None:
    """Appeal against the decline."""
    form = review_form(body["view"])
    await decisions.appeal(form.clicked.number, form.text, by=actor(body, installation))
    await ack()


async def ask_again(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, requests: RequestService
) -> None:
    """Open the form of a request that ended, with its answers, for a new one that follows it."""
    person = actor(body, installation)
    found = await requests.ended(clicked(value(body)).number, person)
    await open_form(
        requests, client, kind=found.kind, given=found.answers, person=person, body=body, follows=found.number
    )
    await ack()
