# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The guided setup in Slack: looked at step by step, gaps set aside, units assigned to petals."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.views import open_over, present, show_beneath
from bot.services.setup import SeenSetup, SetupService, missing_text
from messages.blocks import Block
from messages.setup.about import APPLY, ASIDE, ASSIGN, BACK, SHOW, About, about
from messages.setup.board import board_modal, step_modal
from messages.setup.forms import aside_modal, assign_modal, filled
from workflows.errors import UnknownForm
from workflows.people import Person


def register(app: AsyncApp) -> None:
    """Listen to the setup's buttons and forms."""
    app.action(SHOW)(look)
    app.action(BACK)(look)
    app.action(APPLY)(apply)
    app.action(re.compile(f"^{ASIDE}(:all)?$"))(ask_why)
    app.action(ASSIGN)(ask_petals)
    app.view(ASIDE)(save)
    app.view(ASSIGN)(save)


async def show(person: Person, trigger_id: str, client: AsyncWebClient, setup: SetupService) -> None:
    """Open the board."""
    await client.views_open(trigger_id=trigger_id, view=_view(await setup.seen(person), About()))


async def look(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, setup: SetupService
) -> None:
    """Show the board or a step, in the modal where the click was, else in a new one."""
    await present(_view(await setup.seen(actor(body, installation)), about(value(body))), body, client)
    await ack()


async def apply(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, setup: SetupService
) -> None:
    """Take back that a gap was set aside."""
    of = about(value(body))
    await present(_view(await setup.apply(of.gap, of.step, by=actor(body, installation)), of), body, client)
    await ack()


async def ask_why(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, setup: SetupService
) -> None:
    """Open the form that sets a gap aside."""
    of, seen = about(value(body)), await setup.seen(actor(body, installation))
    text = missing_text(seen.board, of.gap)
    if text:
        await open_over(aside_modal(of, text), body, client)
    else:  # somebody closed it meanwhile
        await present(_view(seen, of), body, client)
    await ack()


async def ask_petals(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, setup: SetupService
) -> None:
    """Open the form that assigns a unit to petals. Raises UnknownForm for a unit that is gone."""
    of = about(value(body))
    found = await setup.unit(of.unit, actor(body, installation))
    if found is None:
        raise UnknownForm
    await open_over(assign_modal(of, found.title, found.offered, found.chosen), body, client)
    await ack()


async def save(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, installation: Installation, setup: SetupService
) -> None:
    """Do what a form says, and show the step beneath it."""
    said, by = filled(body["view"]), actor(body, installation)
    if said.about.unit:
        seen = await setup.assign(said.about.unit, said.petals, by=by)
    else:
        seen = await setup.set_aside(said.about.gap, said.reason, by=by)
    await show_beneath(_view(seen, said.about), body, client)
    await ack()


async def show_step(
    step: str, person: Person, body: Mapping[str, Any], client: AsyncWebClient, setup: SetupService
) -> None:
    """Show a step anew beneath a form that was filled in for it."""
    await show_beneath(_view(await setup.seen(person), About(step)), body, client)


def _view(seen: SeenSetup, of: About) -> Block:
    """The step that is looked at; the board where there is no such step for this person."""
    standing = next((one for one in seen.board if one.step.name == of.step), None)
    if standing is None:
        return board_modal(seen.board, seen.name, may_act=seen.may_act)
    return step_modal(standing, may_act=seen.may_act)
