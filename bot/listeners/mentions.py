# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Being mentioned or written to: commands cannot run in threads, so that here the office answers questions, else helps.

What somebody asks where others read is answered to them alone, in a direct message.
"""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import event_actor
from bot.listeners.replies import answer
from bot.services.asking import AskingService
from bot.services.upkeep import Upkeep
from messages.asking.answers import reply
from messages.license_questions import plain_message

#: Whoever is mentioned in it.
_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
#: So many words are a question, also without its mark.
_QUESTION_WORDS = 4


def register(app: AsyncApp) -> None:
    """Listen to mentions and direct messages."""
    app.event("app_mention")(mentioned)
    app.event("message")(written)


async def mentioned(
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    upkeep: Upkeep,
    catalog: LiveCatalog,
    asking: AskingService,
) -> None:
    """Answer a mention to the person who wrote it: the question that it asks, else the help."""
    person = event_actor(body, installation)
    question = _question_in(body)
    if question:
        await answer(reply(await asking.ask(question, person), asking.today), body, context, client)
        return
    # Keyed by the event, so that a second delivery of it is not a second answer.
    await upkeep.say(person, f"event:{body.get('event_id', '')}", catalog.current.help["text"])


async def written(
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    installation: Installation,
    upkeep: Upkeep,
    catalog: LiveCatalog,
    asking: AskingService,
) -> None:
    """Answer a direct message in the same way; edits, joins and what other apps write are none."""
    event = body.get("event") or {}
    if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
        await mentioned(body, client, context, installation, upkeep, catalog, asking)


def _question_in(body: dict[str, Any]) -> str:
    """What a message asks; empty where it asks nothing, as a greeting does."""
    text = (body.get("event") or {}).get("text")
    said = plain_message(_MENTION.sub(" ", text)).strip() if isinstance(text, str) else ""
    return said if "?" in said[1:] or len(said.split()) >= _QUESTION_WORDS else ""
