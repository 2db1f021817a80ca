# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""App Home: what waits for the person who opens it, and where their own requests stand."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import event_actor
from bot.services.obligations import ObligationService
from bot.services.requests import RequestService
from bot.services.reviews import ReviewService
from messages.home import home


def register(app: AsyncApp) -> None:
    """Listen to Home being opened."""
    app.event("app_home_opened")(opened)


async def opened(
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    requests: RequestService,
    reviews: ReviewService,
    obligations: ObligationService,
    catalog: LiveCatalog,
) -> None:
    """Show Home anew at each visit; the messages tab is opened with the same event and shows nothing of ours."""
    if (body.get("event") or {}).get("tab") != "home":
        return
    person = event_actor(body, installation)
    waiting = await reviews.waiting_for(person)
    mine = await requests.mine(person)
    owed = await obligations.owed_by(person)
    current = catalog.current
    kinds = {name: policy.kind for name, policy in current.policies.items()}
    view = home(waiting.requests, waiting.total, mine, kinds, current.organization, owed.first, owed.total)
    await client.views_publish(user_id=person.id, view=view)
