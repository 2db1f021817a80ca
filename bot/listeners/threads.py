# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people write in channels: heard only where it stands in the thread of a request, and threads are kept."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, event_actor, value
from bot.listeners.replies import answer
from bot.services.requests import RequestService
from bot.services.threads import Heard, ThreadService
from messages.buttons import clicked
from messages.threads import USE, offer
from workflows.errors import Outsider, UnknownForm
from workflows.people import Person

_NEW = frozenset({"", "thread_broadcast", "file_share"})


def register(app: AsyncApp) -> None:
    """Listen to messages in channels, and to the button of the offer."""
    app.event("message", matchers=[_in_channel])(heard)
    app.action(USE)(use)


async def _in_channel(body: dict[str, Any]) -> bool:
    return (body.get("event") or {}).get("channel_type") in {"channel", "group"}


async def heard(
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    installation: Installation,
    threads: ThreadService,
) -> None:
    """Keep what was written in the thread of a request, and offer it as the answer where a question waits."""
    found = _heard(body, installation) if threads.kept else None
    offered = await threads.hear(found) if found else None
    if offered:
        shown = offer(offered.request, offered.question, offered.sequence, offered.text)
        await answer(shown, body, context, client)


async def use(
    ack: AsyncAck,
    body: dict[str, Any],
    installation: Installation,
    requests: RequestService,
    threads: ThreadService,
) -> None:
    """Make it the answer, as it reads now."""
    about, person = clicked(value(body)), actor(body, installation)
    text = await threads.text_for_answer(about.number, about.sequence, person)
    await requests.answer(about.number, about.question, text, requester=person)
    await ack()


def _heard(body: dict[str, Any], installation: Installation) -> Heard | None:
    """What an event tells of a thread; None for what is no reply, or is by an app or a stranger."""
    event = body["event"]
    subtype = str(event.get("subtype") or "")
    message = event.get("message") if subtype == "message_changed" else event.get("previous_message") or event
    if not isinstance(message, dict) or message.get("bot_id"):
        return None
    ts, root = str(message.get("ts") or ""), str(message.get("thread_ts") or "")
    person = _writer(body, message, installation)
    if not ts or not root or ts == root or person is None:
        return None
    channel, text = str(event.get("channel") or ""), str(message.get("text") or "")
    if subtype in _NEW:
        return Heard("said", channel, root, ts, person, text)
    if subtype == "message_changed":
        return Heard("edited", channel, root, ts, person, text)
    return Heard("deleted", channel, root, ts, person) if subtype == "message_deleted" else None


def _writer(body: dict[str, Any], message: dict[str, Any], installation: Installation) -> Person | None:
    try:
        return event_actor({**body, "event": message}, installation)
    except (Outsider, UnknownForm):
        return None
