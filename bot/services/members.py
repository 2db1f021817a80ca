# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether somebody is a full member of the workspace: guests and people of other companies are not served."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.timing import Timing
from workflows.errors import Outsider
from workflows.facts import Answers
from workflows.people import Person

logger = logging.getLogger(__name__)

#: A person waits for the answer, and a form has to open within three seconds.
_PATIENCE = 0.8
_KNOWN_FOR = timedelta(hours=1)
_UNKNOWN_FOR = timedelta(minutes=1)
_REMEMBERED = 20_000
#: What makes somebody a guest or a stranger (docs.slack.dev, the user object).
_OUTSIDE = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")


class Standing(Enum):
    """What Slack says of a user id. UNKNOWN: Slack did not say in time."""

    MEMBER = auto()
    OUTSIDER = auto()
    BOT = auto()
    NOBODY = auto()
    UNKNOWN = auto()


_CANNOT_DECIDE = frozenset({Standing.OUTSIDER, Standing.BOT, Standing.NOBODY})


class Members:
    """Asks Slack once an hour for each person. Rights to decide never rest on it: groups name who decides."""

    def __init__(self, client: AsyncWebClient, timing: Timing) -> None:
        self._client = client
        self._timing = timing
        self._remembered: dict[Person, tuple[Standing, datetime]] = {}

    async def check(self, person: Person) -> None:
        """Raise Outsider for a guest or a stranger. Whom Slack tells nothing of is served: an outage stops nobody."""
        if await self.standing(person) is Standing.OUTSIDER:
            raise Outsider

    async def unfit(self, names: Iterable[str], answers: Answers, requester: Person) -> dict[str, str]:
        """Why the people whom the fields ``names`` give cannot decide (design.md §5), by field."""
        problems: dict[str, str] = {}
        for name in names:
            person = Person(requester.workspace, str(answers[name]))
            if person == requester:
                problems[name] = "You cannot decide on your own request. Please name your manager."
            elif await self.standing(person) in _CANNOT_DECIDE:
                problems[name] = "Please choose a colleague of this workspace: a guest or a bot cannot decide."
        return problems

    async def standing(self, person: Person) -> Standing:
        """What Slack says of the person, now or within the last hour."""
        now = self._timing.now()
        standing, until = self._remembered.get(person, (Standing.UNKNOWN, now))
        if until > now:
            return standing
        standing = await self._asked(person)
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[person] = (standing, now + (_UNKNOWN_FOR if standing is Standing.UNKNOWN else _KNOWN_FOR))
        return standing

    async def _asked(self, person: Person) -> Standing:
        try:
            async with asyncio.timeout(_PATIENCE):
                answer = await self._client.users_info(user=person.id)
        except SlackApiError as error:
            return Standing.NOBODY if error.response.get("error") == "user_not_found" else Standing.UNKNOWN
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            logger.warning("Slack does not say who somebody is: %s", type(error).__name__)
            return Standing.UNKNOWN
        user: dict[str, Any] = answer.get("user") or {}
        if user.get("is_bot"):
            return Standing.BOT
        return Standing.OUTSIDER if any(user.get(name) for name in _OUTSIDE) else Standing.MEMBER
