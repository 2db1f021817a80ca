# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The names of people for a document that leaves Slack, where an id says nothing: asked of Slack, and never kept."""

import asyncio
from collections.abc import Collection

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

#: Seconds for all of them together, how many at most, and how many at once.
_PATIENCE, _MOST, _AT_ONCE = 5, 40, 4


class Names:
    """Looks names up. Whom Slack does not name in time keeps the id."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def of(self, users: Collection[str]) -> dict[str, str]:
        """The names by user id, of those that Slack names."""
        found: dict[str, str] = {}
        waiting = asyncio.Semaphore(_AT_ONCE)

        async def look(user: str) -> None:
            async with waiting:
                name = await self._name(user)
            if name:
                found[user] = name

        try:
            async with asyncio.timeout(_PATIENCE):
                await asyncio.gather(*(look(user) for user in sorted(users)[:_MOST]))
        except TimeoutError:
            pass  # those that were named are named
        return found

    async def _name(self, user: str) -> str:
        try:
            answer = await self._client.users_info(user=user)
        except (SlackClientError, aiohttp.ClientError, OSError, ValueError):
            return ""
        person = answer.get("user") or {}
        profile = person.get("profile") or {}
        return str(profile.get("real_name") or person.get("real_name") or person.get("name") or "")
