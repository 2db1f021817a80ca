# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How listeners get what they name: four things of Bolt's, our services, and nothing that nobody gives."""

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import _Serving


async def mistaken(ack: AsyncAck, say: object, weather: object) -> None:
    """Name what there is not."""


def app() -> _Serving:
    """An application with one service."""

    async def nobody(**_: object) -> None:
        """Authorize nobody."""

    return _Serving({"catalog": object()}, print, client=AsyncWebClient(), signing_secret="s", authorize=nobody)


def test_a_listener_that_names_what_nobody_gives_is_found_when_it_is_registered() -> None:
    with pytest.raises(ValueError, match="nobody gives say, weather to mistaken"):
        app().command("/ospo")(mistaken)
