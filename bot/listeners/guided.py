# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of what guides the program: each opens one view."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import readings, recommendations, values
from bot.listeners.typed import Typed, Verb
from bot.services.guidance import Guidance
from workflows.people import Person

_Opening: TypeAlias = Callable[[Person, str, AsyncWebClient, Guidance], Awaitable[None]]


def _verb(opening: _Opening) -> Verb:
    async def verb(typed: Typed) -> None:
        await opening(typed.person, typed.trigger, typed.client, typed.subjects.guidance)

    return verb


#: The verbs by what is typed.
GUIDED: Mapping[str, Verb] = MappingProxyType(
    {
        "recommendations": _verb(recommendations.opened),
        "values": _verb(values.opened),
        "reading": _verb(readings.opened),
    }
)
