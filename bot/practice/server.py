# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The practice workspace over HTTP: Web API, response URLs, uploads, Socket Mode and faults as an ASGI application."""

import json
import time
from dataclasses import asdict, fields
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from bot.practice.faults import Fault
from bot.practice.grants import GrantRefused
from bot.practice.page_api import page_routes
from bot.practice.practice import Practice
from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, arguments_given
from bot.practice.web_api.methods import run

BAD_REQUEST, NOT_FOUND, TOO_MANY = 400, 404, 429


class BrokenConnection(Response):
    """An answer that ends before its announced length, so that the server cuts the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  ASGI's signature
        """Start an answer and leave it unfinished."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def practice_app(practice: Practice) -> Starlette:
    """Return the practice workspace: Slack's side, and the browser page on top of it."""
    return Starlette(routes=[*routes(practice), *page_routes(practice)])


def routes(practice: Practice) -> list[Route | WebSocketRoute]:
    """Return the routes of Slack's side."""
    edge = Edge(practice)
    return [
        Route("/api/{method}", edge.api, methods=["GET", "POST"]),
        Route("/response/{url_id}", edge.respond, methods=["POST"]),
        Route("/upload/{file_id}", edge.upload, methods=["POST"]),
        Route("/docs/{team}/{canvas_id}", edge.canvas),
        Route("/files-pri/{file_id}/download", edge.download),
        Route("/faults", edge.faults, methods=["GET", "POST", "DELETE"]),
        WebSocketRoute("/socket/{ticket}", edge.socket),
    ]


class Edge:
    """The endpoints."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    async def api(self, request: Request) -> Response:
        """Answer one Web API call, after the faults and limits that are in force."""
        started, method, body = time.monotonic(), request.path_params["method"], await request.body()
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        given = arguments_given(body, content_type, request.url.query)
        response = await self._answer(request, method, body, content_type, str(given.get("channel", "")))
        self._practice.traffic.called(method, given, response.status_code, bytes(response.body), started)
        return response

    async def _answer(self, request: Request, method: str, body: bytes, content_type: str, channel: str) -> Response:
        fault = self._practice.faults.take(method, channel)
        if fault and fault.kind == "slow":
            await self._practice.sleep(fault.seconds)
        elif fault and fault.kind != "lost_answer":
            return _refused(fault)
        seconds = self._practice.limits.refused_for(method, channel)
        if seconds:
            return _rate_limited(seconds)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        answer = run(
            self._practice, method, body=body, content_type=content_type, query=request.url.query, bearer=bearer
        )
        return BrokenConnection() if fault and fault.kind == "lost_answer" else self._with_scopes(answer, bearer)

    def _with_scopes(self, answer: Json, bearer: str) -> Response:
        """An answer with the scopes of the token that asked, as Slack sends them with every one."""
        token = self._practice.workspace.grants.tokens.get(bearer)
        scopes = {"x-oauth-scopes": ",".join(sorted(token.scopes))} if token else {}
        return JSONResponse(answer, headers=scopes)

    async def respond(self, request: Request) -> Response:
        """Take an answer at a response URL."""
        try:
            body = json.loads(await request.body())
            url = self._practice.workspace.grants.spend_response_url(request.path_params["url_id"])
            self._practice.answers.respond(url, body)
        except (ValueError, AttributeError):
            return JSONResponse({"ok": False, "error": "invalid_payload"}, BAD_REQUEST)
        except GrantRefused as refused:
            return JSONResponse({"ok": False, "error": refused.error}, NOT_FOUND)
        except ApiError as refused:
            return JSONResponse({"ok": False, "error": refused.error} | refused.facts, BAD_REQUEST)
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file."""
        file = self._practice.workspace.files.get(request.path_params["file_id"])
        if file is None:
            return PlainTextResponse("file_not_found", NOT_FOUND)
        content = await request.body()
        if len(content) != file.length:
            return PlainTextResponse(f"{len(content)} bytes, announced were {file.length}", BAD_REQUEST)
        file.content = content
        return PlainTextResponse(f"OK - {file.length}")

    async def download(self, request: Request) -> Response:
        """Give a file to who has a token that may read files; everybody else gets a page to sign in at, as in Slack."""
        fault = self._practice.faults.take("files-pri", "")
        if fault:
            return _refused(fault)
        token = self._practice.workspace.grants.tokens.get(
            request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        )
        if token is None or token.revoked or "files:read" not in token.scopes:
            return HTMLResponse("<!DOCTYPE html><html><body>Sign in</body></html>")
        file = self._practice.workspace.files.get(request.path_params["file_id"])
        if file is None or file.content is None:
            return PlainTextResponse("file_not_found", NOT_FOUND)
        return Response(file.content, media_type="application/octet-stream")

    async def canvas(self, request: Request) -> Response:
        """Show what a canvas says; here as it was written, for the practice workspace draws none."""
        canvas = self._practice.workspace.canvases.get(request.path_params["canvas_id"])
        return PlainTextResponse(canvas.markdown) if canvas else PlainTextResponse("canvas_not_found", NOT_FOUND)

    async def faults(self, request: Request) -> Response:
        """Put a fault in force (POST), list those in force (GET) or lift them (DELETE)."""
        faults = self._practice.faults
        if request.method == "DELETE":
            faults.clear()
        if request.method == "POST":
            try:
                faults.add(_fault(json.loads(await request.body())))
            except (ValueError, TypeError) as error:
                return JSONResponse({"error": str(error)}, BAD_REQUEST)
        return JSONResponse({"faults": [asdict(fault) for fault in faults.in_force()]})

    async def socket(self, websocket: WebSocket) -> None:
        """Run one Socket Mode connection."""
        await self._practice.sockets.serve(websocket, websocket.path_params["ticket"])


def _fault(given: Any) -> Fault:
    if not isinstance(given, dict):
        raise TypeError("a fault is a JSON object")
    known = {one.name for one in fields(Fault) if one.init}
    if not set(given) <= known:
        raise ValueError(f"unknown keys: {', '.join(sorted(set(given) - known))}; known: {', '.join(sorted(known))}")
    return Fault(**given)


def _refused(fault: Fault) -> Response:
    if fault.kind == "rate_limited":
        return _rate_limited(int(fault.seconds))
    if fault.kind == "server_error":
        return PlainTextResponse("", fault.status)
    if fault.kind == "dropped":
        return BrokenConnection()
    return JSONResponse({"ok": False, "error": fault.error})


def _rate_limited(seconds: int) -> Response:
    headers = {"Retry-After": str(seconds)}
    return JSONResponse({"ok": False, "error": "ratelimited"}, TOO_MANY, headers)
