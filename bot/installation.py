# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which Slack app we are: learned by one auth.test at start, kept in the database, never asked on a request."""

import logging
from dataclasses import dataclass

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.timing import Timing
from storage.database import Database

logger = logging.getLogger(__name__)
_RETRY_AFTER = (1, 2, 5, 15, 60)
_HOPELESS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's own ids: workspace (or the enterprise of an organization-wide installation), bot and bot user."""

    team_id: str
    enterprise_id: str
    bot_id: str
    bot_user_id: str


class Installation:
    """The app in its workspace. ``known`` says whether Slack has told, now or before a restart, who we are."""

    def __init__(self, token: str, client: AsyncWebClient, database: Database, timing: Timing) -> None:
        self._token = token
        self._client = client
        self._database = database
        self._timing = timing
        self.identity: Identity | None = None
        self.problem = "Slack has not been asked yet who we are"

    @property
    def known(self) -> bool:
        """Whether requests can be served with full knowledge of who we are."""
        return self.identity is not None

    def authorization(self, team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        """What Bolt needs for every request, from memory: no call to Slack."""
        identity = self.identity
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._token,
            bot_id=identity.bot_id if identity else None,
            bot_user_id=identity.bot_user_id if identity else None,
        )

    def ours(self, team_id: str, enterprise_id: str = "") -> bool:
        """Whether a person of this workspace belongs to us; until Slack has told, nobody is taken for an outsider."""
        identity = self.identity
        if identity is None:
            return True
        return team_id == identity.team_id or bool(enterprise_id and enterprise_id == identity.enterprise_id)

    async def learn(self) -> None:
        """Ask Slack who we are, again and again until it answers; meanwhile the last stored answer serves."""
        async with self._database.reading() as tx:
            stored = await tx.installations.get(self._token)
        if stored is not None:
            self.identity = Identity(*stored)
        attempt = 0
        while not await self._asked():
            await self._timing.sleep(_RETRY_AFTER[min(attempt, len(_RETRY_AFTER) - 1)])
            attempt += 1

    async def _asked(self) -> bool:
        try:
            answer = await self._client.auth_test()
        except SlackApiError as error:
            self.problem = f"Slack refused our token: {error.response['error']}"
            if error.response["error"] in _HOPELESS:
                self.identity = None
        except (TimeoutError, OSError, ValueError) as error:
            self.problem = f"Slack could not be reached: {type(error).__name__}"
        else:
            self.identity = Identity(
                team_id=answer.get("team_id") or "",
                enterprise_id=answer.get("enterprise_id") or "",
                bot_id=answer.get("bot_id") or "",
                bot_user_id=answer.get("user_id") or "",
            )
            self.problem = ""
            await self._remember(self.identity)
            return True
        logger.warning("auth.test: %s", self.problem)
        return False

    async def _remember(self, identity: Identity) -> None:
        values = (identity.team_id, identity.enterprise_id, identity.bot_id, identity.bot_user_id)
        async with self._database.transaction() as tx:
            await tx.installations.put(self._token, values, self._timing.now())
