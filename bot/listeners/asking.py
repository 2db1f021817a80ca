# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions to the office: looked up in what is written down, and seen by the one who asked alone."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.replies import answer
from bot.listeners.views import present
from bot.services.asking import AskingService
from bot.services.members import Members
from messages.asking.about import BAD, GOOD, LICENSE, OPEN, SHOW, about
from messages.asking.answers import hit_modal, reply, reply_modal, thanked, thanked_modal
from messages.asking.forms import LOOK_UP, ask_modal, asked_in
from messages.blocks import Message
from messages.license_questions import Question, license_modal
from workflows.licenses.policy import Use
from workflows.people import Person

_LONGEST_LICENSE = 20


def register(app: AsyncApp) -> None:
    """Listen to the form and the buttons of answers; the command has its verb."""
    app.action(OPEN)(open_form)
    app.view(LOOK_UP)(look_up)
    app.action(GOOD)(good)
    app.action(BAD)(bad)
    app.action(SHOW)(show)
    app.action(LICENSE)(look_up_license)


async def typed(
    text: str, trigger_id: str, person: Person, client: AsyncWebClient, asking: AskingService
) -> Message | None:
    """Answer what was typed behind the verb; without words, open the form and answer None."""
    if not text:
        await client.views_open(trigger_id=trigger_id, view=ask_modal())
        return None
    return reply(await asking.ask(text, person), asking.today)


async def open_form(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, members: Members
) -> None:
    """Open the form for a question."""
    await members.check(actor(body, installation))
    await present(ask_modal(), body, client)
    await ack()


async def look_up(ack: AsyncAck, body: dict[str, Any], installation: Installation, asking: AskingService) -> None:
    """Show the answer in place of the form."""
    found = await asking.ask(asked_in(body["view"]), actor(body, installation))
    await ack(response_action="update", view=reply_modal(found, asking.today))


async def good(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    asking: AskingService,
) -> None:
    """Count that an answer was one."""
    await _vote(body, client, context, installation, asking, good=True)
    await ack()


async def bad(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    asking: AskingService,
) -> None:
    """Count that an answer was none, and offer people instead."""
    await _vote(body, client, context, installation, asking, good=False)
    await ack()


async def show(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, asking: AskingService
) -> None:
    """Show one thing that was offered, whole."""
    hit = await asking.show(about(value(body)).key, actor(body, installation))
    await present(hit_modal(hit, asking.today), body, client)
    await ack()


async def look_up_license(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, members: Members
) -> None:
    """Open the form for license advice with the license that was named."""
    await members.check(actor(body, installation))
    named = str(value(body) or "")[:_LONGEST_LICENSE]
    await present(license_modal(Question(named, Use()), files=installation.reads_files), body, client)
    await ack()


async def _vote(
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    asking: AskingService,
    *,
    good: bool,
) -> None:
    clicked = about(value(body))
    await asking.vote(clicked.key, actor(body, installation), good=good)
    if body.get("view"):
        await present(thanked_modal(clicked, good=good), body, client)
    else:
        await answer(thanked(clicked, good=good), body, context, client, instead=True)
