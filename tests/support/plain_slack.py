# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A second, much smaller Slack that knows nothing of the product: the few methods that a journey needs, and a log.

The practice workspace grew together with the product; this one was written from Slack's documentation alone.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

TEAM, APP, BOT = "T0PLAIN", "A0PLAIN", "U0BOT"
SECRET = "plain-signing-secret"
_WRITTEN_AS_JSON = ("blocks", "metadata", "view")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API; ``ts`` is the one that was given out for it."""

    method: str
    given: dict[str, Any]
    ts: str

    @property
    def shown(self) -> str:
        """All that people would see of it, as JSON."""
        return json.dumps(self.given, ensure_ascii=False)


class PlainSlack:
    """Answers the Web API, keeps every call, and sends signed payloads to a request URL."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.may_identify = asyncio.Event()
        self._numbers = itertools.count(1)
        self._called = asyncio.Condition()

    def application(self) -> Starlette:
        """The Web API under ``/api/``."""
        return Starlette(routes=[Route("/api/{method}", self._answer, methods=["GET", "POST"])])

    async def called(self, wanted: Callable[[Call], bool], *, within: float = 30) -> Call:
        """Wait for the first call of that description, past ones included."""
        async with asyncio.timeout(within), self._called:
            await self._called.wait_for(lambda: any(wanted(call) for call in self.calls))
            return next(call for call in self.calls if wanted(call))

    async def send(self, address: str, form: dict[str, str]) -> tuple[int, Any]:
        """Send a signed form as Slack does for commands and interactions; returns status and body."""
        body = urlencode(form)
        timestamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={signed}",
        }
        async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as response:
            text = await response.text()
            return response.status, json.loads(text) if text.startswith("{") else text

    async def _answer(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        given = await _given(request)
        if request.headers.get("authorization") != "Bearer xoxb-plain" and given.get("token") != "xoxb-plain":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        if method == "auth.test":
            await self.may_identify.wait()
        number = next(self._numbers)
        call = Call(method, given, f"{int(time.time())}.{number:06d}")
        async with self._called:
            self.calls.append(call)
            self._called.notify_all()
        answer = _ANSWERS.get(method)
        return JSONResponse({"ok": True, **answer(call)} if answer else {"ok": False, "error": "unknown_method"})


def _identity(_: Call) -> dict[str, Any]:
    return {"team_id": TEAM, "team": "Plain", "user_id": BOT, "user": "ospo", "bot_id": "B0BOT", "url": "http://plain/"}


def _message(call: Call) -> dict[str, Any]:
    channel, ts = call.given["channel"], call.given.get("ts") or call.ts
    place = f"D{channel[1:]}" if channel.startswith("U") else channel
    return {"channel": place, "ts": ts, "message": {"type": "message", "ts": ts, "text": call.given.get("text", "")}}


def _view(call: Call) -> dict[str, Any]:
    return {"view": {**call.given["view"], "id": f"V{call.ts.replace('.', '')}", "hash": call.ts}}


_ANSWERS: dict[str, Callable[[Call], dict[str, Any]]] = {
    "auth.test": _identity,
    "chat.postMessage": _message,
    "chat.update": _message,
    "views.open": _view,
    "views.update": _view,
    "views.publish": _view,
    "conversations.open": lambda call: {"channel": {"id": f"D{call.given['users'][1:]}"}},
    "users.info": lambda call: {"user": {"id": call.given["user"], "team_id": TEAM, "is_bot": False}},
}


async def _given(request: Request) -> dict[str, Any]:
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        given: dict[str, Any] = json.loads(body or "{}")
        return given
    form = dict(parse_qsl(body or request.url.query, keep_blank_values=True))
    return {key: json.loads(text) if key in _WRITTEN_AS_JSON else text for key, text in form.items()}
