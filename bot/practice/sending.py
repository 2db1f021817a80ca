# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sending commands, interactions and events to the bot: signed over HTTP, with Slack's time limit and retries."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

import aiohttp

from bot.practice.faults import Faults
from bot.practice.records import Json
from bot.practice.traffic import Traffic

if TYPE_CHECKING:
    from bot.practice.socket_mode import SocketMode

DeliveryKind = Literal["commands", "interactions", "events"]
ACK_SECONDS = 3.0
RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)
"""Events are sent again at once, after a minute and after five (slack.md §3)."""
CONNECTION_FAILED = "connection_failed"
TIMED_OUT = "http_timeout"
HTTP_OK = 200
HTTP_REDIRECT = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from the bot; `failure` names why nothing usable did (Slack's retry reasons)."""

    status: int = 0
    body: Any = None
    failure: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Say whether this is the 200 that commands and interactions need."""
        return self.status == HTTP_OK and not self.failure

    @property
    def accepted(self) -> bool:
        """Say whether this is a 2xx, which is enough for events."""
        return HTTP_OK <= self.status < HTTP_REDIRECT and not self.failure

    @property
    def slack_error(self) -> str:
        """Return the word in Slack's message to the person when the answer is not usable."""
        return "operation_timeout" if self.failure == TIMED_OUT else "dispatch_failed"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the X-Slack-Signature of a request body: HMAC-SHA256 over v0:{timestamp}:{body}."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Sends one signed request to the bot's request URL."""

    def __init__(self, request_url: str, secret: str, now: Callable[[], float], ack_seconds: float) -> None:
        self.request_url = request_url
        self._secret = secret
        self._now = now
        self.ack_seconds = ack_seconds
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: DeliveryKind, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Send a payload in the encoding of its kind and return the answer, or how it failed."""
        if kind == "events":
            return await self.send_raw(json.dumps(payload).encode(), "application/json", retry)
        form = payload if kind == "commands" else {"payload": json.dumps(payload)}
        return await self.send_raw(urlencode(form).encode(), "application/x-www-form-urlencoded", retry)

    async def send_raw(self, body: bytes, content_type: str, retry: tuple[int, str] | None = None) -> Answer:
        """Sign and send any body."""
        timestamp = str(int(self._now()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(self.ack_seconds),
                self._session.post(self.request_url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                text = await response.text()
        except TimeoutError:
            return Answer(failure=TIMED_OUT)
        except aiohttp.ClientError:
            return Answer(failure=CONNECTION_FAILED)
        no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        failure = "" if HTTP_OK <= response.status < HTTP_REDIRECT else "http_error"
        return Answer(response.status, _parsed(text, response.content_type), failure, no_retry)

    async def close(self) -> None:
        """Close the connections to the bot."""
        if self._session is not None:
            await self._session.close()
            self._session = None


class Sending:
    """Delivers over HTTP or Socket Mode, with faults on the way, and sends events again as Slack does."""

    def __init__(
        self,
        http: HttpDelivery,
        sockets: "SocketMode",
        faults: Faults,
        traffic: Traffic,
        sleep: Callable[[float], Awaitable[None]],
        spawn: Callable[[Coroutine[Any, Any, None]], object],
    ) -> None:
        self.http = http
        self.sockets = sockets
        self.over_sockets = False
        self._faults = faults
        self._traffic = traffic
        self._sleep = sleep
        self._spawn = spawn
        self._held_back: list[Json] = []

    async def deliver(self, kind: DeliveryKind, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Deliver once and return the answer. Commands and interactions are never sent again."""
        started = time.monotonic()
        answer = await self._deliver(kind, payload, retry)
        self._traffic.delivered(kind, payload, answer, started)
        return answer

    async def _deliver(self, kind: DeliveryKind, payload: Json, retry: tuple[int, str] | None) -> Answer:
        fault = self._faults.take(f"delivery:{kind}")
        if fault is None:
            return await self._send(kind, payload, retry)
        if fault.kind == "dropped":
            return Answer(failure=CONNECTION_FAILED)
        if fault.kind == "slow":
            await self._sleep(fault.seconds)
        answer = await self._send(kind, payload, retry)
        if fault.kind == "duplicate":
            answer = await self._send(kind, payload, retry)
        return Answer(failure=TIMED_OUT) if fault.kind == "lost_ack" else answer

    async def event(self, payload: Json) -> None:
        """Deliver an event; when it is not accepted, up to three times more in the background.

        Under a `reordered` fault the event waits for the next one and is sent after it.
        """
        if self._faults.take("order:events"):
            self._held_back.append(payload)
            return
        late, self._held_back = self._held_back, []
        for one in (payload, *late):
            answer = await self.deliver("events", one)
            if not answer.accepted and not answer.no_retry:
                self._spawn(self._again(one, answer))

    async def _again(self, payload: Json, answer: Answer) -> None:
        for number, seconds in enumerate(RETRY_AFTER_SECONDS, start=1):
            if seconds:
                await self._sleep(seconds)
            answer = await self.deliver("events", payload, (number, answer.failure))
            if answer.accepted or answer.no_retry:
                return

    async def _send(self, kind: DeliveryKind, payload: Json, retry: tuple[int, str] | None) -> Answer:
        if self.over_sockets:
            return await self.sockets.send(kind, payload, retry)
        return await self.http.send(kind, payload, retry)


def _parsed(text: str, content_type: str) -> Any:
    if content_type != "application/json":
        return text
    try:
        return json.loads(text) if text else ""
    except ValueError:
        return text
