# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a group does in its side room: keep a note."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.services.side_room import SideRoomService
from messages.buttons import clicked
from messages.side_room import FORM, WRITE, note_modal, written
from workflows.errors import UnknownForm


def register(app: AsyncApp) -> None:
    """Listen to the button and the form of notes."""
    app.action(WRITE)(ask_for_note)
    app.view(FORM)(note)


async def ask_for_note(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    side_room: SideRoomService,
    catalog: LiveCatalog,
) -> None:
    """Open the form of a note, over the form in which the button stands."""
    about = clicked(value(body))
    if not about.step:
        raise UnknownForm
    await side_room.possible(about.number, about.step, actor(body, installation))
    view = note_modal(about, catalog.current.organization.title_of(about.step))
    opened = client.views_push if body.get("view") else client.views_open
    await opened(trigger_id=body["trigger_id"], view=view)
    await ack()


async def note(ack: AsyncAck, body: dict[str, Any], installation: Installation, side_room: SideRoomService) -> None:
    """Keep the note."""
    about, text = written(body["view"])
    if not about.step:
        raise UnknownForm
    form = str(body["view"].get("id") or "")
    await side_room.note(about.number, about.step, text, form=form, by=actor(body, installation))
    await ack()
