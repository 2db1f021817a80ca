# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sending a file to one person, in their direct messages with the bot."""

import asyncio

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from workflows.errors import UnsentFile
from workflows.people import Person

#: Seconds for all calls together: the person waits, and nothing waits behind them.
_PATIENCE = 10


class Uploads:
    """Files to people. Not through the outbox, which keeps no files: who did not get one asks for it again."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def send(self, person: Person, filename: str, data: bytes, comment: str) -> None:
        """Send a file with a sentence. Raises UnsentFile."""
        try:
            async with asyncio.timeout(_PATIENCE):
                opened = await self._client.conversations_open(users=person.id)
                channel = (opened.get("channel") or {}).get("id") or ""
                await self._client.files_upload_v2(
                    channel=channel, content=data, filename=filename, title=filename, initial_comment=comment
                )
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise UnsentFile(filename) from error
