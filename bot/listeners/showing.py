# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Showing a modal after a click: in the one where the click was, else in one of its own."""

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


async def show_beneath(view: Block, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show what a form did in the modal beneath it, if there is one; a failure takes nothing back."""
    beneath = body["view"].get("root_view_id")
    if not isinstance(beneath, str) or beneath in {"", body["view"]["id"]}:
        return
    try:
        await client.views_update(view=view, view_id=beneath)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        logger.warning("a modal could not be shown anew: %s", type(error).__name__)
