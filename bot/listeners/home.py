# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Home tab: published when somebody opens it, and anew when they narrow their queue or turn a page of it."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, chosen_entry, event_actor
from bot.services.home_publishing import HomePublishing
from messages.queues import EARLIER, LATER, NARROW, narrowed, wanted_of
from workflows.queue import Wanted

_TURNED = {EARLIER: -1, LATER: 1}


def register(app: AsyncApp) -> None:
    """Listen to Home being opened, and to what is chosen in it."""
    app.event("app_home_opened")(opened)
    app.action(re.compile(rf"^{NARROW}:[a-z]+$"))(narrow)
    app.action(re.compile(rf"^({EARLIER}|{LATER})$"))(turn)


async def opened(
    body: dict[str, Any], client: AsyncWebClient, installation: Installation, homes: HomePublishing
) -> None:
    """Show Home anew at each visit; the messages tab is opened with the same event and shows nothing of ours."""
    if (body.get("event") or {}).get("tab") == "home":
        await homes.show(client, event_actor(body, installation))


async def narrow(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    homes: HomePublishing,
) -> None:
    """Show what was chosen in a menu."""
    which = _action(body).rpartition(":")[2]
    wanted = narrowed(_seen(body), which, str(chosen_entry(body) or ""))
    await homes.show(client, actor(body, installation), wanted)
    await ack()


async def turn(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    homes: HomePublishing,
) -> None:
    """Show the page before or after."""
    seen = _seen(body)
    await homes.show(client, actor(body, installation), seen.on(seen.page + _TURNED[_action(body)]))
    await ack()


def _seen(body: dict[str, Any]) -> Wanted:
    return wanted_of((body.get("view") or {}).get("private_metadata"))


def _action(body: dict[str, Any]) -> str:
    return str((body.get("actions") or [{}])[0].get("action_id", ""))
