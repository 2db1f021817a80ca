# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Fetching a file that somebody uploaded to Slack: asked of Slack by its id, and never more of it than can be read."""

from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.refused_calls import code_of
from workflows.errors import UnreadableFile

_OK, _TOO_MANY, _CHUNK = 200, 429, 65_536
_NOT_GIVEN = {
    "missing_scope": "The office may not read files here: the app lacks the scope `files:read`. Please paste "
    "what is in it, or ask whoever runs the office to add the scope.",
    "file_not_found": "Slack has no such file any more, or the office may not see it. Please upload it again.",
    "file_deleted": "The file was deleted before it could be read. Please upload it again.",
    "ratelimited": "Slack is asking us to wait before we read more files. Please try again in a minute.",
}
_UNREACHABLE = "Slack did not give us the file. Nothing was stored; please try once more."


class Downloads:
    """Files of the workspace. The token goes to Slack's own hosts and to that of the Web API, nowhere else."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self._client = client
        self._session = session

    async def fetch(self, file: str, check_size: Callable[[int], None]) -> bytes:
        """The bytes of a file by its id. Raises UnreadableFile with why they could not be had.

        ``check_size`` refuses what is too large: it is asked before anything is loaded, and again with each piece.
        """
        try:
            answer = await self._client.files_info(file=file)
        except SlackApiError as error:
            raise UnreadableFile(_NOT_GIVEN.get(code_of(error), _UNREACHABLE)) from error
        except (OSError, ValueError, aiohttp.ClientError) as error:
            raise UnreadableFile(_UNREACHABLE) from error
        facts = answer.get("file") or {}
        size, address = facts.get("size"), facts.get("url_private_download")
        if isinstance(size, int):
            check_size(size)
        if not isinstance(address, str) or not self._slacks_own(address):
            raise UnreadableFile(
                "The file is kept outside of Slack, where the office cannot read it. Please upload the file itself."
            )
        try:
            return await self._streamed(address, check_size)
        except (OSError, ValueError, aiohttp.ClientError) as error:
            raise UnreadableFile(_UNREACHABLE) from error

    async def _streamed(self, address: str, check_size: Callable[[int], None]) -> bytes:
        """The bytes, in pieces, so that a file that is larger than Slack said ends where it becomes too large."""
        headers = {"Authorization": f"Bearer {self._client.token}"}
        async with self._session.get(address, headers=headers, allow_redirects=False) as answer:
            if answer.status == _TOO_MANY:
                raise UnreadableFile(_NOT_GIVEN["ratelimited"])
            if answer.status != _OK or answer.content_type == "text/html":  # Slack answers with a page to sign in at
                raise UnreadableFile(_NOT_GIVEN["file_not_found"])
            got = bytearray()
            async for piece in answer.content.iter_chunked(_CHUNK):
                got += piece
                check_size(len(got))
            return bytes(got)

    def _slacks_own(self, address: str) -> bool:
        asked, ours = urlsplit(address), urlsplit(str(self._client.base_url))
        if (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc):
            return True
        return asked.scheme == "https" and (asked.hostname or "").endswith(".slack.com") and not asked.username
