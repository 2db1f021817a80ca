# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Adopting a practice that another unit shares."""

from datetime import date
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners.reading import actor, value
from bot.listeners.register_views import entry_view
from bot.listeners.views import open_over, show_beneath
from bot.services.practices import PracticeService
from bot.services.registers import RegisterService
from messages.registers.about import about
from messages.registers.beside import ADOPT, adopt_modal
from messages.submissions import raw_answers
from workflows.errors import FormProblems


def register(app: AsyncApp) -> None:
    """Listen to the button and its form."""
    app.action(ADOPT)(ask)
    app.view(ADOPT)(save)


async def ask(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    registers: RegisterService,
    practices: PracticeService,
) -> None:
    """Open the form."""
    at = about(value(body))
    seen = await registers.entry(at.register, at.entry, actor(body, installation))
    await open_over(adopt_modal(at, seen.entry.title, practices.units()), body, client)
    await ack()


async def save(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    installation: Installation,
    registers: RegisterService,
    practices: PracticeService,
) -> None:
    """Adopt it, and show the practice beneath with who has it now."""
    at, by, said = about(body["view"].get("private_metadata")), actor(body, installation), raw_answers(body["view"])
    await practices.adopt(at.entry, str(said.get("unit") or ""), _day(said.get("since")), by=by)
    await show_beneath(await entry_view(registers, by, at), body, client)
    await ack()


def _day(said: object) -> date | None:
    if not isinstance(said, str) or not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise FormProblems({"since": "Please give a date such as 2026-12-01."}) from error
