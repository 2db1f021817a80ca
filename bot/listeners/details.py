# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Opening the whole record of a request, as far as the person who looks may see it."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor
from bot.services.holds import HoldService
from bot.services.reviews import ReviewService
from bot.services.side_room import SideRoomService
from messages.details import Privately, details_modal
from workflows.exporting import may_export
from workflows.reviewer import Reviewer


async def open_details(
    number: int,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    reviews: ReviewService,
    catalog: LiveCatalog,
    side_room: SideRoomService,
    holds: HoldService,
) -> None:
    """Open the form with every answer that this person may see, and the history."""
    person = actor(body, installation)
    record = await reviews.record_of(number, person)
    notes = await side_room.of(record.request, person)
    current = catalog.current
    reviewer = Reviewer(person, record.groups, record.request.revision)
    exports = installation.writes_files and not record.for_guest and may_export(record.request, reviewer)
    view = details_modal(
        record.request,
        current.kind_of(record.request),
        current.organization,
        record.groups,
        record.request.requester == person,
        record.events,
        Privately(notes.notes, notes.groups, await holds.of(record.request, person), record.past, exports),
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
