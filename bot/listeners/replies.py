# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Direct answers to a person outside the outbox: where they clicked, else as a direct message. One second at most."""

import asyncio
import logging
from typing import Any

import aiohttp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from messages.answers import refusal
from messages.blocks import Message

logger = logging.getLogger(__name__)
_LIMIT = 1.0


async def tell(sentence: str, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
    """Say a sentence to the person who acted, seen by nobody else."""
    await answer(refusal(sentence), body, context, client)


async def answer(
    message: Message,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    *,
    instead: bool = False,
) -> None:
    """Give an answer that only the person who acted sees; ``instead`` of the one that they clicked in, if wanted.

    A click on a message is answered in place (its response_url, in the thread where it stands); everything else as
    a direct message. Before the acknowledgement there is one second for it; what cannot be said then is logged.
    """
    thread = (body.get("container") or {}).get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    try:
        async with asyncio.timeout(_LIMIT):
            if context.respond is not None and context.response_url:
                await context.respond(**message, response_type="ephemeral", replace_original=instead, thread_ts=thread)
            elif context.user_id:
                await client.chat_postMessage(channel=context.user_id, **message)
    except (TimeoutError, aiohttp.ClientError, OSError, SlackApiError) as error:
        logger.warning("an answer could not be given: %s", type(error).__name__)
