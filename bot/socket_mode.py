# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Socket Mode: the same application over a websocket that we open, for networks that Slack cannot reach."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.bootstrap import Office

logger = logging.getLogger(__name__)
#: Seconds between two pings. After four without an answer a connection counts as dead.
_PING_EVERY = 10.0
#: Seconds for opening a connection: Slack's client tries the same address again for ever, which ceases to be valid.
_OPENED_WITHIN = 30


@contextlib.asynccontextmanager
async def socket_mode(office: Office, *, ping_every: float = _PING_EVERY) -> AsyncIterator[None]:
    """A connection that is kept: opened again when it is refused, closed, or silently dead (bolt-python#1529)."""
    keeping = asyncio.create_task(_keep(office, ping_every))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep(office: Office, ping_every: float) -> None:
    closing: set[asyncio.Task[None]] = set()
    try:
        while True:
            handler = _handler(office, ping_every)
            try:
                async with asyncio.timeout(_OPENED_WITHIN):
                    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
                await _while_alive(handler.client, ping_every / 2)
            except Exception as error:  # noqa: BLE001 - whatever ended it, nothing reaches us until there is another
                logger.warning("Socket Mode: %s; connecting again", type(error).__name__)
                await asyncio.sleep(ping_every / 2)
            finally:
                # A dead connection takes ten seconds to be closed; the next one does not wait for that.
                closing = {task for task in closing if not task.done()} | {asyncio.create_task(_closed(handler))}
    finally:
        await asyncio.wait(closing)


async def _closed(handler: AsyncSocketModeHandler) -> None:
    with contextlib.suppress(Exception):  # a dead connection may fail at being closed, which changes nothing
        await handler.close_async()  # type: ignore[no-untyped-call]  # same


async def _while_alive(client: SocketModeClient, look_every: float) -> None:
    while await client.is_connected():  # noqa: ASYNC110 - a silently dead connection tells only when it is asked
        await asyncio.sleep(look_every)
    logger.warning("Socket Mode: the connection is gone; connecting again")


def _handler(office: Office, ping_every: float) -> AsyncSocketModeHandler:
    settings = office.settings
    token = settings.slack_app_token
    if token is None:
        raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
    return AsyncSocketModeHandler(
        office.slack, app_token=token.get_secret_value(), web_client=office.slack.client, ping_interval=ping_every
    )
