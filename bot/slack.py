# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Bolt application: our own authorization, acknowledgement last, services injected by name."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeGuard, cast

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.listener.async_listener import AsyncCustomListener
from slack_bolt.listener_matcher.async_builtins import AsyncBuiltinListenerMatcher
from slack_bolt.listener_matcher.async_listener_matcher import AsyncListenerMatcher
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.installation import Installation
from bot.listeners import (
    absences,
    asked,
    asking,
    bulk,
    checklists,
    commands,
    decisions,
    digests,
    embargoes,
    errors,
    evidence,
    holds,
    home,
    interviews,
    inventories,
    licenses,
    maturity,
    mentions,
    obligations,
    petals,
    practices,
    precedents,
    preferences,
    questions,
    readings,
    recommendations,
    register_acts,
    registers,
    regulators,
    reminders,
    requests,
    reviews,
    schedules,
    setup,
    side_room,
    strategy,
    threads,
    values,
    workspace,
)
from bot.listeners.errors import OUTCOME
from bot.listeners.shapes import well_formed

_UNACCEPTABLE = frozenset({400, 401})
#: Bolt finds SLACK_BOT_TOKEN in the environment by itself, and warns at each start that it will not use it.
_NEEDLESS = warning_client_prioritized_and_token_skipped()
#: What listens, the hottest first: Bolt looks at one listener after the other.
_SUBJECTS = (
    commands, requests, reviews, checklists, obligations, licenses, questions, precedents, home, threads, mentions,
    workspace, inventories, side_room, holds, embargoes, absences, evidence, decisions, preferences, reminders,
    bulk, schedules, digests, maturity, registers, register_acts, regulators, recommendations, values, readings,
    setup, petals, practices, strategy, interviews, asking, asked,
)  # fmt: skip
logger = logging.getLogger(__name__)
logging.getLogger("slack_bolt.AsyncApp").addFilter(lambda record: record.msg != _NEEDLESS)


class _OfBody(AsyncListenerMatcher):
    """One of Bolt's own matchers, given the body that it looks at.

    Bolt asks one listener after the other, and makes all arguments that there could be for each of them: as much as the
    rest of a listener's work for the last of them.
    """

    def __init__(self, matcher: AsyncBuiltinListenerMatcher) -> None:
        self._looks_at = cast("Callable[..., Awaitable[bool]]", matcher.func)  # Bolt's type allows for its sync ones

    async def async_matches(self, req: AsyncBoltRequest, resp: BoltResponse) -> bool:
        del resp
        return await self._looks_at(body=req.body)


def _asks_for_the_body(matcher: AsyncListenerMatcher) -> TypeGuard[AsyncBuiltinListenerMatcher]:
    return isinstance(matcher, AsyncBuiltinListenerMatcher) and list(matcher.arg_names) == ["body"]


class _Listener(AsyncCustomListener):
    """A listener that is given what it names: these four of Bolt's arguments, and our services.

    Bolt makes all thirty arguments that there could be before it picks some: as much as storing the events of a
    submission. One that nobody gives is found when the listener is registered; Bolt would pass None.
    """

    def __init__(self, made: AsyncCustomListener, app: "_Serving") -> None:
        vars(self).update(vars(made))  # Bolt looked at its function already, which takes most of the time of making one
        names = made.arg_names
        self._services = {name: app.services[name] for name in names if name in app.services}
        self._of_bolt = tuple(name for name in names if name not in self._services)
        strange = set(self._of_bolt) - _GIVEN.keys()
        if strange:
            raise ValueError(f"nobody gives {', '.join(sorted(strange))} to {made.ack_function.__qualname__}")

    async def run_ack_function(self, *, request: AsyncBoltRequest, response: BoltResponse) -> BoltResponse | None:
        del response
        of_bolt = {name: _GIVEN[name](request) for name in self._of_bolt}
        return await self.ack_function(**of_bolt, **self._services)


_GIVEN: dict[str, Callable[[AsyncBoltRequest], object]] = {
    "ack": lambda asked: asked.context.ack,
    "body": lambda asked: asked.body,
    "client": lambda asked: asked.context.client,
    "context": lambda asked: asked.context,
}


class _Serving(AsyncApp):
    """Bolt, which gives listeners our services, and tells somebody after each payload what became of it."""

    def __init__(self, services: Mapping[str, object], afterwards: Callable[[str], None], **options: Any) -> None:
        super().__init__(**options)
        self.services = services
        self._afterwards = afterwards

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Dispatch as Bolt does, over HTTP and Socket Mode alike; what Slack cannot have sent is answered 400."""
        outcome = "failed"
        try:
            answer = await self._answered(req)
            outcome = "unacceptable" if answer.status in _UNACCEPTABLE else req.context.get(OUTCOME, "answered")
            return answer
        finally:
            self._afterwards(outcome)

    def _init_context(self, req: AsyncBoltRequest) -> None:
        """Give the request our one client. Bolt makes a new one, 40 µs, for apps whose tokens differ: ours has one."""
        req.context["logger"] = logger
        req.context["token"] = None
        req.context["client"] = self.client
        req.context["listener_runner"] = self.listener_runner

    def _register_listener(
        self,
        functions: Sequence[Callable[..., Awaitable[BoltResponse | None]]],
        primary_matcher: AsyncListenerMatcher,
        *args: Any,
        **kwargs: Any,
    ) -> Callable[..., Awaitable[BoltResponse | None]] | None:
        matcher = _OfBody(primary_matcher) if _asks_for_the_body(primary_matcher) else primary_matcher
        registered = super()._register_listener(functions, matcher, *args, **kwargs)
        made = cast("AsyncCustomListener", self._async_listeners.pop())  # the one kind that Bolt makes
        self._async_listeners.append(_Listener(made, self))
        return registered

    async def _answered(self, req: AsyncBoltRequest) -> BoltResponse:
        if not well_formed(req.body):
            return BoltResponse(status=400, body="the body is none of Slack's")
        return await super().async_dispatch(req)


def build_slack(
    client: AsyncWebClient,
    signing_secret: str,
    installation: Installation,
    services: Mapping[str, object],
    afterwards: Callable[[str], None],
) -> AsyncApp:
    """The application that Slack's payloads go through, in HTTP and in Socket Mode alike.

    ``process_before_response`` makes Bolt wait for the listener: nothing is acknowledged before it is stored.
    ``afterwards`` is called once a payload has its answer, with what that was: ``answered``, ``refused``, ``failed``,
    or ``unacceptable`` when Slack did not sign or shape it.
    """
    taken = _GIVEN.keys() & services.keys()
    if taken:
        raise ValueError(f"Bolt fills these names itself: {', '.join(sorted(taken))}")
    app = _Serving(
        services,
        afterwards,
        name="ospo",
        client=client,
        signing_secret=signing_secret,
        authorize=_OurWorkspace(installation),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        ignoring_self_assistant_message_events_enabled=False,
    )
    requests.register_form(app)  # hotter than all
    for subject in _SUBJECTS:
        subject.register(app)
    app.error(errors.explain)
    return app


class _OurWorkspace(AsyncAuthorize):
    """Who we are in the workspace that a payload is from, as Slack said at start; Slack is not asked again."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: object) -> AuthorizeResult:
        return self._installation.authorization(team_id, enterprise_id)
