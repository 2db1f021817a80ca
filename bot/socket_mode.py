# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Socket Mode: the same application over a websocket that we open, for networks that Slack cannot reach."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.bootstrap import Office

logger = logging.getLogger(__name__)
_PING_EVERY = 10
_LOOK_EVERY = 5
_RETRY_AFTER = 5


@contextlib.asynccontextmanager
async def socket_mode(office: Office) -> AsyncIterator[None]:
    """A connection that is kept: opened again when it is refused, closed, or silently dead (bolt-python#1529)."""
    keeping = asyncio.create_task(_keep(office))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep(office: Office) -> None:
    while True:
        handler = _handler(office)
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's handler is not typed
            await _while_alive(handler.client)
        except (SlackApiError, OSError, TimeoutError) as error:
            logger.warning("Socket Mode: %s; connecting again", type(error).__name__)
            await asyncio.sleep(_RETRY_AFTER)
        finally:
            with contextlib.suppress(Exception):  # a dead connection may fail at being closed, which changes nothing
                await handler.close_async()  # type: ignore[no-untyped-call]  # same


async def _while_alive(client: SocketModeClient) -> None:
    while await client.is_connected():  # noqa: ASYNC110 - a silently dead connection tells only when it is asked
        await asyncio.sleep(_LOOK_EVERY)
    logger.warning("Socket Mode: the connection is gone; connecting again")


def _handler(office: Office) -> AsyncSocketModeHandler:
    settings = office.settings
    token = settings.slack_app_token
    if token is None:
        raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
    return AsyncSocketModeHandler(
        office.slack, app_token=token.get_secret_value(), web_client=office.slack.client, ping_interval=_PING_EVERY
    )
