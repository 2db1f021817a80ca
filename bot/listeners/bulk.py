# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Approving several requests at once: the form opened from Home, and what comes back from it."""

import logging
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor
from bot.listeners.reviews import chosen
from bot.services.home_publishing import HomePublishing
from bot.services.queue import QueueService
from bot.services.reviews import ReviewService
from messages.bulk import BULK, OPEN_BULK, bulk_modal, chosen_in, outcome_modal
from messages.queues import metadata_of, wanted_of
from messages.turns import whose_turn
from workflows.errors import Refusal
from workflows.organization import Organization
from workflows.request import Request

logger = logging.getLogger(__name__)


def register(app: AsyncApp) -> None:
    """Listen to the button and the form."""
    app.action(OPEN_BULK)(open_form)
    app.view(BULK)(approve)


async def open_form(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    queue: QueueService,
    catalog: LiveCatalog,
) -> None:
    """Open the form with what of the page can be decided together now."""
    wanted = wanted_of((body.get("view") or {}).get("private_metadata"))
    pairs = await queue.together(actor(body, installation), wanted)
    if not pairs:
        raise Refusal("Nothing on this page can be decided together with others any more. Open them one by one.")
    kinds = {name: policy.kind for name, policy in catalog.current.policies.items()}
    view = bulk_modal(pairs, kinds, catalog.current.organization, metadata_of(wanted))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def approve(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    homes: HomePublishing,
    catalog: LiveCatalog,
) -> None:
    """Approve each by itself; what is refused is told beside it, and the others stand."""
    person, outcomes = actor(body, installation), list[tuple[str, str]]()
    for click in chosen_in(body["view"]):
        try:
            after = await reviews.approve_among_others(chosen(click), reviewer=person)
        except Refusal as refused:
            outcomes.append((f"OSPO-{click.number}", refused.sentence))
        else:
            outcomes.append((after.name, _became(after, catalog.current.organization)))
    with suppress(SlackClientError, aiohttp.ClientError, OSError, TimeoutError):  # Home is shown anew at a visit anyway
        await homes.show(client, person, wanted_of(body["view"].get("private_metadata")))
    await ack(response_action="update", view=outcome_modal(outcomes))


def _became(request: Request, organization: Organization) -> str:
    if request.state.open:
        return f"you have approved it. It waits for {whose_turn(request, organization)}."
    return f"{request.state.words}."
