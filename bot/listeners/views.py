# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Showing a modal: in place of the one in which somebody clicked, over it, or in the one beneath a form."""

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.refused_calls import code_of
from messages.blocks import Block

logger = logging.getLogger(__name__)
_HASH_CONFLICT = "hash_conflict"


async def present(view: Block, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show it in the modal where the click was, else in one of its own."""
    within = body.get("view")
    if not within or within.get("type") != "modal":
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return
    try:
        await client.views_update(view=view, view_id=within["id"], hash=within["hash"])
    except SlackApiError as error:
        if code_of(error) != _HASH_CONFLICT:  # a newer click is on its way and brings its own view
            raise


async def open_over(view: Block, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show it over the view where the click was, else in one of its own."""
    opened = client.views_push if body.get("view") else client.views_open
    await opened(trigger_id=body["trigger_id"], view=view)


async def show_beneath(view: Block, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show what a submitted form made of it in the modal that the form was opened over, if there is one."""
    beneath = body["view"].get("root_view_id")
    if isinstance(beneath, str) and beneath not in {"", body["view"]["id"]}:
        await update(view, beneath, client)


async def update(view: Block, view_id: str, client: AsyncWebClient) -> None:
    """Show what an act made of something. It is stored by now, so that a failure takes nothing back."""
    try:
        await client.views_update(view=view, view_id=view_id)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        logger.warning("a view could not be shown anew: %s", type(error).__name__)
