# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The HTTP outside: Slack's one address, health, readiness and metrics. Everything from outside is input."""

import logging
from binascii import a2b_qp
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import orjson
from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

logger = logging.getLogger(__name__)

#: Slack's payloads stay far below this (a view holds at most 250 KB); anything larger is not from Slack.
MAX_BODY = 1_000_000
_SLACK = "/slack/events"
_LONG_TIMESTAMP = 16
#: How much shorter a form is for each escape that is read.
_ESCAPED = 2
Readiness = Callable[[], Awaitable[dict[str, str]]]


def build_http(
    slack: AsyncApp | None,
    readiness: Readiness,
    metrics: Callable[[], Awaitable[bytes]],
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> FastAPI:
    """The application. ``slack`` is None in Socket Mode, where Slack's address does not exist (404).

    ``readiness`` gives what is missing, by name; nothing missing means ready.
    """
    endpoint = None if slack is None else _SlackEndpoint(slack)
    application = _Application(
        endpoint, title="OSPO Bot", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )

    async def ready(_: Request) -> Response:
        missing = await readiness()
        return JSONResponse({"ready": not missing, "missing": missing}, status_code=503 if missing else 200)

    async def figures(_: Request) -> Response:
        return Response(await metrics(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", _alive), Route("/readyz", ready), Route("/metrics", figures)]
    if endpoint is not None:
        routes.insert(0, Route(_SLACK, endpoint, methods=["POST"]))
    # Plain routes: FastAPI's own add dependency solving and telemetry, a quarter of the time of an acknowledgement.
    application.router.routes.extend(routes)
    return application


class _Application(FastAPI):
    """FastAPI, with what Slack posts handed on before its middlewares, none of which has a say in it.

    They are a twentieth of the time in which a submission is stored and acknowledged.
    """

    def __init__(self, endpoint: ASGIApp | None, **options: Any) -> None:
        super().__init__(**options)
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        posted = scope["type"] == "http" and scope["path"] == _SLACK and scope["method"] == "POST"
        await (self._endpoint if posted and self._endpoint else super().__call__)(scope, receive, send)


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok")


class _SlackEndpoint:
    """Slack's address, as a bare ASGI application: Starlette's wrapping of a function costs more."""

    def __init__(self, slack: AsyncApp) -> None:
        self._slack = slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answered(scope, receive)
        await response(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive) -> Response:
        try:
            asked = _bolt_request(scope, await _body(receive))
        except _Unacceptable as refused:
            return PlainTextResponse(refused.reason, status_code=refused.status)
        answer = await self._slack.async_dispatch(asked)
        return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())


class _Unacceptable(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def _body(receive: Receive) -> str:
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Unacceptable(400, "the connection was closed")
        chunk, more = message.get("body", b""), message.get("more_body", False)
        size += len(chunk)
        if size > MAX_BODY:
            raise _Unacceptable(413, "the body is larger than anything that Slack sends")
        chunks.append(chunk)
    try:
        return b"".join(chunks).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unacceptable(400, "the body is not UTF-8") from error


def _bolt_request(scope: Scope, body: str) -> AsyncBoltRequest:
    """What Bolt needs of a request. Bolt fails on a timestamp that is no number and a signature that is no ASCII."""
    headers: dict[str, Any] = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    timestamp = headers.get("x-slack-request-timestamp", "0")
    numeric = timestamp.isascii() and timestamp.isdigit() and len(timestamp) < _LONG_TIMESTAMP
    if not numeric or not headers.get("x-slack-signature", "").isascii():
        raise _Unacceptable(401, "the request is not signed as Slack signs it")
    try:
        query = scope["query_string"].decode("latin-1")
        asked = _read_already(body, query, headers) or AsyncBoltRequest(body=body, query=query, headers=headers)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        logger.info("a body that cannot be read: %s", type(error).__name__)
        raise _Unacceptable(400, "the body cannot be read") from error
    asked.mode = "http"  # so that the signature is verified
    asked.raw_body = body  # what Slack has signed
    return asked


def _read_already(body: str, query: str, headers: dict[str, Any]) -> AsyncBoltRequest | None:
    """The request of an interaction, with its JSON read by orjson; None where Bolt has to look itself.

    Bolt takes a body that is read already as one of Socket Mode, where Slack signs nothing: the caller sets the mode.
    """
    payload = _payload(body)
    if payload is None:
        return None
    return AsyncBoltRequest(body=payload, query=query, headers=headers, mode="socket_mode")


def _payload(body: str) -> dict[str, Any] | None:
    """The payload of an interaction, out of the form that Slack sends it in; None where that is not what it is.

    The escapes of a form are those of quoted-printable with another sign; Python has a decoder of those in C: 10 µs for
    a submission, where the 140 µs of urllib, which Bolt uses, are an eighth of all its time.
    """
    name, _, value = body.partition("=")
    if name != "payload" or "&" in value or "=" in value or "\n" in value or "\r" in value:
        return None
    try:
        text = a2b_qp(value.replace("+", " ").replace("%", "="))
        whole = len(value) - len(text) == _ESCAPED * value.count("%")  # what is no escape stays as it is
        payload = orjson.loads(text) if whole else None
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
