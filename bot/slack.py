# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Bolt application: our own authorization, acknowledgement last, services injected by name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners import commands, errors, home, mentions, requests, reviews, workspace

#: Names that Bolt fills itself; a service of such a name would never arrive (anchors.md, pitfalls of the stack).
_TAKEN = frozenset({"client", "context", "action", "view", "message", "options", "step", "next", "event", "payload"})


class _Waking(AsyncApp):
    """Bolt, which tells somebody after each payload that there may be something to send."""

    def __init__(self, afterwards: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self._afterwards = afterwards

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Dispatch as Bolt does, over HTTP and Socket Mode alike."""
        try:
            return await super().async_dispatch(req)
        finally:
            self._afterwards()


def build_slack(
    client: AsyncWebClient,
    signing_secret: str,
    installation: Installation,
    services: Mapping[str, object],
    afterwards: Callable[[], None],
) -> AsyncApp:
    """The application that Slack's payloads go through, in HTTP and in Socket Mode alike.

    ``process_before_response`` makes Bolt wait for the listener: nothing is acknowledged before it is stored.
    ``afterwards`` is called once a listener has done its work, to have its notices sent without delay.
    """
    taken = _TAKEN & services.keys()
    if taken:
        raise ValueError(f"Bolt fills these names itself: {', '.join(sorted(taken))}")
    app = _Waking(
        afterwards,
        name="ospo",
        client=client,
        signing_secret=signing_secret,
        authorize=_authorizing(installation),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        ignoring_self_assistant_message_events_enabled=False,
    )
    app.use(_injecting(services))
    # The hottest first: Bolt looks at one listener after the other.
    for subject in (commands, requests, reviews, home, mentions, workspace):
        subject.register(app)
    app.error(errors.explain)
    return app


def _authorizing(installation: Installation) -> Callable[..., Awaitable[AuthorizeResult]]:
    # A plain function: Bolt looks at the names of its arguments, and stumbles over a bound method's self.
    async def authorize(team_id: str | None = None, enterprise_id: str | None = None) -> AuthorizeResult:
        return installation.authorization(team_id, enterprise_id)

    return authorize


def _injecting(services: Mapping[str, object]) -> Callable[..., Awaitable[BoltResponse]]:
    async def inject(
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - the name under which Bolt gives it
    ) -> BoltResponse:
        context.update(services)
        return await next()

    return inject
