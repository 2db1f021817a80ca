# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Handing a license question to a person: from the answer of the machine, and from a message that somebody wrote."""

import asyncio
import logging
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.forms import open_form
from bot.listeners.reading import actor, value
from bot.services.asking import AskingService
from bot.services.licenses import LicenseService
from bot.services.members import Members
from bot.services.requests import RequestService
from messages.asking.answers import reply_modal
from messages.license_questions import about_message, carried_in, handed_over, plain_message
from messages.licenses import ASK_LEGAL

logger = logging.getLogger(__name__)
KIND = "license-question"
#: Seconds. A form has to open within three, and a link is the least part of it.
_PATIENCE = 0.6


def register(app: AsyncApp) -> None:
    """Listen to the button under an answer and to the shortcut on a message; the command has the kind's verb."""
    app.action(ASK_LEGAL)(ask_legal)
    app.shortcut("shortcut:ask-about")(ask_about_message)


async def ask_legal(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    members: Members,
) -> None:
    """Open the form of a question with all facts of the answer filled in."""
    person = actor(body, installation)
    await members.check(person)
    given = handed_over(carried_in(value(body)))
    await open_form(requests, client, kind=KIND, given=given, person=person, body=body)
    await ack()


async def ask_about_message(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    members: Members,
    licenses: LicenseService,
    asking: AskingService,
) -> None:
    """Answer a message from what is written down; else open legal's form with its text, to be changed before sending.

    A message that is the text of a license is for that form in any case.
    """
    person = actor(body, installation)
    await members.check(person)
    message = body.get("message") or {}
    text = plain_message(str(message.get("text") or ""))
    recognised = await licenses.recognised(text)
    found = None if recognised.expression else await asking.at_once(text, person)
    if found is not None:
        await client.views_open(trigger_id=body["trigger_id"], view=reply_modal(found, asking.today))
        await ack()
        return
    link = await _public_link(str((body.get("channel") or {}).get("id") or ""), str(message.get("ts") or ""), client)
    given = about_message(text, link, recognised)
    await open_form(requests, client, kind=KIND, given=given, person=person, body=body)
    await ack()


async def _public_link(channel: str, ts: str, client: AsyncWebClient) -> str:
    """The address of a message that everybody of the workspace may read; empty for all others, and in doubt."""
    try:
        async with asyncio.timeout(_PATIENCE):
            found = (await client.conversations_info(channel=channel)).get("channel") or {}
            if not found.get("is_channel") or found.get("is_private") is not False or found.get("is_ext_shared"):
                return ""
            return str((await client.chat_getPermalink(channel=channel, message_ts=ts)).get("permalink") or "")
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
        logger.info("a message is not linked: %s", type(error).__name__)
        return ""
