# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which Slack app we are: learned by one auth.test at start, kept in the database, never asked on a request."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.refused_calls import code_of
from bot.timing import Timing
from storage.database import Database
from storage.errors import StorageError
from workflows.errors import WorkspaceUnknown

logger = logging.getLogger(__name__)
_RETRY_AFTER = (1, 2, 5, 15, 60)
#: The same few answers for all payloads; Bolt only reads them.
_authorized = lru_cache(maxsize=16)(AuthorizeResult)
_HOPELESS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's own ids: workspace (or the enterprise of an organization-wide installation), bot and bot user.

    ``workspaces`` are those that an organization-wide installation was granted, as Slack lists them.
    """

    team_id: str
    enterprise_id: str
    bot_id: str
    bot_user_id: str
    workspaces: frozenset[str] = frozenset()


class Installation:
    """The app in its workspace. ``known`` says whether Slack has told, now or before a restart, who we are."""

    def __init__(self, token: str, client: AsyncWebClient, database: Database, timing: Timing) -> None:
        self._token = token
        self._client = client
        self._database = database
        self._timing = timing
        self.identity: Identity | None = None
        #: Whether forms may ask for files, as far as Slack has told since the start.
        self.reads_files = False
        #: The same of files that we send.
        self.writes_files = False
        #: The same of canvases.
        self.writes_canvases = False
        self.problem = "Slack has not been asked yet who we are"

    @property
    def known(self) -> bool:
        """Whether requests can be served with full knowledge of who we are."""
        return self.identity is not None

    def authorization(self, team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        """What Bolt needs for every request, from memory: no call to Slack."""
        identity = self.identity
        return _authorized(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._token,
            bot_id=identity.bot_id if identity else None,
            bot_user_id=identity.bot_user_id if identity else None,
        )

    def ours(self, team_id: str) -> bool:
        """Whether a workspace or enterprise is the one that we serve: Slack's word to us counts, never a payload's.

        Raises WorkspaceUnknown until Slack has told, and after the app was removed.
        """
        identity = self.identity
        if identity is None:
            raise WorkspaceUnknown
        return bool(team_id) and team_id in {identity.team_id, identity.enterprise_id, *identity.workspaces}

    async def learn(self) -> None:
        """Ask Slack who we are, again and again until it answers; meanwhile the last stored answer serves."""
        await self._recall()
        attempt = 0
        while not await self._learned():
            await self._timing.sleep(_RETRY_AFTER[min(attempt, len(_RETRY_AFTER) - 1)])
            attempt += 1

    async def _recall(self) -> None:
        try:
            async with self._database.reading() as tx:
                stored = await tx.installations.get(self._token)
        except StorageError as error:
            logger.warning("who we were is not known, because the database cannot be read: %s", error)
            return
        if stored is not None:
            self.identity = Identity(*stored)

    async def _learned(self) -> bool:
        """One attempt, which nothing ends but its own answer: without it nobody would be served again."""
        try:
            return await self._asked()
        except Exception:  # whatever it was, the next attempt may be better
            logger.exception("auth.test: this attempt failed and another follows")
            return False

    async def _asked(self) -> bool:
        try:
            answer = await self._client.auth_test()
        except SlackApiError as error:
            code = code_of(error)
            self.problem = f"Slack refused our token: {code}" if code else "Slack's answer was not understood"
            if code in _HOPELESS:
                self.identity = None
        except (TimeoutError, OSError, ValueError, aiohttp.ClientError) as error:
            self.problem = f"Slack could not be reached: {type(error).__name__}"
        else:
            self.identity = Identity(
                team_id=answer.get("team_id") or "",
                enterprise_id=answer.get("enterprise_id") or "",
                bot_id=answer.get("bot_id") or "",
                bot_user_id=answer.get("user_id") or "",
                workspaces=await self._granted() if answer.get("is_enterprise_install") else frozenset(),
            )
            scopes = _scopes(answer.headers)
            self.reads_files, self.writes_files = "files:read" in scopes, "files:write" in scopes
            self.writes_canvases = "canvases:write" in scopes
            self.problem = ""
            await self._remember(self.identity)
            return True
        logger.warning("auth.test: %s", self.problem)
        return False

    async def _granted(self) -> frozenset[str]:
        """The workspaces of an organization-wide installation, because people may come from any of them."""
        teams: list[str] = []
        cursor: str | None = None
        while True:
            try:
                page = await self._client.auth_teams_list(cursor=cursor)
            except SlackApiError as error:
                logger.warning("auth.teams.list: %s; people of single workspaces are refused", code_of(error))
                return frozenset()
            teams += [str(team.get("id") or "") for team in page.get("teams") or ()]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return frozenset(filter(None, teams))

    async def _remember(self, identity: Identity) -> None:
        values = (identity.team_id, identity.enterprise_id, identity.bot_id, identity.bot_user_id)
        async with self._database.transaction() as tx:
            await tx.installations.put(self._token, values, self._timing.now())


def _scopes(headers: Mapping[str, str]) -> set[str]:
    """The scopes that the token has, as Slack says with every answer."""
    said = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return {one.strip() for one in said.split(",")}
