# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with the checklist of a request and with its launch."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.installation import Installation
from bot.listeners.reading import actor, chosen_entry, value
from bot.services.checklists import Checklist, ChecklistService
from messages.buttons import Clicked, clicked
from messages.checklists import ITEM, MARK, SHOW, checklist_modal, mark_modal, marked, said_of
from messages.launches import DAY, PUBLIC, day_modal, launch_value, public_modal
from workflows.errors import UnknownForm
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the buttons, menus and forms of checklists and launches."""
    app.action(SHOW)(show)
    app.action(ITEM)(choose)
    app.view(MARK)(mark)
    app.action(DAY)(ask_for_day)
    app.action(PUBLIC)(ask_for_address)
    app.view(DAY)(schedule)
    app.view(PUBLIC)(publish)


async def show(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    checklists: ChecklistService,
    catalog: LiveCatalog,
) -> None:
    """Open the checklist."""
    person = actor(body, installation)
    found = await checklists.seen_by(clicked(value(body)).number, person)
    await client.views_open(trigger_id=body["trigger_id"], view=_view(found, person, catalog))
    await ack()


async def choose(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    checklists: ChecklistService,
    catalog: LiveCatalog,
) -> None:
    """Do what the menu of an item offers: at once, or with the form that it needs."""
    person, about = actor(body, installation), clicked(chosen_entry(body))
    said = said_of(about)
    if about.entry in {"note", "waive"}:
        request, item = await checklists.markable(*_which(about), said.state, person)
        await client.views_push(trigger_id=body["trigger_id"], view=mark_modal(request, item, about))
    else:
        now = await checklists.mark(*_which(about), said.state, by=person)
        await client.views_update(view_id=_shown(body, "id"), view=_view(now, person, catalog))
    await ack()


async def mark(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    checklists: ChecklistService,
    catalog: LiveCatalog,
) -> None:
    """Record what the form says of an item, and show it in the checklist beneath."""
    person, said = actor(body, installation), marked(body["view"])
    now = await checklists.mark(*_which(said.about), said.state, by=person, evidence=said.evidence, note=said.note)
    await client.views_update(view_id=_shown(body, "root_view_id"), view=_view(now, person, catalog))
    await ack()


async def ask_for_day(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    checklists: ChecklistService,
) -> None:
    """Open the form for the launch date."""
    found = await checklists.launchable(clicked(value(body)).number, actor(body, installation))
    await client.views_open(trigger_id=body["trigger_id"], view=day_modal(found))
    await ack()


async def ask_for_address(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    checklists: ChecklistService,
    catalog: LiveCatalog,
) -> None:
    """Open the form for where it is public."""
    found = await checklists.launchable(clicked(value(body)).number, actor(body, installation))
    launch = catalog.current.kind_of(found).launch
    address = str(found.answers.get(launch.address_field, "")) if launch else ""
    await client.views_open(trigger_id=body["trigger_id"], view=public_modal(found, address))
    await ack()


async def schedule(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, checklists: ChecklistService
) -> None:
    """Record the launch date."""
    view = body["view"]
    number = clicked(view.get("private_metadata")).number
    await checklists.schedule(number, launch_value(view, DAY), by=actor(body, installation))
    await ack()


async def publish(
    ack: AsyncAck, body: dict[str, Any], installation: Installation, checklists: ChecklistService
) -> None:
    """Record that it is public."""
    view = body["view"]
    number = clicked(view.get("private_metadata")).number
    await checklists.publish(number, launch_value(view, PUBLIC), by=actor(body, installation))
    await ack()


def _which(about: Clicked) -> tuple[int, int, str]:
    return about.number, about.revision, about.item


def _view(found: Checklist, person: Person, catalog: LiveCatalog) -> dict[str, Any]:
    return checklist_modal(found.request, catalog.current.organization, person, found.groups)


def _shown(body: dict[str, Any], which: str) -> str:
    view = (body.get("view") or {}).get(which)
    if not isinstance(view, str) or not view:
        raise UnknownForm
    return view
