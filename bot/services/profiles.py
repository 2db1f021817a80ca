# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Asking Slack who somebody is (users.info), without ever letting a person wait long for it."""

import asyncio
import logging
from datetime import timedelta
from enum import Enum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.refused_calls import code_of
from bot.timing import Timing
from storage.people import Profile
from workflows.people import Person

logger = logging.getLogger(__name__)

#: Seconds. A person waits for the answer, and a form has to open within three.
_PATIENCE = 0.5
#: After a failure that has nothing to do with the person, nobody is asked for so long.
_PAUSE = timedelta(minutes=3)
#: What makes somebody a guest, and what a stranger or a former member (docs.slack.dev, the user object).
_GUEST = ("is_restricted", "is_ultra_restricted")
_OUTSIDE = ("is_stranger", "deleted")
#: Slack's own user, which Slack does not call a bot.
_SLACKBOT = "USLACKBOT"


class Missing(Enum):
    """Slack's word that there is nobody of that id."""

    NOBODY = "nobody"


class ProfileLookup:
    """Looks people up. A Slack that cannot be reached, or does not let us ask, is left alone for some minutes."""

    def __init__(self, client: AsyncWebClient, installation: Installation, timing: Timing) -> None:
        self._client = client
        self._installation = installation
        self._timing = timing
        self._paused_until = timing.now()
        self._complaint = ""

    async def profile(self, person: Person) -> Profile | Missing | None:
        """What Slack says of a person; None when it does not say within half a second.

        Raises WorkspaceUnknown until Slack has told which workspace we serve.
        """
        if self._timing.now() < self._paused_until:
            return None
        try:
            async with asyncio.timeout(_PATIENCE):
                answer = await self._client.users_info(user=person.id)
        except SlackApiError as error:
            code = code_of(error) or "not understood"
            if code in {"user_not_found", "user_not_visible"}:
                return Missing.NOBODY
            self._pause(code)
        except TimeoutError:  # this answer only: the next may be faster
            self._complain("no answer in time")
        except (SlackClientError, aiohttp.ClientError, OSError, ValueError) as error:
            self._pause(type(error).__name__)
        else:
            self._complaint = ""
            return self._read(answer.get("user") or {})
        return None

    def _read(self, user: dict[str, Any]) -> Profile:
        """Their home has to be ours too: a workspace, or on an Enterprise organization the whole of it."""
        homes = (user.get("team_id"), (user.get("enterprise_user") or {}).get("enterprise_id"))
        known = [str(home) for home in homes if home]
        elsewhere = bool(known) and not any(self._installation.ours(home) for home in known)
        return Profile(
            is_bot=bool(user.get("is_bot")) or user.get("id") == _SLACKBOT,
            is_guest=any(user.get(name) for name in _GUEST),
            is_outside=elsewhere or any(user.get(name) for name in _OUTSIDE),
            timezone=str(user.get("tz") or ""),
            refreshed_at=self._timing.now(),
        )

    def _pause(self, why: str) -> None:
        self._paused_until = self._timing.now() + _PAUSE
        self._complain(why)

    def _complain(self, why: str) -> None:
        """Log a reason once, until Slack answers again or there is another."""
        if why != self._complaint:
            self._complaint = why
            logger.warning("users.info: %s; whom Slack does not tell of is taken for a member", why)
